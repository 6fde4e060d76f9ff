import type { Estimate } from './estimate.ts';
import type { ByCriterion } from './ratings.ts';

/** How far the rounds of one grader say the same. Its JSON form is public: fields may be added, never changed. */
export interface Consistency extends ByCriterion<RoundAgreement> {
  readonly grader: string;
  /** The most readable rounds of one text. */
  readonly rounds: number;
  /** Texts with at least two readable rounds: all figures rest on these. */
  readonly texts: number;
  /** Of these, texts of which two rounds are the same to the letter or rest on one call: they are no evidence. */
  readonly identicalRounds: number;
  /** Mean over texts of the variance (by n - 1) of the points of a text over its rounds, length left out. */
  readonly pointsVariance: Estimate;
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
