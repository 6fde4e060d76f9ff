import { expect, test } from 'vitest';
import { createLeaseClock } from '../../../src/adapters/store/leaseClock.ts';

const MINUTE = 60_000;

function scene() {
  let day = 1_700_000_000_000;
  let running = 5_000.125;
  const clock = createLeaseClock(
    () => day,
    () => running,
  );
  const pass = (milliseconds: number): void => {
    day += milliseconds;
    running += milliseconds;
  };
  const jump = (milliseconds: number): void => {
    day += milliseconds;
  };
  return { clock, pass, jump };
}

test('while nothing jumps both readings are the time of day', () => {
  const { clock, pass } = scene();
  pass(MINUTE);
  expect([clock.toGrant(), clock.toJudge()]).toEqual([1_700_000_060_000, 1_700_000_060_000]);
});

test('after a sleep of an hour a lease of ten minutes that another process holds is not taken for over', () => {
  const { clock, jump } = scene();
  const leaseOfAnother = clock.toGrant() + 10 * MINUTE;
  jump(60 * MINUTE);
  expect(leaseOfAnother).toBeGreaterThan(clock.toJudge());
});

test('after the clock was set back an own lease lasts as long as another process, whose clock was not, waits for it', () => {
  const { clock, jump } = scene();
  const before = clock.toGrant();
  jump(-60 * MINUTE);
  expect(clock.toGrant()).toBeGreaterThanOrEqual(before);
});
