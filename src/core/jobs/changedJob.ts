import type { Job } from './job.ts';
import type { JobTools } from './jobTools.ts';

/** What may change; `undefined` takes a value away. */
type Changes = { readonly [K in keyof Job]?: Job[K] | undefined };

/** Keeps what is new of a job, and gives the job as it is known then. */
export type KeepChanges = (tools: Pick<JobTools, 'store'>, job: Job, changes: Changes) => Promise<Job>;

/** Keeps what somebody did to the job, whatever others hear of it meanwhile. Nothing is written where nothing changes. */
export const changed: KeepChanges = async ({ store }, job, changes) => {
  const merged = withChanges(job, changes);
  if (merged !== job) await store.saveJob(merged);
  return merged;
};

/**
 * Keeps what a look at the job found, or why nothing came of it, unless others have heard of it since the job was read: then theirs is kept and
 * given. Two look at a job at a time, a window and the command line or a window's watch and its study, and the slower one
 * would make a job that has ended one that runs.
 */
export const looked: KeepChanges = async ({ store }, job, changes) => {
  const merged = withChanges(job, changes);
  if (merged === job || (await store.saveJob(merged, job))) return merged;
  const [known] = await store.jobs({ ids: [job.id] });
  return known ?? merged;
};

/** The same job where nothing changes. */
function withChanges(job: Job, changes: Changes): Job {
  const merged = Object.fromEntries(
    Object.entries({ ...job, ...changes }).filter(([, value]) => value !== undefined),
  ) as unknown as Job;
  return JSON.stringify(merged) === JSON.stringify(job) ? job : merged;
}
