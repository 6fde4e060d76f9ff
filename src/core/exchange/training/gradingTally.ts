import { compare } from '../../metrics/grouping.ts';
import type { Grading, Sample, SamplePurpose } from '../../runs/records.ts';
import { createTally } from '../incoming/tally.ts';
import type { DataCard } from './dataCard.ts';

/** Counts who graded the texts: readable gradings only. */
export interface GradingTally {
  add(sample: Sample, gradings: readonly Grading[]): void;
  /** Of the texts of this purpose. */
  rows(purpose: SamplePurpose | 'all'): DataCard['grading'];
}

export function createGradingTally(): GradingTally {
  const rounds = createTally<ReturnType<typeof roundOf>>();
  return {
    add(sample, gradings) {
      for (const grading of gradings)
        if (grading.result.kind === 'graded') rounds.add(roundOf(sample, grading));
    },
    rows(purpose) {
      const counts = new Map<string, DataCard['grading'][number]>();
      for (const { what, count } of rounds.entries()) {
        if (purpose !== 'all' && what.purpose !== purpose) continue;
        const { grader, rubricVersion, round } = what;
        const key = JSON.stringify([grader, rubricVersion, round]);
        const before = counts.get(key)?.gradings ?? 0;
        counts.set(key, { grader, rubricVersion, round, gradings: before + count });
      }
      return [...counts.values()].sort(
        (a, b) =>
          compare(a.grader, b.grader) || compare(a.rubricVersion, b.rubricVersion) || a.round - b.round,
      );
    },
  };
}

function roundOf({ purpose }: Sample, { grader, rubricVersion, round }: Grading) {
  return { purpose, grader, rubricVersion, round };
}
