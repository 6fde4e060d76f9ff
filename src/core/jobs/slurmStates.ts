import type { Conclusion } from './conclusion.ts';
import { AT_TIME_LIMIT } from './exitReason.ts';
import type { JobFacts, SchedulerFacts, SchedulerTask, TaskFacts } from './facts.ts';
import type { JobSpec } from './jobSpec.ts';
import { isInterruptedIn, isQueuedIn, isRequeued, isRunningIn } from './slurm.ts';

/** What is known of a task beside Slurm's word. */
export interface TaskOnSlurm {
  readonly spec: JobSpec;
  readonly index: number;
  /** Its last attempt, and how that ended, if it did. */
  readonly last: TaskFacts | undefined;
  readonly ended: Conclusion | undefined;
}

/**
 * The state of a task that Slurm runs. That Slurm has it in its queue beats how an earlier attempt ended: it is then a
 * task that was preempted and comes again.
 */
export function taskOnSlurm(task: TaskOnSlurm, facts: JobFacts, scheduler: SchedulerFacts): Conclusion {
  const { index, last, ended } = task;
  const hasBegun = last?.start === facts.starts;
  if (ended?.state === 'done' && !hasBegun) return ended;
  if (scheduler.id === undefined) return beforeSubmission(facts, scheduler);
  const told = scheduler.tasks.get(index);
  if (told !== undefined && isRunningIn(told.state)) return running(told);
  if (told !== undefined && isQueuedIn(told.state)) return waiting(told, hasBegun ? last : undefined);
  if (hasBegun && ended?.state === 'done') return ended;
  if (told !== undefined && isInterruptedIn(told.state) && mayComeAgain(task, facts))
    return { state: 'unknown', why: `Slurm says ${told.state}, and may run it again by itself.` };
  if (told !== undefined) return afterSlurm(told, facts, hasBegun ? ended : undefined);
  if (!scheduler.hasAnswered)
    return { state: 'unknown', why: `Slurm does not answer: ${scheduler.complaint ?? 'it says nothing'}.` };
  return forgotten(last, facts, hasBegun ? ended : undefined);
}

function beforeSubmission(facts: JobFacts, { isBeingSubmitted }: SchedulerFacts): Conclusion {
  if (facts.cancelledAt !== undefined && !isBeingSubmitted) return { state: 'cancelled' };
  return { state: 'starting' };
}

/** Slurm needs a moment until it has such a task in its queue again; where it is to end instead, that tells nothing. */
function mayComeAgain({ spec, last }: TaskOnSlurm, facts: JobFacts): boolean {
  if (!isRequeued(spec) || facts.cancelledAt !== undefined) return false;
  return last?.start === facts.starts && facts.now - (last.beat ?? 0) <= LONGEST_SILENCE;
}

function running({ state, node }: SchedulerTask): Conclusion {
  if (state === 'RUNNING' || state === 'COMPLETING') return { state: 'running' };
  return { state: 'running', why: `Slurm says ${state}${node === undefined ? '' : ` on ${node}`}.` };
}

/** @param last its attempt of this start, if there was one */
function waiting({ state, reason }: SchedulerTask, last: TaskFacts | undefined): Conclusion {
  const says = `Slurm says ${state}${reason === undefined ? '' : ` (${reason})`}.`;
  if (last === undefined) return { state: 'queued', why: says };
  if (last.exit?.limit === 'again')
    return {
      state: 'running',
      why: `It was requeued at its time limit, and waits to go on with attempt ${last.attempt + 1}: ${says}`,
    };
  return { state: 'running', why: `It was interrupted, and waits to run again: ${says}` };
}

/** Slurm says that it ended. */
function afterSlurm(
  { state, reason }: SchedulerTask,
  facts: JobFacts,
  ended: Conclusion | undefined,
): Conclusion {
  const because = reason === undefined || reason === state ? '' : ` (${reason})`;
  if (state === 'TIMEOUT' || reason === 'TimeLimit') return { state: 'failed', why: AT_TIME_LIMIT };
  if (state === 'OUT_OF_MEMORY')
    return { state: 'failed', why: 'It used more memory than Slurm gave it. Give it more in the target.' };
  if (state === 'CANCELLED') {
    const who = facts.cancelledAt === undefined ? `Somebody cancelled it on Slurm${because}.` : undefined;
    return { state: 'cancelled', ...(who === undefined ? {} : { why: who }) };
  }
  if (ended !== undefined) return ended;
  if (state === 'COMPLETED')
    return { state: 'unknown', why: 'Slurm says COMPLETED, but the job left no word of how it ended.' };
  return { state: 'failed', why: `Slurm says ${state}${because}.` };
}

/** Slurm does not have it, or has forgotten it: what the job itself wrote down decides. */
function forgotten(last: TaskFacts | undefined, facts: JobFacts, ended: Conclusion | undefined): Conclusion {
  if (ended !== undefined) return ended;
  if (facts.cancelledAt !== undefined) return { state: 'cancelled' };
  const beat = last?.start === facts.starts ? last.beat : undefined;
  if (beat !== undefined && facts.now - beat > LONGEST_SILENCE)
    return { state: 'lost', why: 'Slurm no longer has it, and it is gone without having ended. Resume it.' };
  return { state: 'unknown', why: 'Slurm does not know it, and it left no word of how it ended.' };
}

/** In seconds: what one host wrote, another may see late. */
const LONGEST_SILENCE = 300;
