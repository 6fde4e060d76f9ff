import { formatTime } from '../format/formatTime.ts';
import type { Grading, Sample } from '../runs/records.ts';
import type { Provenance } from './provenance.ts';

export type Counted = Pick<
  Provenance,
  'samples' | 'gradings' | 'promptVersions' | 'rubricVersions' | 'from' | 'until'
>;

/** Counts the texts that figures rest on, and notes what they were made with. */
export interface ProvenanceTally {
  add(sample: Sample, gradings: readonly Grading[]): void;
  result(): Counted;
}

export function createProvenanceTally(): ProvenanceTally {
  const prompts = new Set<string>();
  const rubrics = new Set<string>();
  let [samples, graded, first, last] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return {
    add({ promptVersion, createdAt }, gradings) {
      samples += 1;
      graded += gradings.length;
      prompts.add(promptVersion);
      first = Math.min(first, createdAt);
      last = Math.max(last, createdAt);
      for (const { rubricVersion } of gradings) rubrics.add(rubricVersion);
    },
    result: () => ({
      samples,
      gradings: graded,
      promptVersions: [...prompts].sort(),
      rubricVersions: [...rubrics].sort(),
      from: samples === 0 ? null : formatTime(first),
      until: samples === 0 ? null : formatTime(last),
    }),
  };
}
