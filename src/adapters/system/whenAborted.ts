/**
 * Calls `act` when the signal aborts, until what it returns is called. One listener serves all who wait for the same
 * signal: hundreds of calls of a run do so at once, and a signal goes through all its listeners for each that comes or
 * leaves, and takes more than ten for a leak.
 */
export function whenAborted(signal: AbortSignal, act: () => void): () => void {
  const waiting = acts.get(signal) ?? listenTo(signal);
  waiting.add(act);
  return () => {
    waiting.delete(act);
  };
}

const acts = new WeakMap<AbortSignal, Set<() => void>>();

function listenTo(signal: AbortSignal): Set<() => void> {
  const waiting = new Set<() => void>();
  acts.set(signal, waiting);
  const actAll = (): void => {
    for (const act of waiting) act();
  };
  signal.addEventListener('abort', actAll, { once: true });
  return waiting;
}
