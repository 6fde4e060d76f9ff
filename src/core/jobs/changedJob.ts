import type { Job } from './job.ts';
import type { JobTools } from './jobTools.ts';

/** What may change; `undefined` takes a value away. */
type Changes = { readonly [K in keyof Job]?: Job[K] | undefined };

/** The job with these changes, kept. Nothing is written where nothing changes. */
export async function changed({ store }: Pick<JobTools, 'store'>, job: Job, changes: Changes): Promise<Job> {
  const merged = Object.fromEntries(
    Object.entries({ ...job, ...changes }).filter(([, value]) => value !== undefined),
  ) as unknown as Job;
  if (JSON.stringify(merged) !== JSON.stringify(job)) await store.saveJob(merged);
  return merged;
}
