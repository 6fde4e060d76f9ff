import type { Mix } from '../mixes/mix.ts';
import { RULE_GRADER } from '../runs/modelRef.ts';
import type { Grading, GradingResult } from '../runs/records.ts';
import {
  type Criterion,
  type CriterionPoint,
  criteriaOf,
  criterionId,
  isSameCriterion,
} from './criterion.ts';
import { votingRounds } from './votingRounds.ts';

/** The majority of the rounds about one criterion. */
export interface CriterionVerdict {
  readonly criterion: Criterion;
  /** After the name rule, where it is on. Undefined: no round could be read. */
  readonly point?: 0 | 1;
  /** As many rounds give the point as deny it, so that there is none. */
  readonly tie: boolean;
  /** Rounds that give the point, before the name rule. */
  readonly earnedRounds: number;
  readonly readableRounds: number;
  /** The skill is named in the text, whether or not the name rule is on. */
  readonly named: boolean;
}

/** For each criterion of the mix, in the order of `criteriaOf`. */
export type Verdict = readonly CriterionVerdict[];

/**
 * The verdict of one grader on one sample: criterion by criterion the strict majority of the rounds that could be read
 * (PROTOCOL). Gradings are of one sample by one grader; those that failed or are unreadable have no vote, and of those
 * of one round only one has (see `votingRounds`).
 */
export function verdictOf(
  mix: Mix,
  gradings: readonly Grading[],
  { nameRule }: { readonly nameRule: boolean },
): Verdict {
  const rounds = votingRounds(gradings);
  return criteriaOf(mix).map((criterion, position) => count(rounds, criterion, position, nameRule));
}

/** How many of the k + 3 points a verdict gives; undefined where a criterion has no readable round. */
export function pointsOf(verdict: Verdict): number | undefined {
  let total = 0;
  for (const { point } of verdict) {
    if (point === undefined) return undefined;
    total += point;
  }
  return total;
}

/**
 * What casts doubt on the rounds of one sample, as sentences for the reader: rounds of one model that share a call,
 * readable or not, or that are the same to the letter, so that their majority decides nothing (PROTOCOL, defect 1 of R).
 * The rule grader always says the same, so it raises no alarm.
 */
export function roundAlarms(gradings: readonly Grading[]): string[] {
  const byGrader = groupBy(
    gradings.filter(({ grader, result }) => grader !== RULE_GRADER && result.kind !== 'failed'),
    ({ sampleId, grader }) => JSON.stringify([sampleId, grader]),
  );
  return byGrader.flatMap((rounds) => alarmsOf(rounds));
}

function count(
  rounds: readonly Grading[],
  criterion: Criterion,
  position: number,
  nameRule: boolean,
): CriterionVerdict {
  let [earnedRounds, readableRounds, named] = [0, 0, false];
  for (const round of rounds) {
    const vote = voteOf(round, criterion, position);
    if (vote === undefined) continue;
    readableRounds += 1;
    earnedRounds += vote.point;
    named ||= vote.named === true;
  }
  if (readableRounds === 0) return { criterion, tie: false, earnedRounds, readableRounds, named };
  const point = earnedRounds * 2 > readableRounds && !(nameRule && named) ? 1 : 0;
  const tie = earnedRounds * 2 === readableRounds;
  return { criterion, point, tie, earnedRounds, readableRounds, named };
}

/** The point nearly always stands where `criteriaOf` has its criterion; but what counts is the criterion. */
function voteOf({ result }: Grading, criterion: Criterion, position: number): CriterionPoint | undefined {
  if (result.kind !== 'graded') return undefined;
  const { points } = result;
  const expected = points[position];
  if (expected !== undefined && isSameCriterion(expected.criterion, criterion)) return expected;
  return points.find((point) => isSameCriterion(point.criterion, criterion));
}

function alarmsOf(rounds: readonly Grading[]): string[] {
  const shared = groupBy(
    rounds.filter(({ callKey }) => callKey !== undefined),
    ({ callKey }) => callKey ?? '',
  ).filter(isRepeated);
  if (shared.length > 0)
    return shared.map(
      (same) => `${nameOf(same)} rest on one and the same call, so they are not independent.`,
    );
  const graded = rounds.filter(({ result }) => result.kind === 'graded');
  return groupBy(graded, ({ result }) => wordsOf(result))
    .filter(isRepeated)
    .map(
      (same) =>
        `${nameOf(same)} are the same to the letter, so their majority decides nothing. The model may answer from a cache, or at temperature 0.`,
    );
}

function isRepeated(same: readonly Grading[]): boolean {
  return new Set(same.map(({ round }) => round)).size > 1;
}

/** All that a round says, in one text. */
export function wordsOf(result: GradingResult): string {
  if (result.kind !== 'graded') return '';
  return JSON.stringify(
    result.points.map(({ criterion, point, reason, quote }) => [
      criterionId(criterion),
      point,
      reason,
      quote ?? '',
    ]),
  );
}

function nameOf(same: readonly Grading[]): string {
  const rounds = [...new Set(same.map(({ round }) => round))].sort((one, other) => one - other);
  return `Rounds ${rounds.slice(0, -1).join(', ')} and ${rounds.at(-1)} of ${same[0]?.grader}`;
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}
