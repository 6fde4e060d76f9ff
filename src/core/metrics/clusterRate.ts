import { studentQuantile } from './studentQuantile.ts';
import { type Interval, wilsonInterval } from './wilson.ts';

/** What was seen of some mixes. Mixes are independent of each other; texts for the same mix are not. */
export interface Cluster {
  /** How many mixes this was seen of. */
  readonly count: number;
  /** In [0, 1]. */
  readonly rate: number;
  /** How much each of them counts in the mean over mixes. */
  readonly weight: number;
  /** How many single points (each 0 or 1) the rate of each rests on. */
  readonly points: number;
}

export interface ClusterRate extends Interval {
  readonly rate: number;
}

/** How the intervals are made, for the reader. */
export const INTERVAL_METHOD =
  'Wilson score (Wilson 1927); for fractions, means over generations and skills with the effective sample size ' +
  'from the variance between mixes (Korn & Graubard 1998; Franco, Little, Louis & Slud 2019)';

/** The weighted mean over mixes with its interval; undefined where there is no mix. */
export function clusterRate(clusters: readonly Cluster[]): ClusterRate | undefined {
  const total = sum(clusters, (cluster) => cluster.weight);
  if (total === 0) return undefined;
  const rate = Math.min(1, sum(clusters, (cluster) => cluster.weight * cluster.rate) / total);
  return { rate, ...wilsonInterval(rate, effectiveSize(clusters, rate, total)) };
}

/**
 * How many independent points would tell as much as these clusters:
 *
 *     rate (1 - rate) / variance of the rate x (t[points - 1] / t[clusters - 1])^2
 *
 * E. L. Korn & B. I. Graubard, Confidence intervals for proportions with small expected number of positive
 * counts estimated from survey data, Survey Methodology 24 (1998), 193-201; for the Wilson interval: C. Franco,
 * R. J. A. Little, T. A. Louis & E. V. Slud, Comparative study of confidence intervals for proportions in complex
 * sample surveys, JSSAM 7 (2019), 334-364.
 *
 * It is held between two bounds that are certain: the number of clusters (what is in [0, 1] varies at most as
 * much as one point) and the number of points. Where all clusters agree, their variance says nothing, and their
 * number counts.
 */
function effectiveSize(clusters: readonly Cluster[], rate: number, total: number): number {
  const mixes = sum(clusters, () => 1);
  const fewest = total ** 2 / sum(clusters, ({ weight }) => weight ** 2);
  const points = sum(clusters, (cluster) => cluster.points);
  const scatter = sum(clusters, (cluster) => (cluster.weight * (cluster.rate - rate)) ** 2) / total ** 2;
  if (scatter < ROUNDING || mixes < 2 || points <= fewest) return fewest;
  const variance = (scatter * mixes) / (mixes - 1);
  const caution = (studentQuantile(points - 1) / studentQuantile(mixes - 1)) ** 2;
  const estimate = ((rate * (1 - rate)) / variance) * caution;
  return Math.min(Math.max(estimate, fewest), points);
}

/** A scatter below this comes from rounding. */
const ROUNDING = 1e-20;

/** Over all mixes. */
function sum(clusters: readonly Cluster[], of: (cluster: Cluster) => number): number {
  return clusters.reduce((before, cluster) => before + cluster.count * of(cluster), 0);
}
