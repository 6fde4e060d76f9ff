import { expect, test } from 'vitest';
import { restAfter, restLeft } from '../../../src/host/rest.ts';

test('reading takes a small share of the time', () => {
  expect(restAfter(0)).toBe(0);
  expect(restAfter(50)).toBe(500);
});

test('a reading through which a laptop slept does not keep a view as it is for days', () => {
  expect(restAfter(8 * 3600 * 1000)).toBe(10_000);
  expect(restLeft(8 * 3600 * 1000, 1e12, 1e12 + 4_000)).toBe(6_000);
});

test('what is left of a rest ends with it, and with a clock that is set', () => {
  expect(restLeft(50, 1000, 1100)).toBe(400);
  expect(restLeft(50, 1000, 1500)).toBe(0);
  expect(restLeft(50, 1000, 9000)).toBe(0);
  expect(restLeft(50, 1000, 900)).toBe(0);
  expect(restAfter(-5)).toBe(0);
});
