import type { Cluster } from './clusterRate.ts';

/** So many mixes of which `earned` of `tried` was seen. */
export interface CountedCluster {
  readonly earned: number;
  readonly tried: number;
  readonly count: number;
}

/** Counts mixes that are alike: of very many there are but a few kinds. */
export interface ClusterCounts {
  /** `count` mixes more; -1 takes one back. */
  add(earned: number, tried: number, count?: number): void;
  /** Always in the same order, so that sums are the same to the last digit in whatever order the mixes came. */
  list(): CountedCluster[];
}

export function createClusterCounts(): ClusterCounts {
  const byTried: (number[] | undefined)[] = [];
  return {
    add(earned, tried, count = 1) {
      const counts = byTried[tried] ?? [];
      byTried[tried] = counts;
      counts[earned] = (counts[earned] ?? 0) + count;
    },
    list() {
      const clusters: CountedCluster[] = [];
      // Both are lists with holes, which `forEach` leaves out.
      byTried.forEach((counts, tried) => {
        counts?.forEach((count, earned) => {
          if (count !== 0) clusters.push({ earned, tried, count });
        });
      });
      return clusters;
    },
  };
}

/** Counts what is otherwise than in others: these are in its list too. */
export function createChangedCounts(others: ClusterCounts): ClusterCounts {
  const changes = createClusterCounts();
  return {
    add: changes.add,
    list() {
      const all = createClusterCounts();
      for (const { earned, tried, count } of [...others.list(), ...changes.list()])
        all.add(earned, tried, count);
      return all.list();
    },
  };
}
/** Of mixes that count as much as was tried of them. */
export function weightedByTries({ earned, tried, count }: CountedCluster): Cluster {
  return { count, rate: earned / tried, weight: tried, points: tried };
}
