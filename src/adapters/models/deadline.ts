import { whenAborted } from '../system/whenAborted.ts';

/** Ends a call that takes too long, or that its caller gives up. */
export interface Deadline {
  /** Aborts when the time is over and when the caller's signal aborts. Made when it is first asked for. */
  readonly signal: AbortSignal;
  /** Does the same by calling `end`, at a fraction of what a signal costs. */
  onEnd(end: () => void): void;
  isOver(): boolean;
  /** Starts the time anew: something came. */
  extend(): void;
  /** Must be called when the call has ended. */
  end(): void;
}

export function startDeadline(milliseconds: number, caller: AbortSignal): Deadline {
  const ends: (() => void)[] = [];
  let controller: AbortController | undefined;
  let over = false;
  let cancelled = caller.aborted;
  const endAll = () => {
    for (const end of ends.splice(0)) end();
  };
  const timer = setTimeout(() => {
    over = true;
    endAll();
  }, milliseconds);
  // AbortSignal.any would keep every call alive as long as the signal of the whole run lives.
  const letGo = whenAborted(caller, () => {
    cancelled = true;
    endAll();
  });
  const onEnd = (end: () => void): void => {
    if (over || cancelled) end();
    else ends.push(end);
  };
  return {
    get signal() {
      if (controller === undefined) {
        const created = new AbortController();
        controller = created;
        onEnd(() => created.abort());
      }
      return controller.signal;
    },
    onEnd,
    isOver: () => over,
    extend: () => timer.refresh(),
    end: () => {
      clearTimeout(timer);
      letGo();
    },
  };
}
