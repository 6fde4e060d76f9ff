import type { Run } from '../records.ts';

/** The run of that kind that waits for its batches: the next step of the same work goes on with it. */
export function waitingRun(runs: readonly Run[], kind: Run['kind']): Run | undefined {
  return runs.find((run) => run.kind === kind && run.state === 'waiting');
}
