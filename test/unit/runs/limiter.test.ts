import { expect, test } from 'vitest';
import { createLimiter } from '../../../src/core/runs/limiter.ts';
import type { ModelOutcome, RateLimits } from '../../../src/core/runs/ports.ts';
import { failure, reply } from '../../support/fakePort.ts';
import { type VirtualClock, virtualClock } from '../../support/virtualClock.ts';

const { signal } = new AbortController();
const SECOND = 1_000;

/** Sends calls until so many replies are there; refused ones are sent again after a second. */
async function sendAll(
  clock: VirtualClock,
  replies: number,
  server: () => Promise<ModelOutcome>,
  most?: number,
) {
  const limiter = createLimiter(clock, {
    signal: new AbortController().signal,
    ...(most === undefined ? {} : { most }),
  });
  const began = clock.now();
  let refused = 0;
  const one = async (): Promise<void> => {
    for (;;) {
      const outcome = await limiter.take(100, server);
      if (outcome.kind === 'reply') return;
      refused += 1;
      await clock.sleep(SECOND, signal);
    }
  };
  await clock.until(Promise.all(Array.from({ length: replies }, one)));
  return { refused, seconds: (clock.now() - began) / SECOND, limiter };
}

/** Answers after a second, and refuses what is more than `capacity` at once. */
function refusingServer(clock: VirtualClock, capacity: number) {
  let busy = 0;
  return async (): Promise<ModelOutcome> => {
    if (busy >= capacity) return failure('rate-limit');
    busy += 1;
    await clock.sleep(SECOND, signal);
    busy -= 1;
    return reply('Hi');
  };
}

/** Works on `capacity` calls at once, a second each, and lets the others wait. */
function queueingServer(clock: VirtualClock, capacity: number) {
  const free = Array.from({ length: capacity }, () => 0);
  return async (): Promise<ModelOutcome> => {
    const at = free.indexOf(Math.min(...free));
    const done = Math.max(free[at] ?? 0, clock.now()) + SECOND;
    free[at] = done;
    await clock.sleep(done - clock.now(), signal);
    return reply('Hi');
  };
}

test('a server that refuses beyond its capacity is used nearly in full, and seldom asked in vain', async () => {
  const clock = virtualClock();
  const { refused, seconds } = await sendAll(clock, 2_000, refusingServer(clock, 20));
  expect(seconds).toBeLessThan((2_000 / 20) * 1.3);
  expect(refused).toBeLessThan(2_000 * 0.1);
});

test('a server that lets calls wait is not flooded, and still has enough to do', async () => {
  const clock = virtualClock();
  const { seconds, limiter } = await sendAll(clock, 1_000, queueingServer(clock, 4));
  expect(seconds).toBeLessThan((1_000 / 4) * 1.05);
  expect(limiter.state().limit).toBeLessThan(32);
});

test('a server that takes everything is given more and more', async () => {
  const clock = virtualClock();
  const { seconds, limiter } = await sendAll(clock, 4_000, () =>
    clock.sleep(SECOND, signal).then(() => reply('Hi')),
  );
  expect(limiter.state().limit).toBeGreaterThan(100);
  expect(seconds).toBeLessThan(60);
});

test('the user’s own limit is kept from the first call on', async () => {
  const clock = virtualClock();
  let busy = 0;
  let most = 0;
  await sendAll(
    clock,
    100,
    async () => {
      busy += 1;
      most = Math.max(most, busy);
      await clock.sleep(SECOND, signal);
      busy -= 1;
      return reply('Hi');
    },
    7,
  );
  expect(most).toBe(7);
});

test('after a refusal nothing is sent before the time that the server asked for', async () => {
  const clock = virtualClock();
  const sentAt: number[] = [];
  await sendAll(clock, 30, async () => {
    sentAt.push(clock.now());
    if (sentAt.length === 1) {
      const { failure: refusal } = failure('rate-limit') as {
        failure: { kind: 'rate-limit'; message: string };
      };
      return { kind: 'failure', failure: { ...refusal, retryAfter: 20 * SECOND } };
    }
    await clock.sleep(SECOND, signal);
    return reply('Hi');
  });
  const early = sentAt.filter((at) => at > 0 && at < 20 * SECOND);
  expect(early).toEqual([]);
});

test.each<[string, RateLimits]>([
  ['requests', { requests: { limit: 60, remaining: 0, resetAfter: 60 * SECOND } }],
  ['tokens', { tokens: { limit: 6_000, remaining: 0, resetAfter: 60 * SECOND } }],
])('with no %s left the next call waits for as long as one takes to come free', async (_what, limits) => {
  const clock = virtualClock();
  const sentAt: number[] = [];
  await sendAll(
    clock,
    3,
    async () => {
      sentAt.push(clock.now());
      return { ...reply('Hi'), limits };
    },
    1,
  );
  // 60 a minute: one a second, and two while the one that told is still counted.
  expect(sentAt[1]).toBeGreaterThanOrEqual(SECOND);
  expect(sentAt[1]).toBeLessThanOrEqual(2.1 * SECOND);
});

test('an abort lets everybody go at once', async () => {
  const clock = virtualClock();
  const abort = new AbortController();
  const limiter = createLimiter(clock, { most: 1, signal: abort.signal });
  const ended = Promise.all(
    Array.from({ length: 5 }, () =>
      limiter.take(1, async () => {
        await clock.sleep(60 * SECOND, abort.signal);
        return failure('cancelled');
      }),
    ),
  );
  abort.abort();
  expect(await ended).toHaveLength(5);
});

test('a higher limit lets more in at once', async () => {
  const clock = virtualClock();
  const limiter = createLimiter(clock, { most: 1, signal });
  const calls = Array.from({ length: 10 }, () =>
    limiter.take(1, () => clock.sleep(SECOND, signal).then(() => reply('Hi'))),
  );
  expect(limiter.state()).toMatchObject({ running: 1, limit: 1 });
  limiter.limitTo(10);
  expect(limiter.state()).toMatchObject({ running: 10, limit: 10 });
  await clock.until(Promise.all(calls));
});

test('calls under way and replies on their way to the disk are never more than twice the limit', async () => {
  const clock = virtualClock();
  const limiter = createLimiter(clock, { most: 3, signal });
  const onDisk: (() => void)[] = [];
  let sent = 0;
  const calls = Array.from({ length: 9 }, () =>
    limiter.take(1, async () => {
      sent += 1;
      limiter.keeping(new Promise((resolve) => onDisk.push(resolve)));
      return reply('Hi');
    }),
  );
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  await settle();
  expect(sent).toBe(6);
  for (let kept = 1; kept <= 3; kept += 1) {
    onDisk.shift()?.();
    await settle();
    expect(sent).toBe(6 + kept);
  }
  await Promise.all(calls);
});
