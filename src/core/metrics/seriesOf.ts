import type { Sample } from '../runs/records.ts';
import type { Series } from './facts.ts';

export type SeriesSample = Pick<Sample, 'mix' | 'student' | 'sampling' | 'purpose'>;

/** The series that a sample stands in. */
export function seriesOf({ mix, student, sampling, purpose }: SeriesSample): Series {
  return {
    writing: { student, sampling: sampling ?? null, purpose: purpose ?? null },
    draw: { split: mix.split, k: mix.skills.length, seed: mix.seed ?? null },
  };
}
