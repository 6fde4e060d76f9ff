import { RULE_GRADER } from '../runs/modelRef.ts';
import type { Judgement } from './facts.ts';

/** One grading without its words. Masks as in `Judgement`; they are 0 where it is not graded. */
export interface RoundFacts {
  readonly round: number;
  readonly createdAt: number;
  readonly state: 'graded' | 'unreadable' | 'failed';
  /** How many criteria it gives points for, the first ones of the mix. */
  readonly criteria: number;
  readonly earned: number;
  readonly named: number;
  /** Skill points that quote no words, or words that are not in the text. */
  readonly unquoted: number;
}

/**
 * The votes of one grader on one text of `criteria` criteria. Of the gradings of one round the newest votes, unless it
 * could not be read and an older one could (as in `votingRounds`); `isAlike` tells whether two answered rounds rest on
 * one call, readable or not, or say the same to the letter (as in `roundAlarms`).
 */
export function judge<Round extends RoundFacts>(
  grader: string,
  gradings: readonly Round[],
  criteria: number,
  isAlike: (one: Round, other: Round) => boolean,
): Judgement {
  const rounds = votingOnes(gradings);
  const { points, named, ties, isComplete } = countVotes(rounds, criteria);
  return {
    grader,
    state: isComplete ? 'graded' : rounds.every(({ state }) => state === 'failed') ? 'failed' : 'unreadable',
    points,
    named,
    ties,
    unreadableRounds: countOf(rounds, ({ state }) => (state === 'unreadable' ? 1 : 0)),
    pointsWithoutEvidence: countOf(rounds, ({ unquoted }) => bitsIn(unquoted)),
    hasIdenticalRounds: grader !== RULE_GRADER && hasAlikeRounds(rounds, isAlike),
  };
}

/** Whether the voting ones among the gradings of one grader give different points. */
export function areDiffering(gradings: readonly RoundFacts[]): boolean {
  const [first, ...others] = votingOnes(gradings).filter(isGraded);
  return others.some(({ earned }) => earned !== first?.earned);
}

/** How many bits of a mask are set. */
export function bitsIn(mask: number): number {
  let count = 0;
  for (let rest = mask; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}

/** Of the gradings of one round the one that votes. */
function votingOnes<Round extends RoundFacts>(gradings: readonly Round[]): readonly Round[] {
  if (!hasRepeatedRound(gradings)) return gradings;
  const voting = new Map<number, Round>();
  for (const grading of gradings) {
    const before = voting.get(grading.round);
    if (before === undefined || replaces(grading, before)) voting.set(grading.round, grading);
  }
  return [...voting.values()];
}

function hasRepeatedRound(gradings: readonly RoundFacts[]): boolean {
  for (let index = 1; index < gradings.length; index += 1)
    for (let before = 0; before < index; before += 1)
      if (gradings[index]?.round === gradings[before]?.round) return true;
  return false;
}

function replaces(grading: RoundFacts, before: RoundFacts): boolean {
  const isGraded = grading.state === 'graded';
  if (isGraded !== (before.state === 'graded')) return isGraded;
  return grading.createdAt >= before.createdAt;
}

function countVotes(rounds: readonly RoundFacts[], criteria: number) {
  let [points, named, ties, isComplete] = [0, 0, 0, true];
  for (let position = 0, bit = 1; position < criteria; position += 1, bit *= 2) {
    let [votes, earned, isNamed] = [0, 0, 0];
    for (const round of rounds) {
      if (position >= round.criteria) continue;
      votes += 1;
      // The operator takes the last 32 bits of a whole number of any size.
      earned += (round.earned / bit) & 1;
      isNamed |= (round.named / bit) & 1;
    }
    if (votes === 0) isComplete = false;
    else if (earned * 2 > votes) points += bit;
    else if (earned * 2 === votes) ties += 1;
    if (isNamed === 1) named += bit;
  }
  return { points, named, ties, isComplete };
}

function hasAlikeRounds<Round extends RoundFacts>(
  rounds: readonly Round[],
  isAlike: (one: Round, other: Round) => boolean,
): boolean {
  const answered = rounds.every(isAnswered) ? rounds : rounds.filter(isAnswered);
  for (const [index, one] of answered.entries())
    for (let before = 0; before < index; before += 1) {
      const other = answered[before];
      if (other !== undefined && isAlike(one, other)) return true;
    }
  return false;
}

function countOf<T>(items: readonly T[], of: (item: T) => number): number {
  let count = 0;
  for (const item of items) count += of(item);
  return count;
}

function isGraded({ state }: RoundFacts): boolean {
  return state === 'graded';
}

/** A call that failed brought nothing that could be the same. */
function isAnswered({ state }: RoundFacts): boolean {
  return state !== 'failed';
}
