import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Lookout } from '../../../src/host/jobs/lookout.ts';

/** A look that ends when the test says so, with the pause that the test gives. */
function scene() {
  const ends: ((pause: number | undefined) => void)[] = [];
  const lookout = new Lookout(
    () =>
      new Promise((resolve) => {
        ends.push(resolve);
      }),
  );
  const end = async (pause?: number): Promise<void> => {
    ends.at(-1)?.(pause);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { lookout, end, looks: () => ends.length };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('it looks once for news, and again only after the pause that the look asked for', async () => {
  const { lookout, end, looks } = scene();
  lookout.soon();
  expect(looks()).toBe(1);
  await end(3_000);
  await vi.advanceTimersByTimeAsync(2_999);
  expect(looks()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(looks()).toBe(2);
  await end();
  await vi.advanceTimersByTimeAsync(100_000);
  expect(looks()).toBe(2);
});

test('news that come during a look lead to one more, though that look found nothing to wait for', async () => {
  const { lookout, end, looks } = scene();
  lookout.soon();
  lookout.soon();
  lookout.soon();
  expect(looks()).toBe(1);
  await end();
  expect(looks()).toBe(2);
  await end();
  expect(looks()).toBe(2);
});

test('news take the place of the pause', async () => {
  const { lookout, end, looks } = scene();
  lookout.soon();
  await end(3_000);
  lookout.soon();
  expect(looks()).toBe(2);
  await end();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(looks()).toBe(2);
});

test('it ends with the look that is under way, and looks no more', async () => {
  const { lookout, end, looks } = scene();
  lookout.soon();
  lookout.soon();
  let hasEnded = false;
  const ending = lookout.end().then(() => {
    hasEnded = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(hasEnded).toBe(false);
  await end(1_000);
  await ending;
  lookout.soon();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(looks()).toBe(1);
});
