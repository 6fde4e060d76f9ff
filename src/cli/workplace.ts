import { randomUUID } from 'node:crypto';
import { fileKey, storeAt, storeBeside } from '../adapters/files/storeLocation.ts';
import { openStore } from '../adapters/store/sqliteStore.ts';
import { sha256 } from '../adapters/system/sha256.ts';
import { systemClock } from '../adapters/system/systemClock.ts';
import { waitingRun } from '../core/runs/batches/waitingRun.ts';
import type { GradingTools } from '../core/runs/gradeSample.ts';
import { type RunEnd, recordedRun } from '../core/runs/recordedRun.ts';
import type { Run, RunId } from '../core/runs/records.ts';

export interface OpenRun {
  readonly tools: GradingTools;
  readonly run: Run;
}

interface NewWork {
  readonly kind: Run['kind'];
  /** Path of the skillset file. */
  readonly file: string;
  readonly plan: Run['plan'];
  /** Path of the store; left out: beside the skillset. */
  readonly store: string | undefined;
  /** It is another step of the run of this kind that waits for batches, where there is one. */
  readonly goesOn?: boolean;
}

/** Opens the store, keeps a record of the run, does the work, and closes the store whatever happens. */
export async function withRun<T extends RunEnd>(
  { kind, file, plan, store: path, goesOn = false }: NewWork,
  work: (run: OpenRun) => Promise<T>,
): Promise<T> {
  const location = path === undefined ? storeBeside(file) : storeAt(path);
  const store = await openStore(location.path);
  const tools = { store, clock: systemClock, digest: sha256, random: Math.random, takesSchema: new Map() };
  try {
    const key = fileKey(location, file);
    const waiting = goesOn ? waitingRun(await store.runs(key), kind) : undefined;
    const begun = { id: waiting?.id ?? (randomUUID() as RunId), kind, file: key, plan };
    return await recordedRun(tools, begun, (run) => work({ tools, run }));
  } finally {
    await store.close();
  }
}
