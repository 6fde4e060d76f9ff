import type { SampleColumns } from './facts.ts';

/** Columns that are still being filled. */
export type GrowingColumns = {
  -readonly [name in keyof SampleColumns]: SampleColumns[name][number][];
};

export function createSampleColumns(): GrowingColumns {
  return { series: [], mix: [], state: [], judgedUntil: [], judgement: [] };
}
