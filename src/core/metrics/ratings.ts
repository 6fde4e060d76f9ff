/** One answer about one thing; null: this rater was not asked, or its answer could not be read. */
export type Rating = 0 | 1 | null;

/** One thing that raters said yes or no to, such as one criterion of one text. */
export interface RatedItem {
  /** What it belongs to: items of one cluster (a mix) need not be independent of each other. */
  readonly cluster: number;
  /** In the order of the raters. */
  readonly ratings: readonly Rating[];
}
