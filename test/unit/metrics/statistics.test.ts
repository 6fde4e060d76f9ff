import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from '../../../src/core/metrics/benjaminiHochberg.ts';
import { binomialTail } from '../../../src/core/metrics/binomialTail.ts';
import { kendallTau } from '../../../src/core/metrics/kendall.ts';
import { normalTail } from '../../../src/core/metrics/normalTail.ts';
import { pairedDifference } from '../../../src/core/metrics/pairedDifference.ts';
import { signFlipTest } from '../../../src/core/metrics/signFlip.ts';
import { createWorld } from './simulatedWorld.ts';

describe('benjaminiHochberg', () => {
  // The fifteen p-values of Benjamini & Hochberg (1995), section 4.2: at 5 % the first four are discoveries. The adjusted
  // values are those of statsmodels 0.15, multipletests(method='fdr_bh').
  const ps = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459];
  const others = [0.324, 0.4262, 0.5719, 0.6528, 0.759, 1];

  it('finds the four discoveries of the published example', () => {
    const qs = benjaminiHochberg([...ps, ...others]);
    expect(qs.filter((q) => q <= 0.05)).toHaveLength(4);
    const expected = [
      0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714285714286, 0.06385714285714286, 0.0645,
    ];
    for (const [place, q] of expected.entries()) expect(qs[place]).toBeCloseTo(q, 12);
  });

  it('keeps the order of the tests', () => {
    expect(benjaminiHochberg([0.04, 0.01])).toEqual([0.04, 0.02]);
    expect(benjaminiHochberg([])).toEqual([]);
  });
});

describe('binomialTail', () => {
  // SciPy 1.17, special.betainc(x, n - x + 1, p)
  it.each([
    [5, 12, 0.1, 0.004329343270000001],
    [1, 5, 0.04, 0.18462730240000003],
    [30, 200, 0.08, 0.0006593394871443474],
    [12, 12, 0.3, 5.314409999999998e-7],
  ])('agrees with SciPy for %d of %d at %d', (least, tries, rate, chance) => {
    expect(binomialTail(least, tries, rate) / chance).toBeCloseTo(1, 10);
  });

  it('makes no evidence of a fraction, and none of nothing', () => {
    expect(binomialTail(2.9, 7, 0.1)).toBe(binomialTail(2, 7, 0.1));
    expect([binomialTail(0.9, 7, 0.1), binomialTail(3, 3, 1), binomialTail(1, 3, 0)]).toEqual([1, 1, 0]);
  });
});

describe('normalTail', () => {
  // SciPy 1.17, 2 * stats.norm.sf(z)
  it.each([
    [0, 1],
    [0.5, 0.6170750774519738],
    [1.96, 0.04999579029644087],
    [3, 0.0026997960632601866],
    [-6, 1.973175290075389e-9],
  ])('agrees with SciPy at %d', (z, chance) => {
    expect(Math.abs(normalTail(z) / chance - 1)).toBeLessThan(1.3e-7);
  });
});

describe('signFlipTest', () => {
  // statsmodels 0.15, mcnemar(table, exact=True), for so many gained and lost.
  it.each([
    [5, 0, 0.0625],
    [12, 2, 0.012939453125],
    [3, 3, 1],
    [121, 59, 4.4344492637551645e-6],
  ])('is McNemar’s exact test for %i gained and %i lost', (gained, lost, p) => {
    const differences = [...Array(gained).fill(1), ...Array(lost).fill(-1), 0, 0, 0];
    expect(signFlipTest(differences)).toBeCloseTo(p, 12);
  });

  // Every choice of signs counted (Python, itertools.product); the first also by SciPy's permutation_test.
  it.each([
    [[1, 2, -1, 3, 0, 2], 0.1875],
    [[2, 1, 1, -3, 3, 3, 2, -1], 0.2734375],
    [[20, 10, 10, -30, 30, 30, 20, -10], 0.2734375],
  ])('counts every choice of signs of %j', (differences, p) => {
    expect(signFlipTest(differences)).toBeCloseTo(p, 12);
  });

  it('takes the sum of very many for normal, which then makes no difference', () => {
    const gained = (count: number) => [...Array(count).fill(1), ...Array(2000).fill(-1)];
    const exact = signFlipTest(gained(2100));
    const many = signFlipTest([...gained(2100), ...Array(4000).fill(0)].map((each) => each * 7));
    expect(many).toBe(exact);
    expect(signFlipTest([...Array(5100).fill(1), ...Array(5000).fill(-1)])).toBeCloseTo(0.32, 2);
  });

  it('says 1 where nothing differs', () => {
    expect([signFlipTest([]), signFlipTest([0, 0])]).toEqual([1, 1]);
  });
});

