import { sha256 } from '../../src/adapters/system/sha256.ts';
import type { GradingTools } from '../../src/core/runs/gradeSample.ts';
import type { StorePort } from '../../src/core/runs/ports.ts';
import type { Run, RunId } from '../../src/core/runs/records.ts';
import { fakeStore } from './fakeStore.ts';

export interface FakeTools extends GradingTools {
  /** How long the runs wanted to sleep, in milliseconds. */
  readonly slept: number[];
}

/** The tools of a run with a clock that does not wait. */
export function fakeTools(store: StorePort = fakeStore()): FakeTools {
  const slept: number[] = [];
  let now = 1_000;
  return {
    store,
    digest: sha256,
    random: () => 0.5,
    takesSchema: new Map(),
    slept,
    clock: {
      now: () => (now += 1),
      sleep: async (milliseconds) => {
        slept.push(milliseconds);
        // A sleep that ended within the same turn would let nobody else do anything.
        await new Promise((resolve) => setImmediate(resolve));
      },
    },
  };
}

export const RUN_ID = 'run-1' as RunId;

/** A store that knows the run that samples belong to. */
export async function storeWithRun(store: StorePort = fakeStore()): Promise<StorePort> {
  const run: Run = {
    id: RUN_ID,
    kind: 'generate',
    file: 'a.skillset.yaml',
    plan: {},
    startedAt: 1,
    state: 'running',
  };
  await store.saveRun(run);
  return store;
}
