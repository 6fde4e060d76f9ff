import type { JobFacts } from './facts.ts';
import { isOpen, type Job } from './job.ts';
import type { JobTools } from './jobTools.ts';
import { concludeJob } from './states.ts';

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

/** The job as the target tells of it. */
export function concluded(
  tools: Pick<JobTools, 'store' | 'clock'>,
  job: Job,
  facts: JobFacts,
  more: Changes = {},
): Promise<Job> {
  const now = tools.clock.now();
  if (facts.starts < job.starts)
    return changed(tools, job, {
      ...more,
      state: 'starting',
      why: 'The target does not have this start. Resume to send it again.',
      seenAt: now,
    });
  const { state, why } = concludeJob(job.spec, facts);
  return changed(tools, job, {
    ...more,
    state,
    why,
    folder: facts.folder,
    starts: facts.starts,
    seenAt: now,
    endedAt: isOpen(state) ? undefined : (job.endedAt ?? endOf(facts, now)),
    ...(facts.scheduler?.id === undefined ? {} : { remoteId: facts.scheduler.id }),
  });
}

/** By this machine's clock: the target's may go wrong, but what passed since goes alike on both. */
function endOf(facts: JobFacts, now: number): number {
  const ends = facts.tasks.flatMap(({ exit }) => (exit === undefined ? [] : [exit.at]));
  return ends.length === 0 ? now : now - Math.max(0, facts.now - Math.max(...ends)) * 1000;
}
