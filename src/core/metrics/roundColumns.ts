import type { Grading, Sample, SampleId } from '../runs/records.ts';
import { roundOf } from './factsOf.ts';
import { createInterned } from './internedFacts.ts';

/**
 * Single gradings that could be read, without their words, one for each entry in all columns but `graders`. Those of one
 * sample stand together, the samples by their numbers, and the older before the newer.
 */
export interface RoundColumns {
  readonly graders: readonly string[];
  /** As in `SampleColumns.number`. */
  readonly sample: Float64Array;
  /** The place in `graders`. */
  readonly grader: Float64Array;
  readonly round: Float64Array;
  /** As in `RoundFacts`. */
  readonly criteria: Float64Array;
  readonly earned: Float64Array;
}

/** Columns for so many gradings, to be filled. */
export function createRoundColumns(graders: readonly string[], count: number): RoundColumns {
  const numbers = () => new Float64Array(count);
  return {
    graders,
    ...{ sample: numbers(), grader: numbers(), round: numbers(), criteria: numbers(), earned: numbers() },
  };
}

/** Of gradings that are at hand, oldest first, and samples in the order of their numbers. */
export function roundColumnsOf(
  samples: readonly Sample[],
  gradings: readonly Grading[],
  numberOf: (id: SampleId) => number,
): RoundColumns {
  const graders = createInterned((grader: string) => grader);
  const isWanted = new Set(samples.map(({ id }) => id));
  const rows = gradings
    .filter(({ sampleId, result }) => isWanted.has(sampleId) && result.kind === 'graded')
    .sort((one, other) => numberOf(one.sampleId) - numberOf(other.sampleId));
  const columns = createRoundColumns(graders.list, rows.length);
  for (const [row, grading] of rows.entries()) {
    const { round, criteria, earned } = roundOf(grading);
    columns.sample[row] = numberOf(grading.sampleId);
    columns.grader[row] = graders.placeOf(grading.grader);
    columns.round[row] = round;
    columns.criteria[row] = criteria;
    columns.earned[row] = earned;
  }
  return columns;
}
