import { canonicalJson } from '../runs/callKey.ts';
import { isOpen, type Job } from './job.ts';
import type { JobSpec } from './jobSpec.ts';

/**
 * The newest of the jobs on a target that does this very work: the same engine with the same files, commands and proofs.
 * One that is done need not be done again; one that ended otherwise, or was never sent, is to be gone on with.
 *
 * @param jobs from oldest to newest; open ones are passed over
 * @param sameWork all forms of the work
 */
export function earlierJob(
  jobs: readonly Job[],
  target: string,
  sameWork: readonly JobSpec[],
): Job | undefined {
  const wanted = new Set(sameWork.map(workOf));
  return jobs.findLast((job) => job.target === target && !isOpen(job.state) && wanted.has(workOf(job.spec)));
}

/** Where a file lies on this machine, and what people call the job, are not what it does. */
function workOf({ title, files, ...spec }: JobSpec): string {
  return canonicalJson({ ...spec, files: files.map((file) => ({ ...file, source: undefined })) });
}
