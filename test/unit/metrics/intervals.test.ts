import { describe, expect, it } from 'vitest';
import { clusterRate } from '../../../src/core/metrics/clusterRate.ts';
import { studentQuantile } from '../../../src/core/metrics/studentQuantile.ts';
import { wilsonInterval } from '../../../src/core/metrics/wilson.ts';

describe('wilsonInterval', () => {
  // R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998),
  // table I, method 3; the same as prop.test(x, n, correct = FALSE) in R.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('agrees with the published limits for %i of %i', (earned, tried, low, high) => {
    const interval = wilsonInterval(earned / tried, tried);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  // statsmodels 0.14, proportion_confint(method='wilson').
  it.each([
    [8, 100, 0.04109346148438061, 0.14998107700948735],
    [37, 100, 0.2818236053432453, 0.46779470419057095],
    [10, 10, 0.7224672001371106, 1],
    [1, 1, 0.2065493143772374, 1],
  ])('agrees with statsmodels for %i of %i', (earned, tried, low, high) => {
    const interval = wilsonInterval(earned / tried, tried);
    expect(interval.low).toBeCloseTo(low, 12);
    expect(interval.high).toBeCloseTo(high, 12);
  });

  it('ends exactly at 0 and 1 where nothing or all is earned', () => {
    for (const size of [1, 3, 7, 100, 12.5]) {
      expect(wilsonInterval(0, size).low).toBe(0);
      expect(wilsonInterval(1, size).high).toBe(1);
    }
  });
});

describe('studentQuantile', () => {
  // scipy.stats.t.ppf(0.975, df)
  it.each([
    [1, 12.706204736174694],
    [2, 4.302652729749462],
    [3, 3.1824463052837078],
    [4, 2.7764451051977934],
    [5, 2.5705818356363146],
    [10, 2.228138851986274],
    [30, 2.0422724563012378],
    [100, 1.9839715185235518],
    [1000, 1.9623390808264083],
  ])('agrees with SciPy for %i degrees of freedom', (degrees, quantile) => {
    expect(Math.abs(studentQuantile(degrees) / quantile - 1)).toBeLessThan(0.002);
  });
});

describe('clusterRate', () => {
  function ofCounts(earned: readonly number[], tried: readonly number[]) {
    return clusterRate(
      tried.map((count, index) => ({
        count: 1,
        rate: (earned[index] ?? 0) / count,
        weight: count,
        points: count,
      })),
    );
  }

  function ofRates(rates: readonly number[], points: number) {
    return clusterRate(rates.map((rate) => ({ count: 1, rate, weight: 1, points })));
  }

  // Computed apart with NumPy, SciPy and statsmodels: the linearised variance of a ratio of cluster totals,
  // Korn and Graubard's effective size with exact t quantiles, and Wilson's interval for it.
  it.each([
    [
      'three texts for each of 8 mixes',
      ofCounts([3, 0, 1, 2, 0, 1, 3, 0], Array(8).fill(3)),
      [0.4166666666666667, 0.16307339225828787, 0.723640376421862],
    ],
    [
      'unequal numbers of texts',
      ofCounts([3, 0, 1, 2, 0, 1, 1, 0, 5, 1], [3, 3, 3, 3, 2, 1, 1, 2, 6, 3]),
      [0.5185185185185185, 0.26595558775181793, 0.7619601473950471],
    ],
    [
      'means over three generations of 12 mixes',
      ofRates(
        [0, 1, 1, 2, 0, 1, 3, 0, 2, 1, 0, 1].map((earned) => earned / 3),
        3,
      ),
      [0.3333333333333333, 0.1758811500843184, 0.5394706793520566],
    ],
    [
      'shares of four skills, held to the number of points',
      ofRates(
        [2, 3, 2, 1, 2, 3, 2, 4, 2, 2, 1, 2, 3, 2, 2, 2].map((earned) => earned / 4),
        4,
      ),
      [0.546875, 0.42573597220054116, 0.6627055221938833],
    ],
  ])('agrees with an independent computation for %s', (_, found, [rate, low, high]) => {
    expect(found?.rate).toBeCloseTo(rate ?? Number.NaN, 12);
    expect(found?.low).toBeCloseTo(low ?? Number.NaN, 3);
    expect(found?.high).toBeCloseTo(high ?? Number.NaN, 3);
  });

  it('is the plain interval where each mix gives one point', () => {
    const rates = Array.from({ length: 100 }, (_, index) => (index < 8 ? 1 : 0));
    expect(ofRates(rates, 1)).toEqual({ rate: 0.08, ...wilsonInterval(0.08, 100) });
  });

  it('counts mixes, not texts, where all mixes agree', () => {
    expect(ofCounts(Array(10).fill(3), Array(10).fill(3))).toEqual({ rate: 1, ...wilsonInterval(1, 10) });
    expect(ofRates(Array(10).fill(0), 3)).toEqual({ rate: 0, ...wilsonInterval(0, 10) });
    const thirds = ofRates(Array(10).fill(1 / 3), 3);
    expect(thirds?.low).toBeCloseTo(wilsonInterval(1 / 3, 10).low, 12);
  });

  it('is never narrower for texts of the same mixes than for as many mixes', () => {
    const apart = ofCounts([1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 0], Array(12).fill(1));
    const together = ofCounts([3, 0, 2, 0], Array(4).fill(3));
    const width = (interval: typeof apart) => (interval?.high ?? 0) - (interval?.low ?? 0);
    expect(together?.rate).toBeCloseTo(apart?.rate ?? 0, 12);
    expect(width(together)).toBeGreaterThan(width(apart));
  });

  it('is wide for a single mix, however many texts it has', () => {
    expect(ofCounts([30], [30])).toEqual({ rate: 1, ...wilsonInterval(1, 1) });
  });

  it('is nothing where there is no mix', () => {
    expect(clusterRate([])).toBeUndefined();
  });
});
