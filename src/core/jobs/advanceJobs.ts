import type { JobFilter } from '../runs/ports.ts';
import { changed, looked } from './changedJob.ts';
import { heard } from './heardJob.ts';
import { isOpen, type Job } from './job.ts';
import type { JobTools } from './jobTools.ts';
import { noTarget } from './startJob.ts';
import type { TargetFailure } from './targetPort.ts';

/** Asks the targets of all open jobs how they are, one job after the other on each target. Gives all of them back. */
export async function advanceJobs(
  tools: JobTools,
  filter: Pick<JobFilter, 'file' | 'ids'>,
  signal: AbortSignal,
): Promise<Job[]> {
  const jobs = await tools.store.jobs({ ...filter, open: true });
  const targets = new Set(jobs.map(({ target }) => target));
  const advanced = await Promise.all(
    Array.from(targets, async (target) => {
      const done: Job[] = [];
      for (const job of jobs) if (job.target === target) done.push(await advanceJob(tools, job, signal));
      return done;
    }),
  );
  return advanced.flat();
}

/** Asks the target how the job is, and reads what its logs have more. A job that ended is asked too: its log may have a rest. */
export async function advanceJob(tools: JobTools, job: Job, signal: AbortSignal): Promise<Job> {
  if (job.state === 'prepared') return job;
  const target = tools.target(job.target);
  if (target === undefined) return unheard(tools, job, noTarget(job.target));
  const status = await target.status(job, signal);
  if (status.kind === 'failure') return afterFailure(tools, job, status.failure);
  return heard({ tools, target, signal, keep: looked }, job, status.value);
}

/** Asks at growing intervals until the job has ended or `signal` aborts, and tells each time that something is new. */
export async function followJob(
  tools: JobTools,
  job: Job,
  onNews: (job: Job) => void | Promise<void>,
  signal: AbortSignal,
): Promise<Job> {
  let last = job;
  let pause = SHORTEST_PAUSE;
  while (isOpen(last.state) && !signal.aborted) {
    const next = await advanceJob(tools, last, signal);
    const isNews = next.state !== last.state || JSON.stringify(next.logs) !== JSON.stringify(last.logs);
    pause = isNews ? SHORTEST_PAUSE : Math.min(pause * 1.5, LONGEST_PAUSE);
    last = next;
    await onNews(last);
    if (isOpen(last.state)) await tools.clock.sleep(pause, signal);
  }
  return last;
}

/** In milliseconds. */
const SHORTEST_PAUSE = 1000;
const LONGEST_PAUSE = 15_000;

/** Marks the job as cancelled on its target, and asks for its end there. It is cancelled once it has ended. */
export async function cancelJob(tools: JobTools, job: Job, signal: AbortSignal): Promise<Job> {
  if (job.state === 'prepared')
    return changed(tools, job, { state: 'cancelled', endedAt: tools.clock.now() });
  if (!isOpen(job.state)) return job;
  const target = tools.target(job.target);
  if (target === undefined) return unheard(tools, job, noTarget(job.target));
  const outcome = await target.cancel(job, job.starts, signal);
  if (outcome.kind === 'ok') return heard({ tools, target, signal, keep: changed }, job, outcome.value);
  if (job.state === 'starting' && outcome.failure.kind === 'not-there')
    return changed(tools, job, { state: 'cancelled', why: undefined, endedAt: tools.clock.now() });
  return afterFailure(tools, job, outcome.failure);
}

function afterFailure(tools: JobTools, job: Job, failure: TargetFailure): Promise<Job> {
  if (failure.kind === 'cancelled') return Promise.resolve(job);
  if (failure.kind === 'not-there' && job.state !== 'starting')
    return looked(tools, job, {
      state: 'lost',
      why: 'Its folder on the target is gone.',
      endedAt: tools.clock.now(),
    });
  return unheard(tools, job, failure.message);
}

/** A start whose answer is still waited for stays one; what ended stays as it ended. */
function unheard(tools: JobTools, job: Job, why: string): Promise<Job> {
  if (!isOpen(job.state)) return Promise.resolve(job);
  return looked(tools, job, { state: job.state === 'starting' ? 'starting' : 'unknown', why });
}
