import type { Grading, Sample, SampleId } from '../runs/records.ts';
import { roundOf } from './factsOf.ts';
import { createInterned } from './internedFacts.ts';
import type { RoundFacts } from './judge.ts';

/**
 * Single gradings without their words, one for each entry in all columns but `graders`. Those of one sample stand
 * together, by its number, and the older before the newer.
 */
export interface RoundColumns {
  readonly graders: readonly string[];
  /** As in `SampleColumns.number`. */
  readonly sample: readonly number[];
  /** The place in `graders`. */
  readonly grader: readonly number[];
  readonly round: readonly number[];
  readonly state: readonly RoundFacts['state'][];
  /** As in `RoundFacts`; 0 where it is not graded. */
  readonly criteria: readonly number[];
  readonly earned: readonly number[];
  readonly unquoted: readonly number[];
}

/** Columns that are still being filled. */
export function createRoundColumns() {
  const graders: string[] = [];
  const state: RoundFacts['state'][] = [];
  const numbers = () => [] as number[];
  return {
    ...{ graders, state, sample: numbers(), grader: numbers(), round: numbers() },
    ...{ criteria: numbers(), earned: numbers(), unquoted: numbers() },
  };
}

/** Of gradings that are at hand, oldest first, and samples in the order of their numbers. */
export function roundColumnsOf(
  samples: readonly Sample[],
  gradings: readonly Grading[],
  numberOf: (id: SampleId) => number,
): RoundColumns {
  const columns = createRoundColumns();
  const graders = createInterned((grader: string) => grader);
  const wanted = new Map(samples.map(({ id }): [SampleId, Grading[]] => [id, []]));
  for (const grading of gradings) wanted.get(grading.sampleId)?.push(grading);
  for (const [id, own] of [...wanted].sort(([a], [b]) => numberOf(a) - numberOf(b)))
    for (const grading of own) {
      const { round, state, criteria, earned, unquoted } = roundOf(grading);
      columns.sample.push(numberOf(id));
      columns.grader.push(graders.placeOf(grading.grader));
      columns.round.push(round);
      columns.state.push(state);
      columns.criteria.push(criteria);
      columns.earned.push(earned);
      columns.unquoted.push(unquoted);
    }
  return { ...columns, graders: graders.list };
}
