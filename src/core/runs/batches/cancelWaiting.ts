import type { ModelPort } from '../ports.ts';
import type { RunId } from '../records.ts';
import { type BatchTools, cancelBatches, collectBatches } from './collectBatches.ts';

/** What came of ending the batches that runs wait for. */
export interface Cancelling {
  /** Why some could not be ended, or not be read. */
  readonly problems: readonly string[];
  /** Replies that were kept. */
  readonly replies: number;
  /** Batches that their endpoints have yet to end: what they answered is still to be collected. */
  readonly open: number;
  /** Runs that still wait, because a batch of theirs could not be ended. */
  readonly waiting: number;
}

/**
 * Ends the runs of a file that wait for batches, or one of them, so that nothing is submitted for them any more: their
 * batches are ended at their endpoints, and what was answered is kept. While a batch cannot be ended, its run goes on
 * waiting, so that it can be tried again.
 */
export async function cancelWaiting(
  tools: BatchTools,
  which: { readonly file: string; readonly runId?: RunId },
  ports: readonly ModelPort[],
  signal: AbortSignal,
): Promise<Cancelling> {
  const { store, clock } = tools;
  const isMeant = (id: RunId): boolean => which.runId === undefined || which.runId === id;
  // A batch whose submission was cut is found first: only then it can be ended.
  const before = await collectBatches(tools, which.file, ports, signal);
  const asked = await cancelBatches(tools, which, ports, signal);
  const after = await collectBatches(tools, which.file, ports, signal);
  const open = (await store.batches({ file: which.file, open: true })).filter(({ runId }) => isMeant(runId));
  const isAsked = new Set(asked.flatMap(({ batch, problem }) => (problem === undefined ? batch.id : [])));
  const notEnded = new Set(open.flatMap(({ id, runId }) => (isAsked.has(id) ? [] : runId)));
  const runs = (await store.runs(which.file)).filter(({ id, state }) => isMeant(id) && state === 'waiting');
  const [waiting, ended] = [
    runs.filter(({ id }) => notEnded.has(id)),
    runs.filter(({ id }) => !notEnded.has(id)),
  ];
  for (const run of ended)
    await store.saveRun({ ...run, state: 'cancelled', endedAt: clock.now(), seenAt: clock.now() });
  return {
    problems: [...new Set([...asked, ...after].flatMap(({ problem }) => problem ?? []))],
    replies: [...before, ...after].reduce((sum, news) => sum + news.replies, 0),
    open: open.length,
    waiting: waiting.length,
  };
}
