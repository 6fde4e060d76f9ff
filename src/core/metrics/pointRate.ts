import { clusterRate } from './clusterRate.ts';
import { type CountedCluster, weightedByTries } from './countedClusters.ts';

/** A rate of points over mixes. */
export interface PointRate {
  /** Different mixes: the interval rests on these. */
  readonly mixes: number;
  readonly tried: number;
  readonly earned: number;
  /** earned / tried with its interval, in [0, 1]. */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** Of at least one mix. */
export function pointRate(clusters: readonly CountedCluster[]): PointRate {
  const sum = (of: (cluster: CountedCluster) => number) =>
    clusters.reduce((before, cluster) => before + cluster.count * of(cluster), 0);
  const [tried, earned] = [sum((cluster) => cluster.tried), sum((cluster) => cluster.earned)];
  const { low, high } = clusterRate(clusters.map(weightedByTries)) ?? NO_INTERVAL;
  // Of the counts, so that it is the same to the last digit for who divides them.
  return { mixes: sum(() => 1), tried, earned, rate: earned / tried, low, high };
}

/** Nothing is known. */
const NO_INTERVAL = { low: 0, high: 1 };
