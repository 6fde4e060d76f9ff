import type { KeepChanges } from './changedJob.ts';
import type { Conclusion } from './conclusion.ts';
import type { JobFacts } from './facts.ts';
import { isOpen, type Job } from './job.ts';
import { progressOf } from './jobProgress.ts';
import type { JobTools } from './jobTools.ts';
import { readLogs } from './readLogs.ts';
import { concludeJob } from './states.ts';
import type { TargetPort } from './targetPort.ts';

export interface HeardFrom {
  readonly tools: JobTools;
  readonly target: TargetPort;
  readonly signal: AbortSignal;
  readonly keep: KeepChanges;
}

/**
 * The job after its target told of it, kept. What its logs have more is read before anything is concluded: a log may
 * tell that a result is worthless, whatever the exit status, and a job that ended is not asked again.
 */
export async function heard(
  { tools, target, signal, keep }: HeardFrom,
  job: Job,
  facts: JobFacts,
): Promise<Job> {
  const now = tools.clock.now();
  if (facts.starts < job.starts)
    return keep(tools, job, {
      state: 'starting',
      why: 'The target does not have this start. Resume to send it again.',
      seenAt: now,
    });
  const read = await readLogs(tools, target, job, facts, signal);
  const problem = read.problem ?? job.problem;
  const { state, why } = conclude(job, facts, read.isWhole, problem);
  return keep(tools, job, {
    state,
    why,
    problem,
    logs: read.logs,
    progress: progressOf(job, facts, read),
    folder: facts.folder,
    starts: facts.starts,
    seenAt: now,
    endedAt: isOpen(state) ? undefined : (job.endedAt ?? endOf(facts, now)),
    remoteId: facts.scheduler?.id ?? job.remoteId,
  });
}

function conclude(job: Job, facts: JobFacts, isWhole: boolean, problem: string | undefined): Conclusion {
  const concluded = concludeJob(job.spec, facts);
  if (isOpen(concluded.state)) return concluded;
  if (!isWhole)
    return {
      state: isOpen(job.state) ? job.state : 'running',
      why: 'It has ended, and the rest of its log is still to be read.',
    };
  if (concluded.state === 'done' && problem !== undefined) return { state: 'failed', why: problem };
  return concluded;
}

/** By this machine's clock: the target's may go wrong, but what passed since goes alike on both. */
function endOf(facts: JobFacts, now: number): number {
  const ends = facts.tasks.flatMap(({ exit }) => (exit === undefined ? [] : [exit.at]));
  return ends.length === 0 ? now : now - Math.max(0, facts.now - Math.max(...ends)) * 1000;
}
