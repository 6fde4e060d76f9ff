/** Pairs of skills that are missed together. Its JSON form is public: fields may be added, never changed. */
export interface PairReport {
  readonly method: string;
  /** Pairs with fewer mixes are counted and not tested. */
  readonly fewestMixes: number;
  /** By grader; of each its students one by one and, where there are several, all of them together. */
  readonly tables: readonly PairTable[];
}

export interface PairTable {
  readonly grader: string;
  readonly students: readonly string[];
  /** Observed by expected over all pairs: what all texts have in common, such as that a bad text misses everything. */
  readonly lift: number | null;
  /** Pairs with a test; the others were seen in too few mixes. */
  readonly tested: number;
  /** The surest first, then by lift. */
  readonly pairs: readonly SkillPair[];
}

export interface SkillPair {
  readonly skills: readonly [string, string];
  /** Different mixes with both: the test rests on these. */
  readonly mixes: number;
  /** Graded texts that were to show both. */
  readonly texts: number;
  /** Of these, those that missed both. */
  readonly missedTogether: number;
  /** Mixes that missed both, each counted as the share of its texts that did. */
  readonly observed: number;
  /** The same, had the two nothing to do with each other: from how often each is missed by this student at this k. */
  readonly expected: number;
  /** observed / expected; null where nothing was expected. */
  readonly lift: number | null;
  /** One-sided, for more than expected; null where there are too few mixes. */
  readonly p: number | null;
  /** After Benjamini and Hochberg, over the tested pairs of the table. */
  readonly q: number | null;
}
