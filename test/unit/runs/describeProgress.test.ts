import { describe, expect, it, test } from 'vitest';
import { formatDuration } from '../../../src/core/format/formatDuration.ts';
import {
  countsText,
  percentDone,
  progressLine,
  rateText,
  spentDoubt,
  spentText,
  tokensText,
} from '../../../src/core/runs/describeProgress.ts';
import type { RunProgress, TaskCounts } from '../../../src/core/runs/progress.ts';
import { NO_TASKS, runProgress } from '../../support/progress.ts';

const counts = (some: Partial<TaskCounts>): TaskCounts => ({ ...NO_TASKS, ...some });

const BUSY: RunProgress = runProgress({
  texts: counts({ total: 5000, done: 412, unreadable: 3, failed: 2, running: 8, left: 4575, cached: 12 }),
  spent: { money: 3.1, input: 90_000, output: 30_000, calls: 824, unpriced: 0, estimated: 0 },
  projected: 38.2,
  callsPerSecond: 14.23,
  secondsLeft: 301,
});

describe('the line about a run', () => {
  it('tells what is done, what went wrong, how fast it goes, what it costs and how long it takes', () => {
    expect(progressLine(BUSY)).toBe(
      '412 of 5,000 texts, 3 unreadable, 2 failed, 14.2/s, $3.10 of about $38.20, 5 min left',
    );
  });

  it('leaves out what is not there to tell', () => {
    expect(progressLine(runProgress({ texts: counts({ total: 3, left: 3 }) }))).toBe('0 of 3 texts');
    expect(progressLine(runProgress({ gradings: counts({ total: 6, done: 2, left: 4 }) }))).toBe(
      '2 of 6 gradings',
    );
  });

  it('tells of a pause first, and then of no rate and no time', () => {
    expect(progressLine({ ...BUSY, state: 'paused' })).toBe(
      'paused, 412 of 5,000 texts, 3 unreadable, 2 failed, $3.10 of about $38.20',
    );
  });

  it('tells why nothing moves while the server wants it so', () => {
    const waiting = runProgress({
      texts: counts({ total: 9, done: 1, left: 8 }),
      endpoints: [{ name: 'openai', running: 0, limit: 4, waits: 20_400 }],
    });
    expect(progressLine(waiting)).toBe('1 of 9 texts, waits 20 s');
  });

  it('never has more than 100 characters, and keeps the counts and the troubles', () => {
    const large = runProgress({
      ...BUSY,
      texts: counts({ total: 1_234_567, done: 1_034_567, unreadable: 123_456, failed: 65_432 }),
      gradings: counts({ total: 7_234_567, done: 6_034_567, unreadable: 323_456, failed: 165_432 }),
      spent: { money: 12_345.67, input: 9e9, output: 9e9, calls: 9e6, unpriced: 0, estimated: 0 },
      projected: 23_456.78,
      retried: 12_345,
      secondsLeft: 200_000,
    });
    const line = progressLine(large);
    expect(line.length).toBeLessThanOrEqual(100);
    expect(line).toBe(
      '1,034,567 of 1,234,567 texts, 446,912 unreadable, 230,864 failed, $12,346 of about $23,457',
    );
  });
});

test('counts are told with what was stored, what is under way and what went wrong', () => {
  expect(countsText(BUSY.texts)).toBe('412 of 5,000, 12 stored before, 3 unreadable, 2 failed, 8 running');
  expect(countsText(counts({ total: 2 }))).toBe('0 of 2');
});

test.each([
  [0.2, '1 s'],
  [59.4, '59 s'],
  [59.6, '1 min'],
  [3_569, '59 min'],
  [3_599, '1 h'],
  [720, '12 min'],
  [7_800, '2 h 10 min'],
  [12_000, '3 h 20 min'],
  [86_399, '1 d'],
  [90_000, '1 d 1 h'],
  [187_200, '2 d 4 h'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test.each([
  [0.254, '0.25'],
  [14.23, '14.2'],
  [1234, '1,234'],
])('a rate of %d is %s', (rate, text) => {
  expect(rateText(rate)).toBe(text);
});

test.each([
  [812, '812'],
  [12_300, '12,300'],
  [4_240_000, '4.2 million'],
])('%d tokens are %s', (tokens, text) => {
  expect(tokensText(tokens)).toBe(text);
});

describe('what was spent', () => {
  const spent = { money: 1, input: 600_000, output: 1000, calls: 4, unpriced: 0, estimated: 0 };

  it('is told in tokens where no price is known', () => {
    const told = spentText(runProgress({ spent: { ...spent, money: 0, unpriced: 4 } }));
    expect(told).toBe('601,000 tokens');
  });

  it('is the least that it can be where some prices are not known', () => {
    const progress = runProgress({ spent: { ...spent, unpriced: 1, estimated: 2 } });
    expect(spentText(progress)).toBe('at least $1.00');
    expect(spentDoubt(progress.spent)).toBe(
      'the price of 1 of 4 calls is not known; the tokens of 2 calls are estimated',
    );
  });

  it('has no projection once the run has ended', () => {
    expect(spentText(runProgress({ spent, projected: 9, state: 'ended' }))).toBe('$1.00');
    expect(spentDoubt(spent)).toBeUndefined();
  });
});

test('a run is through at 100 percent, not before', () => {
  const most = counts({ total: 1000, done: 999, running: 1 });
  expect(percentDone(runProgress({ texts: most }))).toBe(99);
  expect(percentDone(runProgress({ texts: counts({ total: 2, done: 1, failed: 1 }) }))).toBe(100);
  expect(percentDone(runProgress({}))).toBe(100);
});
