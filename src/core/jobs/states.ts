import type { Conclusion } from './conclusion.ts';
import { isProven, missingEvidence } from './evidence.ts';
import { exitReason, limitReason } from './exitReason.ts';
import type { JobFacts, TaskFacts } from './facts.ts';
import type { JobState } from './job.ts';
import type { JobSpec, JobTask } from './jobSpec.ts';
import { taskOnMachine } from './machineStates.ts';
import { taskOnSlurm } from './slurmStates.ts';

export interface JobConclusion extends Conclusion {
  /** The tasks that are done, by number. The others are left for a further start. */
  readonly done: readonly number[];
}

/** Concludes the state of a job from what its target tells. Nothing but a task's own exit and evidence makes it done. */
export function concludeJob(spec: JobSpec, facts: JobFacts): JobConclusion {
  const tasks = spec.tasks.map((task, index) => concludeTask(spec, task, index, facts));
  const done = tasks.flatMap(({ state }, index) => (state === 'done' ? [index] : []));
  if (facts.starts === 0) return { state: 'prepared', done };
  return { ...joined(tasks, facts), done };
}

function concludeTask(spec: JobSpec, task: JobTask, index: number, facts: JobFacts): Conclusion {
  const last = facts.tasks.find((each) => each.task === index);
  return facts.scheduler === undefined
    ? taskOnMachine(last, facts, ended(task, last))
    : taskOnSlurm({ spec, index, last, ended: ended(task, last) }, facts, facts.scheduler);
}

/** How the last attempt of a task ended, if it did. */
function ended(task: JobTask, last: TaskFacts | undefined): Conclusion | undefined {
  const exit = last?.exit;
  if (exit === undefined) return undefined;
  if (exit.limit !== undefined) return { state: 'failed', why: limitReason(exit.limit, task.evidence) };
  if (exit.code !== 0 || exit.isDiskFull) return { state: 'failed', why: exitReason(exit) };
  if (isProven(task.evidence, exit.shown)) return { state: 'done' };
  const missing = missingEvidence(task.evidence, exit.shown);
  const asked = exit.wasAsked ? ', after it was asked to end' : '';
  return { state: 'failed', why: `It ended with exit status 0${asked}, but ${missing}.` };
}

/** What is still open decides first; then that somebody cancelled it; then what went wrong. */
const WEIGHT: readonly JobState[] = [
  'running',
  'queued',
  'starting',
  'elsewhere',
  'unknown',
  'lost',
  'cancelled',
  'failed',
  'prepared',
  'done',
];

const OPEN = WEIGHT.indexOf('unknown');

function joined(tasks: readonly Conclusion[], facts: JobFacts): Conclusion {
  const [worst] = tasks.toSorted((a, b) => WEIGHT.indexOf(a.state) - WEIGHT.indexOf(b.state));
  if (worst === undefined) return { state: 'unknown', why: 'It has no tasks.' };
  const isOpen = WEIGHT.indexOf(worst.state) <= OPEN;
  if (facts.cancelledAt !== undefined)
    return isOpen ? { ...worst, why: worst.why ?? 'It was asked to end.' } : { state: 'cancelled' };
  const same = tasks.filter(({ state }) => state === worst.state);
  if (isOpen || tasks.length === 1 || worst.why === undefined) return worst;
  return { ...worst, why: `${same.length} of ${tasks.length} tasks: ${worst.why}` };
}
