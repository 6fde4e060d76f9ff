import { specProblems } from './checkSpec.ts';
import type { Job, JobId } from './job.ts';
import type { JobSpec } from './jobSpec.ts';
import type { JobTools } from './jobTools.ts';

/**
 * Keeps a job that nothing was sent of yet.
 *
 * @param random uniform in [0, 1)
 * @throws where the specification cannot be dispatched: a mistake of the program
 */
export async function prepareJob(
  { store, clock }: Pick<JobTools, 'store' | 'clock'>,
  { file, target, spec }: { readonly file: string; readonly target: string; readonly spec: JobSpec },
  random: () => number,
): Promise<Job> {
  const [problem] = specProblems(spec);
  if (problem !== undefined) throw new Error(`The job "${spec.title}" cannot be dispatched: ${problem}`);
  const createdAt = clock.now();
  const id = `${spec.kind}-${createdAt.toString(36)}-${Math.floor(random() * 36 ** 6).toString(36)}` as JobId;
  const job: Job = { id, file, target, spec, state: 'prepared', createdAt, starts: 0, logs: [] };
  await store.saveJob(job);
  return job;
}
