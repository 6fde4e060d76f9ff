import type { ClusterSums, Sums } from './clusterSums.ts';
import type { Estimate } from './estimate.ts';
import { UNDEFINED } from './estimate.ts';
import { studentQuantile } from './studentQuantile.ts';
import { wilsonInterval } from './wilson.ts';

/** How often ratings differ, and how often they would by chance; both in [0, 1]. */
export interface Disagreement {
  readonly observed: number;
  readonly expected: number;
}

/** How the intervals of kappa and alpha are made, for the reader. */
export const AGREEMENT_METHOD =
  'Cohen’s kappa (Cohen 1960), Krippendorff’s alpha for nominal data with missing values (Krippendorff 2011); ' +
  'intervals from the jackknife over mixes (Quenouille 1956; Fleiss & Davies 1982), as Wilson’s for the disagreement';

/**
 * 1 - observed / expected, as kappa and alpha are, with its interval. `measure` gives the disagreement from the sums
 * over all clusters; undefined where nothing differs even by chance, so that there is no figure. `items` is how many
 * there are in all the clusters.
 *
 * The variance is that of the jackknife which leaves out one cluster at a time: it needs no chance, and respects that
 * items of one text and texts of one mix go together. (J. L. Fleiss & M. Davies, Jackknifing functions of multinomial
 * frequencies, with an application to a measure of concordance, American Journal of Epidemiology 115 (1982), 841-845.)
 * As in `clusterRate`, the variance is turned into a number of independent items, and the interval is Wilson's for the
 * disagreement: near full agreement, where a symmetric one ends above 1 or is a point, it still tells how little a few
 * mixes can say.
 */
export function chanceCorrected(
  clusters: ClusterSums,
  items: number,
  measure: (sums: Sums) => Disagreement | undefined,
): Estimate {
  const totals = Array.from({ length: clusters.width }, (_, place) => clusters.total(place));
  const whole = measure(totals);
  if (whole === undefined) return UNDEFINED;
  const { observed, expected } = whole;
  const variance = jackknifeVariance(clusters, totals, (sums) => figureOf(measure(sums)));
  const size = sizeOf(observed, variance * expected ** 2, clusters.size, items);
  const { low, high } = wilsonInterval(observed, size);
  const value = 1 - observed / expected;
  return { value, low: Math.max(-1, 1 - high / expected), high: 1 - low / expected };
}

/** Where all that could differ was in the cluster that is left out, nothing speaks against chance any more. */
function figureOf(disagreement: Disagreement | undefined): number {
  return disagreement === undefined ? 0 : 1 - disagreement.observed / disagreement.expected;
}

function jackknifeVariance(clusters: ClusterSums, totals: Sums, figure: (sums: Sums) => number): number {
  const count = clusters.size;
  const others = new Float64Array(totals.length);
  const without = clusters.map((sums) => {
    for (let at = 0; at < others.length; at += 1) others[at] = (totals[at] ?? 0) - (sums[at] ?? 0);
    return figure(others);
  });
  const mean = without.reduce((sum, value) => sum + value, 0) / count;
  return (without.reduce((sum, value) => sum + (value - mean) ** 2, 0) * (count - 1)) / count;
}

/** Of how many independent items the rate would vary as much; where it does not vary at all, the clusters count. */
function sizeOf(rate: number, variance: number, clusters: number, items: number): number {
  if (clusters < 2 || variance < ROUNDING || rate <= 0 || rate >= 1) return clusters;
  const caution = (studentQuantile(items - 1) / studentQuantile(clusters - 1)) ** 2;
  return Math.min(((rate * (1 - rate)) / variance) * caution, items);
}

/** A variance below this comes from rounding. */
const ROUNDING = 1e-20;
