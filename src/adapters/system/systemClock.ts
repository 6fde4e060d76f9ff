import { setTimeout as delay } from 'node:timers/promises';
import type { ClockPort } from '../../core/runs/ports.ts';

/** The machine's own clock. */
export const systemClock: ClockPort = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    delay(milliseconds, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    }),
};
