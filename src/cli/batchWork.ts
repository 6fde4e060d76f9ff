import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { formatDollars } from '../core/plan/formatAmount.ts';
import { limitOf } from '../core/plan/runPlan.ts';
import { advanceBatches, type BatchStep, withoutBatches } from '../core/runs/batches/advanceBatches.ts';
import type { PriceOf } from '../core/runs/budget.ts';
import type { Student } from '../core/runs/generateSample.ts';
import type { Grader } from '../core/runs/gradeSample.ts';
import type { BatchId } from '../core/runs/records.ts';
import type { RunSummary, RunWork } from '../core/runs/runner.ts';
import { spentBefore } from '../core/runs/spentBefore.ts';
import type { Budget } from '../core/skillset/study.ts';
import { harmless, tell, UsageError } from './terminal.ts';
import type { OpenRun } from './workplace.ts';

export interface BatchWork {
  /** A new one for each step: its texts are gone through once. */
  readonly work: () => RunWork;
  readonly students: readonly Student[];
  readonly graders: readonly Grader[];
  readonly budget: Budget | undefined;
  readonly priceOf: PriceOf;
  /** Goes on by itself until all is done. */
  readonly wait: boolean;
  readonly signal: AbortSignal;
}

/** In milliseconds: how often the endpoints are asked while it is waited for them. */
const LOOK_AGAIN = 60_000;

/** Goes on with a run in batches: one step, or as many as it takes. */
export async function runInBatches(
  { tools, run }: OpenRun,
  { work, students, graders, budget, priceOf, wait, signal }: BatchWork,
): Promise<Omit<RunSummary, 'state'> & Pick<BatchStep, 'state'>> {
  const models = [...students, ...graders.filter((grader) => grader.kind !== 'rule')];
  const unable = withoutBatches(models);
  if (unable.length > 0)
    throw new UsageError(`${unable.join(', ')} cannot be asked in batches: leave --batch out.`);
  for (;;) {
    const step = await advanceBatches(tools, run, work(), {
      models,
      limit: limitOf(budget),
      priceOf,
      newId: () => randomUUID() as BatchId,
      signal,
    });
    tellStep(step);
    const { money } = await spentBefore(tools.store, run.file, priceOf);
    if (money > 0) tell(`Spent so far by all runs of this file: ${formatDollars(money)}.`);
    if (step.state !== 'waiting' || !wait || signal.aborted) return step;
    await delay(LOOK_AGAIN, undefined, { signal }).catch(() => undefined);
  }
}

/** What one step of a run in batches brought. */
export function tellStep({ collected, submitted, open }: BatchStep): void {
  for (const { batch, replies, problem } of collected) {
    const name = `${batch.endpoint.name}/${batch.model}, ${batch.calls} calls`;
    if (problem !== undefined) tell(harmless(`Batch of ${name}: ${problem}`));
    else if (batch.state === 'collected') tell(`Collected a batch of ${name}: ${replies} replies.`);
    else if (batch.state === 'lost') tell(harmless(`A batch of ${name} is lost: ${batch.why}`));
  }
  for (const problem of submitted.problems) tell(harmless(`Not submitted: ${problem}`));
  for (const { endpoint, model, calls, state } of submitted.batches)
    if (state === 'submitted') tell(`Submitted a batch of ${endpoint.name}/${model}: ${calls} calls.`);
  if (submitted.overBudget > 0)
    tell(`${submitted.overBudget} calls were not submitted: the budget does not cover them.`);
  if (open.length === 0) return;
  const calls = open.reduce((sum, batch) => sum + batch.calls, 0);
  tell(
    `${open.length} ${open.length === 1 ? 'batch' : 'batches'} with ${calls} calls under way: run the same command again to collect them and go on.`,
  );
}
