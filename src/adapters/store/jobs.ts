import type { Connection } from './connection.ts';

/** Does many inputs of one kind with few statements. Its results are in the order of the inputs. */
export type GroupWork<I, T> = (connection: Connection, inputs: readonly I[]) => Promise<readonly T[]>;

/** One input of some work, and who waits for the result. The types of both are known to the work alone. */
export interface Job {
  readonly work: GroupWork<never, unknown>;
  readonly input: unknown;
  result?: unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Does the jobs, those of the same work together, in the order in which each work first comes. Nobody is told yet. */
export async function doJobs(connection: Connection, jobs: readonly Job[]): Promise<void> {
  const groups = new Map<Job['work'], Job[]>();
  for (const job of jobs) {
    const group = groups.get(job.work);
    if (group === undefined) groups.set(job.work, [job]);
    else group.push(job);
  }
  for (const [work, group] of groups) {
    const results = await work(connection, group.map(({ input }) => input) as never[]);
    for (const [index, job] of group.entries()) job.result = results[index];
  }
}

export function succeed({ resolve, result }: Job): void {
  resolve(result as never);
}

/** What is asked for in the same turn waits together then. */
export function everyoneHasAdded(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
