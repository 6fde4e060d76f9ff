import type { AgreementFigures, PairAgreement } from './agreement.ts';
import { type Cluster, clusterRate } from './clusterRate.ts';
import { chanceCorrected, type Disagreement, type Sums } from './disagreement.ts';
import { type Estimate, UNDEFINED } from './estimate.ts';
import type { RatedItem, RatingTally } from './ratings.ts';

/** Agreement about the items that are added, between any number of raters. */
export function createAgreementTally(raters: readonly string[]): RatingTally<AgreementFigures> {
  const whole = createAlphaTally();
  const pairs = raters.flatMap((first, one) =>
    raters.slice(one + 1).map((second, gap) => {
      const other = one + 1 + gap;
      return { tally: createPairTally([first, second]), one, other };
    }),
  );
  return {
    add(item) {
      whole.add(item);
      for (const { tally, one, other } of pairs)
        tally.add(item.cluster, item.ratings[one] ?? null, item.ratings[other] ?? null);
    },
    figures: () => ({ ...whole.figures(), pairs: pairs.flatMap(({ tally }) => tally.figures()) }),
  };
}

/** Alpha and raw agreement of all raters together: `n`, `ones` and `differing` as in Krippendorff's coincidences. */
export function createAlphaTally(): RatingTally<Omit<AgreementFigures, 'pairs'>> {
  const clusters = createClusterSums(ALPHA_SUMS);
  return {
    add({ cluster, ratings }: RatedItem) {
      let [count, ones] = [0, 0];
      for (const rating of ratings) {
        if (rating === null) continue;
        count += 1;
        ones += rating;
      }
      if (count < 2) return;
      const sums = clusters.of(cluster);
      add(sums, ITEMS, 1);
      add(sums, RATINGS, count);
      add(sums, ONES, ones);
      add(sums, DIFFERING, (2 * ones * (count - ones)) / (count - 1));
    },
    figures() {
      const list = clusters.list();
      const items = list.reduce((sum, sums) => sum + at(sums, ITEMS), 0);
      return {
        items,
        mixes: list.length,
        raw: rateOf(list.map(agreementIn)),
        alpha: chanceCorrected(list, items, alphaDisagreement),
      };
    },
  };
}

const [ITEMS, RATINGS, ONES, DIFFERING, ALPHA_SUMS] = [0, 1, 2, 3, 4];

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

function createPairTally(raters: readonly [string, string]) {
  const clusters = createClusterSums(PAIR_SUMS);
  return {
    add(cluster: number, first: 0 | 1 | null, second: 0 | 1 | null): void {
      if (first !== null && second !== null) add(clusters.of(cluster), 2 * first + second, 1);
    },
    /** None where the two have nothing in common. */
    figures(): PairAgreement[] {
      const list = clusters.list();
      if (list.length === 0) return [];
      const total = (cell: number) => list.reduce((sum, sums) => sum + at(sums, cell), 0);
      const [neither, onlySecond, onlyFirst, both] = [total(0), total(1), total(2), total(3)];
      const items = both + onlyFirst + onlySecond + neither;
      const raw = rateOf(list.map(pairAgreementIn));
      const kappa = chanceCorrected(list, items, kappaDisagreement);
      return [{ raters, items, mixes: list.length, both, onlyFirst, onlySecond, neither, raw, kappa }];
    },
  };
}

/** The four cells of the table of two raters, at 2 x first + second. */
const PAIR_SUMS = 4;

function pairAgreementIn(sums: Sums): Cluster {
  const items = sums.reduce((sum, count) => sum + count, 0);
  return { count: 1, rate: (at(sums, 0) + at(sums, 3)) / items, weight: items, points: items };
}

/** J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960), 37-46. */
function kappaDisagreement(sums: Sums): Disagreement | undefined {
  const items = sums.reduce((sum, count) => sum + count, 0);
  const first = (at(sums, 2) + at(sums, 3)) / items;
  const second = (at(sums, 1) + at(sums, 3)) / items;
  const expected = first * (1 - second) + second * (1 - first);
  return items === 0 || expected <= 0
    ? undefined
    : { observed: (at(sums, 1) + at(sums, 2)) / items, expected };
}

function rateOf(clusters: readonly Cluster[]): Estimate {
  const found = clusterRate(clusters);
  return found === undefined ? UNDEFINED : { value: found.rate, low: found.low, high: found.high };
}

/** Sums by cluster. Items of one cluster often come together: the last one is at hand. */
function createClusterSums(width: number) {
  const byCluster = new Map<number, number[]>();
  let [last, sums]: [number | undefined, number[]] = [undefined, []];
  return {
    of(cluster: number): number[] {
      if (cluster === last) return sums;
      sums = byCluster.get(cluster) ?? Array<number>(width).fill(0);
      byCluster.set(cluster, sums);
      last = cluster;
      return sums;
    },
    list: (): readonly Sums[] => [...byCluster.values()],
  };
}

function add(sums: number[], place: number, value: number): void {
  sums[place] = (sums[place] ?? 0) + value;
}

function at(sums: Sums, place: number): number {
  return sums[place] ?? 0;
}
