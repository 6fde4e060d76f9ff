import { limitOf } from '../../core/plan/runPlan.ts';
import { advanceBatches, type BatchStep } from '../../core/runs/batches/advanceBatches.ts';
import { isStillOut } from '../../core/runs/batches/outInBatches.ts';
import { type BatchEnding, stepEnding } from '../../core/runs/batches/stepEnding.ts';
import { waitingRun } from '../../core/runs/batches/waitingRun.ts';
import { recordedRun } from '../../core/runs/recordedRun.ts';
import type { BatchId } from '../../core/runs/records.ts';
import { newRunId } from '../mixes/editorRun.ts';
import { gradingTools } from './gradingTools.ts';
import { lookAfterBatches, tellBatches } from './lookAfterBatches.ts';
import type { PreparedRun } from './preparedRun.ts';
import type { RunTools } from './runTools.ts';

/** The work that a step is a part of: it is ended with it, and told as that tells. */
export interface LongerWork {
  readonly signal: AbortSignal;
  readonly tell: (ending: BatchEnding) => void;
}

/**
 * Does one step of a run in batches: what was answered is collected, and what comes next is submitted. The run then
 * waits in the store, with no need for this window. Gives how it stands.
 */
export async function stepInBatches(
  tools: RunTools,
  prepared: PreparedRun,
  within?: LongerWork,
): Promise<BatchStep> {
  const { title } = prepared;
  const work = (signal: AbortSignal): Promise<BatchStep> => oneStep(tools, prepared, signal);
  const step = await lookAfterBatches(tools, title, work, within?.signal);
  if (step.state !== 'cancelled') (within?.tell ?? tellBatches)(stepEnding(title, step));
  return step;
}

async function oneStep(tools: RunTools, prepared: PreparedRun, signal: AbortSignal): Promise<BatchStep> {
  const { kind, skillset, title, record, models, budget, priceOf } = prepared;
  const { store, file } = await tools.stores.of(skillset);
  const runTools = gradingTools(tools, store, title);
  const id = waitingRun(await store.runs(file), kind)?.id ?? newRunId();
  return recordedRun(runTools, { id, kind, file, plan: record }, async (run) => {
    const step = await advanceBatches(runTools, run, await prepared.workFor(runTools, run), {
      models,
      limit: limitOf(budget),
      priceOf,
      newId: () => globalThis.crypto.randomUUID() as BatchId,
      signal,
    });
    const isWaiting = step.state === 'cancelled' && (await isStillOut(store, run));
    return isWaiting ? { ...step, state: 'waiting' } : step;
  });
}
