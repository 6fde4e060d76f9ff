import { isTargetIdentity } from '../../answers/evaluatedModel.ts';
import type { StorePort } from '../ports.ts';
import type { Batch, Run } from '../records.ts';

/**
 * Whether what these runs ask of endpoints goes in batches: some are out, or a run waits for what comes after those that
 * somebody has collected. Call by call, what is out would be left undone.
 *
 * @param batches of the same file, open or not
 */
export function isOutInBatches(runs: readonly Run[], batches: readonly Batch[]): boolean {
  const waiting = new Set(runs.flatMap(({ id, state }) => (state === 'waiting' ? id : [])));
  const ids = new Set(runs.map(({ id }) => id));
  return batches.some(
    ({ runId, endpoint, state }) =>
      !isTargetIdentity(endpoint) &&
      (waiting.has(runId) || (ids.has(runId) && (state === 'submitting' || state === 'submitted'))),
  );
}

/** A step that was cut, as by the window that closes, has ended nothing of what is out: the run waits for it. */
export async function isStillOut(
  store: Pick<StorePort, 'batches'>,
  { id, file }: Pick<Run, 'id' | 'file'>,
): Promise<boolean> {
  return (await store.batches({ file, open: true })).some(({ runId }) => runId === id);
}
