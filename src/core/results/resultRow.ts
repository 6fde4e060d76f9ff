import type { Judgement, SampleState } from '../metrics/facts.ts';
import { hasBit, outcomeOf } from './outcome.ts';
import { pointsIn } from './resultMatch.ts';
import type { ResultLook, ResultRow } from './resultQuery.ts';

/** What a store keeps at hand of a sample. */
export interface StoredResult extends Omit<ResultRow, 'k' | 'state' | 'points' | 'outOf' | 'missed'> {
  readonly result: SampleState;
  readonly judgements: readonly Judgement[];
}

/** A sample as the list shows it: with the verdict of the grader that is looked through. */
export function resultRow({ result, judgements, ...stored }: StoredResult, look: ResultLook): ResultRow {
  const { state, judgement } = outcomeOf(result, judgements, look);
  const labels = [...stored.skills, 'topic', 'sense', 'length'];
  const points = judgement && pointsIn(judgement, look);
  const missed = points === undefined ? [] : labels.filter((_, bit) => !hasBit(points, bit));
  return {
    ...stored,
    k: stored.skills.length,
    state,
    ...(points === undefined ? {} : { points: labels.length - missed.length }),
    outOf: labels.length,
    missed,
  };
}
