import type { ClockPort } from '../../core/runs/ports.ts';
import { whenAborted } from './whenAborted.ts';

/** The machine's own clock. */
export const systemClock: ClockPort = { now: () => Date.now(), sleep };

/** Not by a timer that listens to the signal itself: hundreds of calls of a run wait at once on a bad day. */
function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      letGo();
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    const letGo = whenAborted(signal, wake);
  });
}
