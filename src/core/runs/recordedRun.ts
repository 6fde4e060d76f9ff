import type { ClockPort, StorePort } from './ports.ts';
import type { RunProgress } from './progress.ts';
import type { Run } from './records.ts';

/** How the work of a run ended. */
export interface RunEnd {
  readonly state: 'done' | 'cancelled' | 'stopped' | 'waiting';
  readonly why?: string;
  readonly progress?: RunProgress;
}

export type NewRun = Pick<Run, 'id' | 'kind' | 'file' | 'plan'>;

/**
 * Keeps a record of a run: that it was begun before its work begins, and how it ended.
 * @throws what the work throws, after that is recorded
 */
export async function recordedRun<T extends RunEnd>(
  { store, clock }: { readonly store: Pick<StorePort, 'saveRun'>; readonly clock: ClockPort },
  begun: NewRun,
  work: (run: Run) => Promise<T>,
): Promise<T> {
  const run: Run = { ...begun, startedAt: clock.now(), seenAt: clock.now(), state: 'running' };
  await store.saveRun(run);
  const keep = (end: Partial<Run>): Promise<void> => {
    const endedAt = clock.now();
    return store.saveRun({ ...run, ...end, endedAt, seenAt: endedAt });
  };
  try {
    const result = await work(run);
    const { state, why, progress } = result;
    await keep({
      state,
      ...(why === undefined ? {} : { why }),
      ...(progress === undefined ? {} : { progress }),
    });
    return result;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    // What went wrong first is what is told, though the store may be what went wrong.
    await keep({ state: 'failed', why }).catch(() => undefined);
    throw error;
  }
}
