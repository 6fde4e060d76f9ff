import type { EntryColumns, MixColumns, SampleColumns } from './facts.ts';

export type Growing<Columns> = {
  -readonly [name in keyof Columns]: Columns[name] extends readonly (infer T)[] ? T[] : never;
};

/** Columns that are still being filled. */
export interface GrowingColumns {
  readonly entries: Growing<EntryColumns>;
  readonly samples: Growing<SampleColumns>;
}

export function createColumns(): GrowingColumns {
  return {
    entries: { series: [], mix: [], samplesUntil: [] },
    samples: { number: [], state: [], judgedUntil: [], judgement: [] },
  };
}

export function createMixColumns(): Growing<MixColumns> {
  return { first: [], skillsFrom: [], skillsUntil: [], skill: [] };
}
