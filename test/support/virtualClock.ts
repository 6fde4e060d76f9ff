import type { ClockPort } from '../../src/core/runs/ports.ts';

export interface VirtualClock extends ClockPort {
  /** Lets time pass, from one sleeper's waking to the next, until the work is done. */
  until<T>(work: Promise<T>): Promise<T>;
}

/** A clock on which nobody really waits: time passes when everybody sleeps. */
export function virtualClock(start = 0): VirtualClock {
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  let now = start;
  return {
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const wake = (): void => {
          signal.removeEventListener('abort', wake);
          resolve();
        };
        signal.addEventListener('abort', wake);
        sleepers.push({ at: now + milliseconds, wake });
      }),
    async until(work) {
      let isDone = false;
      const settle = (): void => {
        isDone = true;
      };
      work.then(settle, settle);
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        if (isDone) return work;
        sleepers.sort((one, other) => one.at - other.at);
        const next = sleepers.shift();
        if (next === undefined) continue;
        now = Math.max(now, next.at);
        next.wake();
      }
    },
  };
}
