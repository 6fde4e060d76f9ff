import { isOutInBatches } from '../runs/batches/outInBatches.ts';
import type { StorePort } from '../runs/ports.ts';
import type { EvaluatedModel } from './evaluatedModel.ts';
import { isRunOnTarget } from './runOnTarget.ts';

/**
 * Whether gradings of what these models wrote on a target are out in batches of endpoints. Then all is written: to look
 * for answers first would wait for the gradings as if they were answers.
 */
export async function isGradedInBatches(
  store: Pick<StorePort, 'runs' | 'batches'>,
  file: string,
  { target, models: [first] }: { readonly target: string; readonly models: readonly EvaluatedModel[] },
): Promise<boolean> {
  if (first === undefined) return false;
  const runs = (await store.runs(file)).filter((run) =>
    isRunOnTarget(run, first.base, (name) => name === target),
  );
  return isOutInBatches(runs, await store.batches({ file }));
}
