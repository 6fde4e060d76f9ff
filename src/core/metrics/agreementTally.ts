import type { AgreementFigures, PairAgreement } from './agreement.ts';
import { type Cluster, clusterRate } from './clusterRate.ts';
import { createClusterSums, type Sums } from './clusterSums.ts';
import { chanceCorrected, type Disagreement } from './disagreement.ts';
import { type Estimate, UNDEFINED } from './estimate.ts';
import type { Rating, RatingTally } from './ratings.ts';

/** Agreement about the items that are added, between any number of raters. */
export function createAgreementTally(raters: readonly string[]): RatingTally<AgreementFigures> {
  const whole = createRatingSums();
  const pairs = raters.flatMap((first, one) =>
    raters.slice(one + 1).map((second, gap) => {
      const other = one + 1 + gap;
      return { tally: createPairTally([first, second]), one, other };
    }),
  );
  return {
    add(cluster, ratings) {
      whole.add(cluster, ratings);
      for (const { tally, one, other } of pairs)
        tally.add(cluster, ratings[one] ?? null, ratings[other] ?? null);
    },
    figures: () => ({ ...whole.agreement(), pairs: pairs.flatMap(({ tally }) => tally.figures()) }),
  };
}

/** Items that at least two raters rated, by cluster. */
export interface RatingSums {
  add(cluster: number, ratings: readonly Rating[]): void;
  /** Alpha and raw agreement of all raters together. */
  agreement(): Omit<AgreementFigures, 'pairs'>;
  /** The share of items on which not all ratings are the same. */
  differ(): Estimate;
}

export function createRatingSums(): RatingSums {
  const clusters = createClusterSums(RATING_SUMS);
  return {
    add(cluster, ratings) {
      let [count, ones] = [0, 0];
      for (const rating of ratings) {
        if (rating === null) continue;
        count += 1;
        ones += rating;
      }
      if (count < 2) return;
      clusters.add(cluster, ITEMS, 1);
      clusters.add(cluster, RATINGS, count);
      clusters.add(cluster, ONES, ones);
      if (ones === 0 || ones === count) return;
      clusters.add(cluster, DIFFERING, (2 * ones * (count - ones)) / (count - 1));
      clusters.add(cluster, SPLIT, 1);
    },
    agreement() {
      const items = clusters.total(ITEMS);
      return {
        items,
        mixes: clusters.size,
        raw: rateOf(clusters.map(agreementIn)),
        alpha: chanceCorrected(clusters, items, alphaDisagreement),
      };
    },
    differ: () => rateOf(clusters.map(differenceIn)),
  };
}

/** Ratings, ones and what differs as in Krippendorff's coincidences; and how many items are not all the same. */
const [ITEMS, RATINGS, ONES, DIFFERING, SPLIT, RATING_SUMS] = [0, 1, 2, 3, 4, 5];

/**
 * K. Krippendorff, Computing Krippendorff's alpha-reliability (2011): of n ratings that can be paired, the share of
 * coincidences that differ, and the share were all ratings paired at random.
 */
function alphaDisagreement(sums: Sums): Disagreement | undefined {
  const [n, ones, differing] = [at(sums, RATINGS), at(sums, ONES), at(sums, DIFFERING)];
  const expected = (2 * ones * (n - ones)) / (n * (n - 1));
  return ones === 0 || ones === n ? undefined : { observed: differing / n, expected };
}

function agreementIn(sums: Sums): Cluster {
  const ratings = at(sums, RATINGS);
  return { count: 1, rate: 1 - at(sums, DIFFERING) / ratings, weight: ratings, points: at(sums, ITEMS) };
}

function differenceIn(sums: Sums): Cluster {
  const items = at(sums, ITEMS);
  return { count: 1, rate: at(sums, SPLIT) / items, weight: items, points: items };
}

function createPairTally(raters: readonly [string, string]) {
  const clusters = createClusterSums(PAIR_SUMS);
  return {
    add(cluster: number, first: 0 | 1 | null, second: 0 | 1 | null): void {
      if (first !== null && second !== null) clusters.add(cluster, 2 * first + second, 1);
    },
    /** None where the two have nothing in common. */
    figures(): PairAgreement[] {
      if (clusters.size === 0) return [];
      const [neither, onlySecond] = [clusters.total(0), clusters.total(1)];
      const [onlyFirst, both] = [clusters.total(2), clusters.total(3)];
      const items = both + onlyFirst + onlySecond + neither;
      const raw = rateOf(clusters.map(pairAgreementIn));
      const kappa = chanceCorrected(clusters, items, kappaDisagreement);
      return [{ raters, items, mixes: clusters.size, both, onlyFirst, onlySecond, neither, raw, kappa }];
    },
  };
}

/** The four cells of the table of two raters, at 2 x first + second. */
const PAIR_SUMS = 4;

function pairAgreementIn(sums: Sums): Cluster {
  const items = itemsOf(sums);
  return { count: 1, rate: (at(sums, 0) + at(sums, 3)) / items, weight: items, points: items };
}

/** J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960), 37-46. */
function kappaDisagreement(sums: Sums): Disagreement | undefined {
  const items = itemsOf(sums);
  const first = (at(sums, 2) + at(sums, 3)) / items;
  const second = (at(sums, 1) + at(sums, 3)) / items;
  const expected = first * (1 - second) + second * (1 - first);
  return items === 0 || expected <= 0
    ? undefined
    : { observed: (at(sums, 1) + at(sums, 2)) / items, expected };
}

/** Of a table of two raters. */
function itemsOf(sums: Sums): number {
  return at(sums, 0) + at(sums, 1) + at(sums, 2) + at(sums, 3);
}

function rateOf(clusters: readonly Cluster[]): Estimate {
  const found = clusterRate(clusters);
  return found === undefined ? UNDEFINED : { value: found.rate, low: found.low, high: found.high };
}

function at(sums: Sums, place: number): number {
  return sums[place] ?? 0;
}
