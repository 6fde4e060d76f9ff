import { expect, test } from 'vitest';
import { placeIn, windowAround, windowOf } from '../../../src/core/results/listPlace.ts';
import { searchWords } from '../../../src/core/results/searchWords.ts';

test('the place of a number is found in a list that falls', () => {
  const numbers = [90, 40, 12, 3];
  expect(numbers.map((number) => placeIn(numbers, number))).toEqual([0, 1, 2, 3]);
  expect([91, 50, 1, undefined].map((number) => placeIn(numbers, number))).toEqual(Array(4).fill(undefined));
  expect(placeIn([], 1)).toBeUndefined();
});

test('rows are sent around a place, and never more than a part', () => {
  expect(windowAround(0).from).toBe(0);
  const { from, until } = windowAround(1_000);
  expect(from).toBeLessThan(1_000);
  expect(until).toBeGreaterThan(1_000);
  expect(windowOf(5, 100_000).until).toBeLessThan(1_000);
});

test('the last word that is looked for may be only the beginning of one', () => {
  expect(searchWords('Who sews na\u00efve hem')).toEqual([
    { word: 'Who', isBeginning: false },
    { word: 'sews', isBeginning: false },
    { word: 'na\u00efve', isBeginning: false },
    { word: 'hem', isBeginning: true },
  ]);
  expect(searchWords('hem ')).toEqual([{ word: 'hem', isBeginning: false }]);
  expect(searchWords('doesn’t "OR" a*')).toEqual([
    { word: 'doesn', isBeginning: false },
    { word: 't', isBeginning: false },
    { word: 'OR', isBeginning: false },
    { word: 'a', isBeginning: false },
  ]);
  expect(searchWords(' “!” ')).toEqual([]);
});
