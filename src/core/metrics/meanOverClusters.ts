import { type Estimate, UNDEFINED } from './estimate.ts';
import { studentQuantile } from './studentQuantile.ts';

/** Values that belong to one mix. */
export interface ClusterValues {
  readonly count: number;
  readonly sum: number;
}

/**
 * The mean of values that are not negative, with Student's interval from the linearised variance of a ratio of cluster
 * totals (W. G. Cochran, Sampling Techniques (3rd edition, 1977), 6.3). A single cluster has no upper limit.
 */
export function meanOverClusters(clusters: readonly ClusterValues[]): Estimate {
  const count = clusters.reduce((sum, each) => sum + each.count, 0);
  if (count === 0) return UNDEFINED;
  const value = clusters.reduce((sum, each) => sum + each.sum, 0) / count;
  const mixes = clusters.length;
  if (mixes < 2) return { value, low: 0, high: null };
  const scatter = clusters.reduce((sum, each) => sum + (each.sum - each.count * value) ** 2, 0);
  const half = (studentQuantile(mixes - 1) * Math.sqrt((scatter * mixes) / (mixes - 1))) / count;
  return { value, low: Math.max(0, value - half), high: value + half };
}
