import { expect, test } from 'vitest';
import { exactly } from '../../../src/core/plan/amount.ts';
import type { Total } from '../../../src/core/plan/estimate.ts';
import { studyWays } from '../../../src/core/study/studyWays.ts';
import { fakeBatches } from '../../support/fakeBatches.ts';
import { fakePort, reply } from '../../support/fakePort.ts';

const { port } = fakePort(() => reply(''));
const { port: batches } = fakeBatches(() => reply(''));
const LIVE = { name: 'lab/tiny', model: 'tiny', port };
const BATCHED = { name: 'openai/gpt-4o', model: 'gpt-4o', port: { ...port, batches } };

function total(live: number, batch: number | undefined): Total {
  const amounts = { input: exactly(1), output: exactly(1), live: exactly(live) };
  return {
    ...amounts,
    batch: batch === undefined ? undefined : exactly(batch),
    calls: 1,
    stored: 0,
    unpriced: [],
  };
}

test('models that take batches can be asked in both ways, with what each costs over all parts', () => {
  const { ways, lines } = studyWays([BATCHED, BATCHED], [total(8, 4), total(2, 1)], false);
  expect(ways).toEqual(['live', 'batches']);
  expect(lines).toEqual([
    'Cost of all: $10.00; in batches $5.00.',
    'In batches it is slower: each turn, and the gradings, may take a day.',
  ]);
});

test('a sum is told only of several parts whose prices are known', () => {
  expect(studyWays([BATCHED], [total(8, 4)], false).lines).toHaveLength(1);
  expect(studyWays([BATCHED], [total(8, 4), total(2, undefined)], false).lines).toHaveLength(1);
  expect(studyWays([BATCHED], [total(0, 0), total(0, 0)], false).lines).toHaveLength(1);
});

test('one that takes no batches keeps all from going so, and is named once', () => {
  const { ways, lines } = studyWays([BATCHED, LIVE, LIVE], [], false);
  expect(ways).toEqual(['live']);
  expect(lines).toEqual(['lab/tiny cannot be asked in batches: all is asked call by call.']);
});

test('where nobody is asked at an endpoint there is nothing to choose', () => {
  expect(studyWays([], [total(0, 0)], false)).toEqual({ ways: ['live'], lines: [] });
});

test('what is out in batches is told, and makes them the nearer way', () => {
  const { ways, lines } = studyWays([BATCHED], [], true);
  expect(ways).toEqual(['batches', 'live']);
  expect(lines.at(-1)).toBe('What is out in batches is waited for, whatever is chosen for the rest.');
});
