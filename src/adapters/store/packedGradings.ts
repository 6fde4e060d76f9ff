import type { Judgement, SampleFacts } from '../../core/metrics/facts.ts';
import { judge, type RoundFacts } from '../../core/metrics/judge.ts';
import { brokenText, PART, PackedReader } from './packedText.ts';

/** A sample that waits for its judgements. */
export interface OpenSample extends SampleFacts {
  readonly number: number;
  judgements: readonly Judgement[];
}

/**
 * Gives each sample its judgements. `packed` holds one record for each sample and grader: the number of the sample, the
 * grader, and one part for each grading with the fields of `PACKED_GRADING`. Both are in the order of the numbers;
 * records of other samples are passed over.
 */
export function addJudgements(samples: readonly OpenSample[], packed: string, listOf: JudgementLists): void {
  const reader = new PackedReader(packed);
  const isAlike = (one: Round, other: Round): boolean =>
    isSameAndThere(reader, one.callAt, other.callAt) || isSameAndThere(reader, one.wordsAt, other.wordsAt);
  const spare: Round[] = [];
  let index = 0;
  while (!reader.isAtEnd) {
    const number = reader.number();
    while ((samples[index]?.number ?? number) < number) index += 1;
    const sample = samples[index];
    if (sample?.number !== number) {
      reader.record();
      continue;
    }
    const grader = reader.piece();
    const judgement = judge(grader, readRounds(reader, spare), sample.mix.skills.length + 3, isAlike);
    sample.judgements =
      sample.judgements.length === 0 ? listOf(judgement) : [...sample.judgements, judgement];
  }
}

function isSameAndThere(reader: PackedReader, one: number, other: number): boolean {
  return reader.isSame(one, other) && !reader.isEmpty(one);
}

/** A list of this one judgement. */
export type JudgementLists = (judgement: Judgement) => readonly Judgement[];

/** Most samples have one judgement, and many the same: then they share the list, so that memory stays flat. */
export function createJudgementLists(): JudgementLists {
  const byGrader = new Map<string, Map<number, readonly [Judgement]>>();
  return (judgement) => {
    const byPoints = byGrader.get(judgement.grader) ?? new Map<number, readonly [Judgement]>();
    byGrader.set(judgement.grader, byPoints);
    const before = byPoints.get(judgement.points);
    if (before !== undefined && isSameJudgement(before[0], judgement)) return before;
    const list = [judgement] as const;
    byPoints.set(judgement.points, list);
    return list;
  };
}

/** Of judgements by the same grader with the same points. */
function isSameJudgement(one: Judgement, other: Judgement): boolean {
  return (
    one.state === other.state &&
    one.named === other.named &&
    one.ties === other.ties &&
    one.unreadableRounds === other.unreadableRounds &&
    one.pointsWithoutEvidence === other.pointsWithoutEvidence &&
    one.hasIdenticalRounds === other.hasIdenticalRounds
  );
}

/** With the places of its words and its call in the text, so that they are compared without being cut out. */
type Round = { -readonly [fact in keyof RoundFacts]: RoundFacts[fact] } & { wordsAt: number; callAt: number };

const STATES: { readonly [letter: string]: RoundFacts['state'] } = {
  g: 'graded',
  u: 'unreadable',
  f: 'failed',
};

/** All gradings of a record. They are valid until the next record is read: `spare` objects are used again. */
function readRounds(reader: PackedReader, spare: Round[]): readonly Round[] {
  const rounds: Round[] = [];
  for (;;) {
    const round = spare[rounds.length] ?? emptyRound();
    spare[rounds.length] = round;
    rounds.push(round);
    round.round = reader.number();
    round.createdAt = reader.number();
    round.state = STATES[reader.letter()] ?? broken();
    round.criteria = reader.number();
    round.earned = reader.number();
    round.named = reader.number();
    round.unquoted = reader.number();
    round.wordsAt = reader.at;
    reader.passMark();
    round.callAt = reader.at;
    const end = reader.passMark();
    if (reader.text[end] !== PART) return rounds;
  }
}

function emptyRound(): Round {
  return {
    round: 0,
    createdAt: 0,
    state: 'failed',
    criteria: 0,
    earned: 0,
    named: 0,
    unquoted: 0,
    wordsAt: 0,
    callAt: 0,
  };
}

function broken(): never {
  throw brokenText();
}
