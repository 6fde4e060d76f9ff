import { randomUUID } from 'node:crypto';
import { fileKey, storeAt, storeBeside } from '../adapters/files/storeLocation.ts';
import { openStore } from '../adapters/store/sqliteStore.ts';
import { sha256 } from '../adapters/system/sha256.ts';
import { systemClock } from '../adapters/system/systemClock.ts';
import type { GradingTools } from '../core/runs/gradeSample.ts';
import type { Run, RunId } from '../core/runs/records.ts';
import { tell } from './terminal.ts';

export interface OpenRun {
  readonly tools: GradingTools;
  readonly runId: RunId;
  /** The skillset file as the store names it. */
  readonly file: string;
}

interface RunPlan {
  readonly kind: Run['kind'];
  /** Path of the skillset file. */
  readonly file: string;
  readonly plan: Run['plan'];
  /** Path of the store; left out: beside the skillset. */
  readonly store: string | undefined;
}

/** Opens the store, keeps a record of the run, does the work, and closes the store whatever happens. */
export async function withRun<T extends { readonly cancelled: boolean }>(
  plan: RunPlan,
  work: (run: OpenRun) => Promise<T>,
): Promise<T> {
  const location = plan.store === undefined ? storeBeside(plan.file) : storeAt(plan.store);
  const store = await openStore(location.path);
  const tools: GradingTools = {
    store,
    clock: systemClock,
    digest: sha256,
    random: Math.random,
    takesSchema: new Map(),
    // A wait can last minutes: without a word it looks like a run that hangs.
    onRetry: ({ message }, after) => tell(`${message} Trying again in ${Math.ceil(after / 1000)} s.`),
  };
  const runId = randomUUID() as RunId;
  const file = fileKey(location, plan.file);
  const run: Run = {
    id: runId,
    kind: plan.kind,
    file,
    plan: plan.plan,
    startedAt: systemClock.now(),
    state: 'running',
  };
  try {
    await store.saveRun(run);
    try {
      const result = await work({ tools, runId, file });
      await store.saveRun({
        ...run,
        endedAt: systemClock.now(),
        state: result.cancelled ? 'cancelled' : 'done',
      });
      return result;
    } catch (error) {
      await store.saveRun({ ...run, endedAt: systemClock.now(), state: 'failed' });
      throw error;
    }
  } finally {
    await store.close();
  }
}
