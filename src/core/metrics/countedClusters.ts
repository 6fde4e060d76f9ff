import type { Cluster } from './clusterRate.ts';

/** So many mixes of which `earned` of `tried` was seen. */
export interface CountedCluster {
  readonly earned: number;
  readonly tried: number;
  readonly count: number;
}

/** Counts mixes that are alike: of very many there are but a few kinds. */
export interface ClusterCounts {
  add(earned: number, tried: number): void;
  /** Always in the same order, so that sums are the same to the last digit in whatever order the mixes came. */
  list(): CountedCluster[];
}

export function createClusterCounts(): ClusterCounts {
  const countsByTried = new Map<number, Map<number, number>>();
  return {
    add(earned, tried) {
      let counts = countsByTried.get(tried);
      if (counts === undefined) {
        counts = new Map();
        countsByTried.set(tried, counts);
      }
      counts.set(earned, (counts.get(earned) ?? 0) + 1);
    },
    list: () =>
      Array.from(countsByTried, ([tried, counts]) =>
        Array.from(counts, ([earned, count]) => ({ earned, tried, count })),
      )
        .flat()
        .sort((a, b) => a.tried - b.tried || a.earned - b.earned),
  };
}

/** Of mixes that count as much as was tried of them. */
export function weightedByTries({ earned, tried, count }: CountedCluster): Cluster {
  return { count, rate: earned / tried, weight: tried, points: tried };
}
