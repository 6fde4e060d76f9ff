import type { TaskExit } from './facts.ts';
import type { Evidence } from './jobSpec.ts';

/** Why a task that ended otherwise than it should ended so, and what to do. */
export function exitReason({ code, isDiskFull, wasAsked }: TaskExit): string {
  if (isDiskFull) return `The target's disk is full (${statusOf(code)}). Free some space there, and resume.`;
  if (wasAsked)
    return `It was asked to end: its time was up, others came first, or the machine was shut down (${statusOf(code)}).`;
  if (code === 137) return `It was killed (${statusOf(code)}): often the memory was too small. See its log.`;
  if (code === 127)
    return `Its program was not found (${statusOf(code)}). Set up the target for this engine.`;
  if (code === 126) return `Its program cannot be run (${statusOf(code)}). See its log.`;
  if (code > 128) return `It was ended by signal ${code - 128}. See its log.`;
  return `It ended with ${statusOf(code)}. See its log.`;
}

export const AT_TIME_LIMIT = 'Its time limit on Slurm was reached. Give it more time, or resume it.';

/** Why a task that Slurm was to run again after its time limit does not come again, and what to do. */
export function limitReason(limit: TaskExit['limit'], evidence: Evidence): string {
  if (limit !== 'stuck') return AT_TIME_LIMIT;
  return evidence.kind === 'answers'
    ? 'Its time limit on Slurm was reached before more answers were written, so it was not run again. Give it more time.'
    : 'Its time limit on Slurm was reached before a further state was saved, so it was not run again. Give it more time, or save more often ("saveEvery").';
}

function statusOf(code: number): string {
  return `exit status ${code}`;
}
