/** What some work took. */
export interface Measure {
  /** In milliseconds. */
  readonly wall: number;
  /** Of this process, user and system, in milliseconds. */
  readonly cpu: number;
}

export async function measured(work: () => unknown): Promise<Measure> {
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  await work();
  const wall = performance.now() - before;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { wall, cpu: (user + system) / 1000 };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
