import { changed, looked } from './changedJob.ts';
import type { JobFacts } from './facts.ts';
import { type HeardFrom, heard } from './heardJob.ts';
import type { Job } from './job.ts';
import { isOpen } from './job.ts';
import type { JobTools } from './jobTools.ts';
import { concludeJob } from './states.ts';
import type { OnTransfer, TargetFailure, TargetOutcome, TargetPort } from './targetPort.ts';

export interface StartOptions {
  /** The values of `spec.secrets` that there are. */
  readonly secrets: { readonly [name: string]: string };
  readonly onTransfer?: OnTransfer;
}

/**
 * Starts a job, or resumes one that ended: those of its tasks that are not done. It is written down before anything is
 * sent, and the target makes one job of all that ask for the same start; so it may be called again after whatever was cut,
 * and goes on with the same start then. One that runs is left as it is.
 */
export async function startJob(
  tools: JobTools,
  job: Job,
  { secrets, onTransfer = () => {} }: StartOptions,
  signal: AbortSignal,
): Promise<Job> {
  if (isOpen(job.state) && job.state !== 'starting') return job;
  const target = tools.target(job.target);
  if (target === undefined) return changed(tools, job, { why: noTarget(job.target) });
  const from = { tools, target, signal, keep: changed };
  if (job.starts > 0 && job.state !== 'starting') {
    const status = await target.status(job, signal);
    // A start that is still at work may have been given up here.
    if (status.kind === 'ok' && isOpen(concludeJob(job.spec, status.value).state))
      return heard(from, job, status.value);
  }
  const starting = await changed(tools, job, {
    state: 'starting',
    starts: job.state === 'starting' ? job.starts : job.starts + 1,
    why: undefined,
    problem: undefined,
    endedAt: undefined,
    startedAt: job.startedAt ?? tools.clock.now(),
  });
  const sent = await target.upload(job, onTransfer, signal);
  if (sent.kind === 'failure') {
    const isFirst = job.state !== 'starting';
    return isFirst ? afterFailure(tools, starting, sent.failure) : afterRefusal(from, starting, sent.failure);
  }
  const inPlace = await changed(tools, starting, { folder: sent.value.folder });
  const status = await target.status(job, signal);
  if (status.kind === 'failure') return afterRefusal(from, inPlace, status.failure);
  const tasks = openTasks(job, status.value);
  // A job whose tasks are all done is done, whatever start made it so.
  if (tasks.length === 0) return heard(from, inPlace, { ...status.value, starts: inPlace.starts });
  const facts = await start(tools, target, inPlace, { number: inPlace.starts, tasks, secrets }, signal);
  return facts.kind === 'failure'
    ? afterRefusal(from, inPlace, facts.failure)
    : heard(from, inPlace, facts.value);
}

/** Asks again after an answer that was lost: whether the target has the start is what the next answer tells. */
async function start(
  tools: JobTools,
  target: TargetPort,
  job: Job,
  what: Parameters<TargetPort['start']>[1],
  signal: AbortSignal,
): Promise<TargetOutcome<JobFacts>> {
  for (let tries = 1; ; tries++) {
    const outcome = await target.start(job, what, signal);
    const isCut = outcome.kind === 'failure' && outcome.failure.kind === 'unreachable';
    if (!isCut || tries === MOST_TRIES || signal.aborted) return outcome;
    await tools.clock.sleep(PAUSE * tries, signal);
  }
}

const MOST_TRIES = 3;
/** In milliseconds. */
const PAUSE = 1000;

/** The tasks that are not done there, by number. */
function openTasks({ spec }: Job, facts: JobFacts): readonly number[] {
  const { done } = concludeJob(spec, facts);
  return spec.tasks.flatMap((_, index) => (done.includes(index) ? [] : [index]));
}

/**
 * What is refused now may have got through before: by an attempt whose answer was lost, or by another process that sends
 * the same start. So the target is asked once more, and a job that cannot be asked after stays open.
 */
async function afterRefusal(from: HeardFrom, job: Job, failure: TargetFailure): Promise<Job> {
  const status = await from.target.status(job, from.signal);
  if (status.kind === 'failure') {
    if (status.failure.kind === 'not-there') return afterFailure(from.tools, job, failure);
    return looked(from.tools, job, { why: failure.message });
  }
  const { state } = concludeJob(job.spec, status.value);
  const hasBegun = status.value.starts >= job.starts && state !== 'starting' && state !== 'prepared';
  return hasBegun ? heard(from, job, status.value) : afterFailure(from.tools, job, failure);
}

/**
 * What was cut may have got through, and stays open; what was refused has not. Neither says anything of a start that others
 * have heard of meanwhile: they send the same one.
 */
function afterFailure(tools: JobTools, job: Job, failure: TargetFailure): Promise<Job> {
  const isSure =
    failure.kind !== 'unreachable' && failure.kind !== 'cancelled' && failure.kind !== 'protocol';
  if (!isSure) return looked(tools, job, { why: failure.message });
  return looked(tools, job, { state: 'failed', why: failure.message, endedAt: tools.clock.now() });
}

export function noTarget(name: string): string {
  return `There is no target "${name}": add it to the setting skillmix.targets, or to targets.yaml for the command line.`;
}
