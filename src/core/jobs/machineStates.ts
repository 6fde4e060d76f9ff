import type { Conclusion } from './conclusion.ts';
import type { JobFacts, TaskFacts } from './facts.ts';

/** The state of a task that a supervisor runs. `ended`: how its last attempt ended, if it did. */
export function taskOnMachine(
  last: TaskFacts | undefined,
  facts: JobFacts,
  ended: Conclusion | undefined,
): Conclusion {
  if (ended?.state === 'done') return ended;
  const isOfThisStart = last?.start === facts.starts;
  switch (facts.supervisor?.kind) {
    case 'alive':
      return isOfThisStart && ended !== undefined ? ended : { state: 'running' };
    case 'elsewhere':
      if (isOfThisStart && ended !== undefined) return ended;
      return {
        state: 'elsewhere',
        why: `It was started on ${facts.supervisor.host}; ${facts.host} answered. Give that host's own name in the target.`,
      };
    case 'gone':
      return afterSupervisor(last, facts, isOfThisStart ? ended : undefined);
    default:
      return facts.cancelledAt === undefined ? { state: 'starting' } : { state: 'cancelled' };
  }
}

function afterSupervisor(
  last: TaskFacts | undefined,
  facts: JobFacts,
  ended: Conclusion | undefined,
): Conclusion {
  if (ended !== undefined) return ended;
  if (last?.exit === undefined && last?.process.kind === 'alive')
    return {
      state: 'running',
      why: 'What looked after it was killed: it runs, but how it ends will not be known.',
    };
  if (facts.cancelledAt !== undefined) return { state: 'cancelled' };
  return { state: 'lost', why: `It is gone without having ended${fullDisk(facts)}. ${WAYS_OUT}` };
}

function fullDisk({ freeBytes }: JobFacts): string {
  return freeBytes < SPACE_TO_WRITE ? ', and the disk is full' : '';
}

/** In bytes: with less, not even an exit status can be written. */
const SPACE_TO_WRITE = 64 * 1024;

const WAYS_OUT = 'It was killed, or the machine was started anew. Resume it.';
