import { type Cluster, clusterRate } from './clusterRate.ts';
import { type Estimate, UNDEFINED } from './estimate.ts';

/** What two sides came to on one mix, or on one of another unit that is independent of the others. */
export interface PairedCluster {
  /** How many clusters this was seen of. */
  readonly count: number;
  readonly weight: number;
  /** In [0, 1]. */
  readonly first: number;
  readonly second: number;
  /** How many single points (each 0 or 1) the rate of each side rests on. */
  readonly firstPoints: number;
  readonly secondPoints: number;
}

export interface PairedRates {
  readonly first: number | null;
  readonly second: number | null;
  /** second - first, in [-1, 1]. */
  readonly difference: Estimate;
}

/** How the intervals are made, for the reader. */
export const DIFFERENCE_METHOD =
  'Newcombe’s hybrid score interval for paired proportions (Newcombe 1998, method 10), from the intervals over mixes ' +
  'of both sides and their correlation (Zou & Donner 2008)';

/**
 * The difference of two means over the same clusters. Its interval is put together from those of both means, and their
 * correlation over clusters narrows it. For clusters of one point each it is method 10 of R. G. Newcombe, Improved
 * confidence intervals for the difference between binomial proportions based on paired data, Statistics in Medicine 17
 * (1998), 2635-2650; for other means the same way of putting together is that of G. Y. Zou & A. Donner, Construction of
 * confidence limits about effect measures, Statistics in Medicine 27 (2008), 1693-1702. It does not become a point where
 * the two sides never differ, and keeps within [-1, 1].
 */
export function pairedDifference(clusters: readonly PairedCluster[]): PairedRates {
  const first = clusterRate(clusters.map((each) => sideOf(each, each.first, each.firstPoints)));
  const second = clusterRate(clusters.map((each) => sideOf(each, each.second, each.secondPoints)));
  if (first === undefined || second === undefined)
    return { first: null, second: null, difference: UNDEFINED };
  const correlation = correlationOf(clusters, first.rate, second.rate);
  const value = second.rate - first.rate;
  return {
    first: first.rate,
    second: second.rate,
    difference: {
      value,
      low: value - together(second.rate - second.low, first.high - first.rate, correlation),
      high: value + together(second.high - second.rate, first.rate - first.low, correlation),
    },
  };
}

function sideOf({ count, weight }: PairedCluster, rate: number, points: number): Cluster {
  return { count, rate, weight, points };
}

function together(one: number, other: number, correlation: number): number {
  return Math.sqrt(Math.max(0, one ** 2 - 2 * correlation * one * other + other ** 2));
}

/**
 * Of the two sides over clusters. A positive one is lessened by half a point, as Newcombe does: without this, sides that
 * agree on a few mixes would seem to agree for certain.
 */
function correlationOf(clusters: readonly PairedCluster[], first: number, second: number): number {
  let [products, squares, otherSquares, halfPoints, all] = [0, 0, 0, 0, 0];
  for (const { count, weight, first: one, second: other, firstPoints, secondPoints } of clusters) {
    const left = weight * (one - first);
    const right = weight * (other - second);
    products += count * left * right;
    squares += count * left ** 2;
    otherSquares += count * right ** 2;
    halfPoints += (count * weight ** 2) / (2 * firstPoints * secondPoints);
    all += count;
  }
  const scale = Math.sqrt(squares * otherSquares);
  if (scale < ROUNDING) return 0;
  return (products > 0 ? Math.max(0, products - halfPoints / all) : products) / scale;
}

/** A scatter below this comes from rounding. */
const ROUNDING = 1e-12;
