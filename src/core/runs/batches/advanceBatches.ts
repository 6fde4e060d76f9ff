import { type BudgetLimit, createBudget, NO_BUDGET, type PriceOf } from '../budget.ts';
import type { AskedModel } from '../callGates.ts';
import type { GradingTools } from '../gradeSample.ts';
import type { Batch, BatchId, Run } from '../records.ts';
import { type RunSummary, type RunWork, startRun } from '../runner.ts';
import { spentBefore } from '../spentBefore.ts';
import { type BatchNews, collectBatches } from './collectBatches.ts';
import { createSubmitter, type Submission } from './submitCalls.ts';
import { underWay } from './underWay.ts';

export interface BatchOptions {
  /** All students and model graders of the work. */
  readonly models: readonly AskedModel[];
  readonly limit: BudgetLimit;
  readonly priceOf: PriceOf;
  readonly newId: () => BatchId;
  readonly signal: AbortSignal;
}

/** How a run in batches stands after one step. */
export interface BatchStep extends Omit<RunSummary, 'state' | 'why'> {
  /** `waiting`: batches are under way; the same step later goes on. */
  readonly state: 'waiting' | 'done' | 'cancelled' | 'stopped';
  readonly why?: string;
  readonly collected: readonly BatchNews[];
  readonly submitted: Submission;
  /** Under way at their endpoints now. */
  readonly open: readonly Batch[];
}

/** The models of the work whose endpoint takes no batches. */
export function withoutBatches(models: readonly AskedModel[]): readonly string[] {
  return models.filter(({ port }) => port.batches === undefined).map(({ name }) => name);
}

/**
 * One step of a run in batches: reads what has been answered, works out which calls come next (the first turns, then the
 * second ones, then the gradings), and sends these as batches. Nothing is waited for. The store is the run: the same
 * step, today or tomorrow, here or in another process, goes on from what is there.
 */
export async function advanceBatches(
  tools: GradingTools,
  run: Run,
  work: RunWork,
  options: BatchOptions,
): Promise<BatchStep> {
  const { store } = tools;
  const { models, limit, priceOf, signal } = options;
  const ports = models.map(({ port }) => port);
  const collected = await collectBatches(tools, run.file, ports, signal);

  const before = await spentBefore(store, run.file, priceOf);
  const meter = createBudget({ limit: {}, before, priceOf });
  const reserved = await underWay(store, run.file, meter, priceOf);
  const submitter = createSubmitter(tools, run, {
    newId: options.newId,
    budget: {
      limit,
      before: { money: before.money + reserved.money, tokens: before.tokens + reserved.tokens },
      priceOf,
    },
    meter,
    signal,
  });
  const defer: GradingTools['defer'] = async (call) => {
    if (!reserved.keys.has(call.key)) await submitter.add(call);
  };
  const pass = startRun({ ...tools, defer }, run, work, { concurrency: AT_ONCE, budget: NO_BUDGET, signal });
  const summary = await pass.ended;
  const submitted = await submitter.end();
  const open = await store.batches({ file: run.file, open: true });
  return { ...summary, ...stateOf(summary, submitted, open, collected), collected, submitted, open };
}

/** Only the store is asked: how many pieces of work are looked at together. */
const AT_ONCE = 100;

function stateOf(
  { state, progress: { texts, gradings } }: RunSummary,
  { overBudget, problems }: Submission,
  open: readonly Batch[],
  collected: readonly BatchNews[],
): Pick<BatchStep, 'state' | 'why'> {
  if (state === 'cancelled') return { state };
  if (open.length > 0) return { state: 'waiting' };
  if (texts.left + gradings.left === 0) return { state: 'done' };
  if (overBudget > 0)
    return { state: 'stopped', why: `The budget does not cover ${overBudget} of the calls that come next.` };
  const [problem] = [...problems, ...collected.flatMap((news) => news.problem ?? [])];
  return { state: 'stopped', why: problem ?? 'Some calls could not be sent in a batch.' };
}
