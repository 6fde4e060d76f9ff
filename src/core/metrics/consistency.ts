import type { CriterionKind } from './criterionKind.ts';
import type { Estimate } from './estimate.ts';

/** How far the rounds of one grader say the same. Its JSON form is public: fields may be added, never changed. */
export interface Consistency {
  readonly grader: string;
  /** The most readable rounds of one text. */
  readonly rounds: number;
  /** Texts with at least two readable rounds: all figures rest on these. */
  readonly texts: number;
  /** Of these, texts of which two rounds are the same to the letter or rest on one call: they are no evidence. */
  readonly identicalRounds: number;
  /** Mean over texts of the variance (by n - 1) of the points of a text over its rounds, length left out. */
  readonly pointsVariance: Estimate;
  /** About skills, topic and sense: the length is counted. */
  readonly all: RoundAgreement;
  readonly criteria: readonly (RoundAgreement & { readonly criterion: CriterionKind })[];
  readonly skills: readonly (RoundAgreement & { readonly skill: string; readonly category: string })[];
}

export interface RoundAgreement {
  /** Criteria of texts with at least two readable rounds. */
  readonly items: number;
  readonly mixes: number;
  /** Of all pairs of rounds the share that agree. */
  readonly raw: Estimate;
  /** Krippendorff's alpha, nominal, with the rounds as raters. */
  readonly alpha: Estimate;
  /** The share of criteria on which not all rounds say the same. */
  readonly differ: Estimate;
}
