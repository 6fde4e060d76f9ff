import type { RunProgress, TaskCounts } from '../../src/core/runs/progress.ts';

export const NO_TASKS: TaskCounts = {
  total: 0,
  done: 0,
  unreadable: 0,
  failed: 0,
  running: 0,
  left: 0,
  cached: 0,
};

/** The progress of a run in which only what is given differs from the plainest. */
export function runProgress(some: Partial<RunProgress>): RunProgress {
  return {
    state: 'running',
    texts: NO_TASKS,
    gradings: NO_TASKS,
    retried: 0,
    spent: { money: 0, input: 0, output: 0, calls: 0, unpriced: 0, estimated: 0 },
    spentBefore: 0,
    callsPerSecond: 0,
    endpoints: [],
    ...some,
  };
}
