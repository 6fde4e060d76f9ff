import type { Job, JobId } from '../jobs/job.ts';
import { overridesOf } from '../plan/planRecord.ts';
import type { Run } from '../runs/records.ts';

/**
 * The jobs from which evaluations that were begun can be gone on with: of each target that one waits for, the newest that
 * answered there.
 *
 * @param jobs of one skillset file, from oldest to newest
 * @param runs of the same file
 */
export function awaitedJobs(jobs: readonly Job[], runs: readonly Run[]): ReadonlySet<JobId> {
  const students = runs
    .filter((run) => run.kind === 'evaluate' && isLeft(run))
    .flatMap(({ plan }) => overridesOf(plan, undefined)?.students ?? []);
  const targets = new Set(jobs.map(({ target }) => target));
  const newest = [...targets]
    .filter((target) => students.some((name) => name.startsWith(`${target}/`)))
    .flatMap((target) => jobs.findLast((job) => job.target === target && job.spec.kind === 'answer') ?? []);
  return new Set(newest.map(({ id }) => id));
}

/** Whether a run waits for its jobs; one whose process ended in the middle of a step waits too. */
export function isLeft({ state, isGone }: Pick<Run, 'state' | 'isGone'>): boolean {
  return state === 'waiting' || (state === 'running' && isGone === true);
}
