/** A 95 % interval, within [0, 1]. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export const LEVEL = 0.95;

/** The 97.5 % quantile of the normal distribution. */
export const NORMAL_QUANTILE = 1.959963984540054;

/**
 * The Wilson score interval for a rate out of `size` independent tries; `size` need not be whole.
 * E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), 209-212.
 */
export function wilsonInterval(rate: number, size: number): Interval {
  const z2 = NORMAL_QUANTILE ** 2;
  const middle = (rate + z2 / (2 * size)) / (1 + z2 / size);
  const spread = Math.sqrt((rate * (1 - rate)) / size + z2 / (4 * size ** 2));
  const half = (NORMAL_QUANTILE * spread) / (1 + z2 / size);
  // At the ends the limit is exact: without this, rounding would put it a little inside or outside.
  return {
    low: rate <= 0 ? 0 : Math.max(0, middle - half),
    high: rate >= 1 ? 1 : Math.min(1, middle + half),
  };
}
