/** What a process takes, in bytes. */
export interface Memory {
  /** Of the system's memory: a bare Node process takes 40 MB of it, and V8 clears what it no longer needs when it likes. */
  readonly resident: number;
  /** What the objects take that are still needed, after a collection of garbage. */
  readonly held: number;
}

/** Of this process, which has to run with `--expose-gc`. */
export function memoryOfThis(): Memory {
  const resident = process.memoryUsage().rss;
  if (globalThis.gc === undefined) throw new Error('Memory is measured with node --expose-gc.');
  globalThis.gc();
  return { resident, held: process.memoryUsage().heapUsed };
}
