import { NO_BUDGET } from '../../src/core/runs/budget.ts';
import type { GradingTools } from '../../src/core/runs/gradeSample.ts';
import type { Grading, Run, Sample } from '../../src/core/runs/records.ts';
import {
  type RunHandle,
  type RunOptions,
  type RunSummary,
  type RunWork,
  startRun,
} from '../../src/core/runs/runner.ts';
import { RUN_ID } from './fakeTools.ts';

export const RUN: Run = {
  id: RUN_ID,
  kind: 'generate',
  file: 'a.skillset.yaml',
  plan: {},
  startedAt: 1,
  state: 'running',
};

export interface WholeRun extends RunSummary {
  readonly samples: readonly Sample[];
  readonly gradings: readonly Grading[];
}

/** Starts a run in which only what is given differs from the plainest. */
export function beginRun(
  tools: GradingTools,
  work: Partial<RunWork>,
  options: Partial<RunOptions> = {},
): RunHandle {
  const { signal } = new AbortController();
  const plain: RunOptions = { concurrency: 1, budget: NO_BUDGET, signal };
  return startRun(tools, RUN, { ...NO_WORK, ...work }, { ...plain, ...options });
}

/** Does a run to its end, and collects what it brought. */
export async function wholeRun(
  tools: GradingTools,
  work: Partial<RunWork>,
  options: Partial<RunOptions> = {},
): Promise<WholeRun> {
  const samples: Sample[] = [];
  const gradings: Grading[] = [];
  const handle = beginRun(tools, work, {
    onText: (sample) => samples.push(sample),
    onGrading: (grading) => gradings.push(grading),
    ...options,
  });
  return { ...(await handle.ended), samples, gradings };
}

const NO_WORK: RunWork = {
  texts: [],
  textCount: 0,
  samples: [],
  graders: [],
  rounds: 1,
  retryUnreadable: false,
};
