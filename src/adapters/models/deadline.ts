import { setMaxListeners } from 'node:events';

/** Ends a call that takes too long, or that its caller gives up. */
export interface Deadline {
  /** Aborts when the time is over and when the caller's signal aborts. */
  readonly signal: AbortSignal;
  isOver(): boolean;
  /** Starts the time anew: something came. */
  extend(): void;
  /** Must be called when the call has ended. */
  end(): void;
}

export function startDeadline(milliseconds: number, caller: AbortSignal): Deadline {
  const controller = new AbortController();
  let over = false;
  const timer = setTimeout(() => {
    over = true;
    controller.abort();
  }, milliseconds);
  const cancel = () => controller.abort();
  // AbortSignal.any would keep every call alive as long as the signal of the whole run lives. All the calls of
  // a run listen to it at once, which Node takes for a leak from the eleventh on.
  setMaxListeners(0, caller);
  caller.addEventListener('abort', cancel, { once: true });
  if (caller.aborted) cancel();
  return {
    signal: controller.signal,
    isOver: () => over,
    extend: () => timer.refresh(),
    end: () => {
      clearTimeout(timer);
      caller.removeEventListener('abort', cancel);
    },
  };
}
