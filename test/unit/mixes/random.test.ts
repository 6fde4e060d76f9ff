import { describe, expect, it } from 'vitest';
import { createRandom, pick } from '../../../src/core/mixes/random.ts';

describe('createRandom', () => {
  // Computed with NumPy 2 from the docstring alone: RandomState(FNV-1a), outputs with the highest bit turned
  // over, rejection, remainder.
  it('gives the pinned numbers', () => {
    const random = createRandom('golden', 10);
    const numbers = Array.from({ length: 10 }, () => random.below(1000));
    expect(numbers).toEqual([122, 499, 607, 767, 495, 771, 71, 92, 938, 146]);
  });

  it('tells small and very large seeds apart', () => {
    const firsts = [0, 1, 10, 2 ** 40].map((seed) => createRandom('golden', seed).below(2 ** 32));
    expect(firsts).toEqual([890090940, 3856074168, 1791286122, 2398826086]);
  });

  it('gives every number below the limit about equally often', () => {
    const random = createRandom('uniform', 1);
    const counts = Array(7).fill(0);
    for (let draw = 0; draw < 70_000; draw++) counts[random.below(7)]++;
    // Chi-squared with 6 degrees of freedom exceeds 22.5 in 1 of 1,000 streams; this stream is fixed.
    const distance = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(distance).toBeLessThan(22.5);
  });
});

describe('pick', () => {
  it('shuffles as pinned', () => {
    const order = pick([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 10, createRandom('shuffle', 10));
    expect(order).toEqual([6, 2, 8, 4, 3, 5, 9, 7, 0, 1]);
  });

  it('picks the beginning of the shuffle', () => {
    const items = ['a', 'b', 'c', 'd', 'e'];
    const order = pick(items, 5, createRandom('shuffle', 1));
    expect(pick(items, 2, createRandom('shuffle', 1))).toEqual(order.slice(0, 2));
    expect(order.toSorted()).toEqual(items);
  });

  it('picks all there are when more are asked for', () => {
    expect(pick(['a'], 3, createRandom('few', 1))).toEqual(['a']);
    expect(pick([], 3, createRandom('few', 1))).toEqual([]);
  });
});
