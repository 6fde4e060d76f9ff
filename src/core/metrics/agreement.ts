import type { Estimate } from './estimate.ts';
import type { ByCriterion } from './ratings.ts';

/** How far raters agree about the same texts. Its JSON form is public: fields may be added, never changed. */
export interface Agreement extends ByCriterion<AgreementFigures> {
  readonly method: string;
  readonly raters: readonly string[];
}

export interface AgreementFigures {
  /** What at least two raters rated. */
  readonly items: number;
  /** Different mixes among these: the intervals rest on them. */
  readonly mixes: number;
  /** Of all pairs of ratings of one item the share that agree, each item weighted by its ratings as in alpha. */
  readonly raw: Estimate;
  /** Krippendorff's alpha, nominal, over all raters; at most 1, and 0 for chance. */
  readonly alpha: Estimate;
  /** Each two raters, in the order of `raters`. Without the pairs that have no item in common. */
  readonly pairs: readonly PairAgreement[];
}

export interface PairAgreement {
  readonly raters: readonly [string, string];
  /** both + onlyFirst + onlySecond + neither: what both rated. */
  readonly items: number;
  readonly mixes: number;
  /** Both gave the point; only the first; only the second; neither. */
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly neither: number;
  readonly raw: Estimate;
  /** Cohen's kappa; undefined where both always give the same answer. */
  readonly kappa: Estimate;
}
