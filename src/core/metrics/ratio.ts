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
  /** What the figures would be had every unreadable answer and grading missed all. Failed calls are in neither. */
  readonly ifAllMissed: RatioBound;
  /** The same, had they earned all. */
  readonly ifAllEarned: RatioBound;
}

/** Null where nothing is graded or unreadable, or no grader was at the texts. */
export interface RatioBound {
  readonly max: number | null;
  readonly mean: number | null;
}

/** How many points were earned of those that could be, by mix. */
export interface RatioClusters {
  /** The best text of each mix. */
  readonly best: readonly CountedCluster[];
  /** All its texts. */
  readonly all: readonly CountedCluster[];
}

/** From what is graded; and from that with what is unreadable, counted as missed and as earned. */
export function ratioOf(
  { best, all }: RatioClusters,
  ifMissed: RatioClusters,
  ifEarned: RatioClusters,
): Ratio {
  const max = clusterRate(best.map(equallyWeighted));
  const mean = clusterRate(all.map(equallyWeighted));
  return {
    max: max?.rate ?? null,
    low: max?.low ?? null,
    high: max?.high ?? null,
    mean: mean?.rate ?? null,
    meanLow: mean?.low ?? null,
    meanHigh: mean?.high ?? null,
    ifAllMissed: boundOf(ifMissed),
    ifAllEarned: boundOf(ifEarned),
  };
}

function boundOf({ best, all }: RatioClusters): RatioBound {
  return {
    max: clusterRate(best.map(equallyWeighted))?.rate ?? null,
    mean: clusterRate(all.map(equallyWeighted))?.rate ?? null,
  };
}

/** Every mix counts the same, however many texts it has. One of no skill earns no skill point. */
function equallyWeighted({ earned, tried, count }: CountedCluster) {
  return { count, rate: tried === 0 ? 0 : earned / tried, weight: 1, points: tried };
}
