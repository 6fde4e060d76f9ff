/** Where the figures of a table or a report come from, so that somebody else can make them again. */
export interface Provenance {
  /** The version of Skillmix. */
  readonly skillmix: string;
  /** As in `formatTime`. */
  readonly madeAt: string;
  /** As the store names it; null where all files of a store are taken together. */
  readonly file: string | null;
  /** SHA-256 of what the skillset says with its includes; null where it is not there. */
  readonly skillset: string | null;
  /** What was let through, in the words of the command line; empty where that was everything. */
  readonly filters: readonly string[];
  /** The rules that the points went by, such as that of the name. */
  readonly rules: readonly string[];
  readonly samples: number;
  readonly gradings: number;
  /** Of the prompts that the students were given. */
  readonly promptVersions: readonly string[];
  /** Of the graders' instructions. */
  readonly rubricVersions: readonly string[];
  /** When the first and the last of the samples were written, as in `formatTime`; null where there are none. */
  readonly from: string | null;
  readonly until: string | null;
  /** How the intervals are made. */
  readonly intervals: string;
}

/** In lines of `what: how`. */
export function provenanceLines(provenance: Provenance): string[] {
  const { skillmix, madeAt, file, skillset, filters, rules, samples, gradings, from, until } = provenance;
  return [
    `made by: Skillmix ${skillmix}, ${madeAt}`,
    `skillset: ${file ?? 'all that the store holds'}${skillset === null ? '' : `, SHA-256 ${skillset}`}`,
    `texts: ${samples}${from === null || until === null ? '' : `, written from ${from} to ${until}`}`,
    `gradings: ${gradings}`,
    ...(filters.length === 0 ? [] : [`only: ${filters.join(' ')}`]),
    ...(rules.length === 0 ? [] : [`rules: ${rules.join('; ')}`]),
    `prompts: ${provenance.promptVersions.join(', ') || '–'}`,
    `rubrics: ${provenance.rubricVersions.join(', ') || '–'}`,
    `intervals: 95 %, over mixes. ${provenance.intervals}`,
  ];
}
