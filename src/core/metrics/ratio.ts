import { clusterRate } from './clusterRate.ts';
import type { CountedCluster } from './countedClusters.ts';

/** A ratio over the mixes of a cell, each figure in [0, 1]; null where nothing is graded. */
export interface Ratio {
  /** Of each mix the best of its generations, then the mean over mixes, with its interval. */
  readonly max: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Of each mix the mean over its generations, then the mean over mixes, with its interval. */
  readonly mean: number | null;
  readonly meanLow: number | null;
  readonly meanHigh: number | null;
}

/** From the best text of each mix, and from all its texts: how many points they earned of those that they could. */
export function ratioOf(best: readonly CountedCluster[], all: readonly CountedCluster[]): Ratio {
  const max = clusterRate(best.map(equallyWeighted));
  const mean = clusterRate(all.map(equallyWeighted));
  return {
    max: max?.rate ?? null,
    low: max?.low ?? null,
    high: max?.high ?? null,
    mean: mean?.rate ?? null,
    meanLow: mean?.low ?? null,
    meanHigh: mean?.high ?? null,
  };
}

/** Every mix counts the same, however many texts it has. One of no skill earns no skill point. */
function equallyWeighted({ earned, tried, count }: CountedCluster) {
  return { count, rate: tried === 0 ? 0 : earned / tried, weight: 1, points: tried };
}