describe('pairedDifference', () => {
  /** Mixes with full marks of both, of the first only, of the second only, of neither. */
  function ofTable([both, onlyFirst, onlySecond, neither]: readonly [number, number, number, number]) {
    const some = (count: number, first: number, second: number) =>
      Array.from({ length: count }, () => ({
        count: 1,
        weight: 1,
        first,
        second,
        firstPoints: 1,
        secondPoints: 1,
      }));
    return pairedDifference([
      ...some(both, 1, 1),
      ...some(onlyFirst, 1, 0),
      ...some(onlySecond, 0, 1),
      ...some(neither, 0, 0),
    ]);
  }

  // Newcombe's formula for method 10 written apart in Python; the first is in his table: .0569 to .3404.
  it.each([
    [[36, 2, 12, 0], 0.2, 0.05692958400323869, 0.3404276029749407],
    [[20, 2, 12, 16], 0.2, 0.056156424841748265, 0.3292069954001405],
    [[43, 1, 0, 0], -0.022727272727272707, -0.11807709698213287, 0.05971800835089891],
    [[2, 0, 8, 40], 0.16, 0.0506077880788961, 0.28536310252747776],
    [[5, 0, 0, 5], 0, -0.16659315708122263, 0.16659315708122263],
  ] as const)('is Newcombe’s interval for pairs of 0 and 1: %j', (table, value, low, high) => {
    const { difference } = ofTable(table);
    expect(difference.value).toBeCloseTo(value, 12);
    expect(difference.low).toBeCloseTo(low, 9);
    expect(difference.high).toBeCloseTo(high, 9);
  });

  it('is nothing without a pair, and nearly everything with one', () => {
    expect(ofTable([0, 0, 0, 0]).difference).toEqual({ value: null, low: null, high: null });
    const { low, high } = ofTable([0, 0, 1, 0]).difference;
    expect(low).toBeLessThan(0);
    expect(high).toBe(1);
  });

  // Students of known skill: every mix is easy or hard for both of them, so that they go together.
  it.each([
    ['the best of generations', 40, 1],
    ['means over generations', 40, 3],
    ['few mixes', 12, 3],
  ])('covers the true difference about as often as it says: %s', (_, mixes, generations) => {
    const [worlds, truth] = [600, 0.15];
    let covered = 0;
    for (let seed = 1; seed <= worlds; seed += 1) {
      const { uniform, happens } = createWorld(seed);
      const rate = (chance: number) => {
        let earned = 0;
        for (let text = 0; text < generations; text += 1) earned += happens(chance);
        return earned / generations;
      };
      const clusters = Array.from({ length: mixes }, () => {
        const ease = uniform() * 0.8;
        const points = { firstPoints: generations, secondPoints: generations };
        return { count: 1, weight: 1, first: rate(ease), second: rate(ease + truth), ...points };
      });
      const { low, high } = pairedDifference(clusters).difference;
      if ((low ?? 1) <= truth && truth <= (high ?? -1)) covered += 1;
    }
    // 95 %, give or take three standard errors of the simulation (0.9 % each); a little cautious for few mixes.
    expect(covered / worlds).toBeGreaterThan(0.923);
    expect(covered / worlds).toBeLessThan(0.99);
  });
});

describe('kendallTau', () => {
  // SciPy 1.17, stats.kendalltau
  it.each([
    [[1, 2, 3, 4, 5], [1, 3, 2, 5, 4], 0.6],
    [[0.1, 0.2, 0.2, 0.5], [0.1, 0.1, 0.3, 0.4], 0.7999999999999999],
  ])('agrees with SciPy for %j and %j', (first, second, tau) => {
    expect(kendallTau(first, second)).toBeCloseTo(tau, 12);
  });

  it('is not defined where nothing can be ordered', () => {
    expect([kendallTau([1], [1]), kendallTau([1, 1], [1, 2])]).toEqual([null, null]);
  });
});
