import type {
  BatchCall,
  BatchClaim,
  BatchPort,
  CallRecord,
  ClockPort,
  ModelFailure,
  ModelPort,
  StorePort,
} from '../ports.ts';
import type { Batch, RunId } from '../records.ts';

export interface BatchTools {
  readonly store: StorePort;
  readonly clock: ClockPort;
}

/** How one batch stands after it was looked after. */
export interface BatchNews {
  readonly batch: Batch;
  /** Replies that were read from it now. */
  readonly replies: number;
  /** Why nothing could be learnt or done; the batch stays as it is. */
  readonly problem?: string;
}

/**
 * In milliseconds: so long after it began a submission is not taken for lost. Another process may be sending it, and over a
 * slow line that takes minutes.
 */
const GRACE = 15 * 60_000;

/**
 * Looks after the open batches of a skillset file, oldest first: finds those whose submission was cut, reads the results
 * of those that have ended, and keeps each reply before the next is read. What got no reply is free to be asked again.
 */
export async function collectBatches(
  tools: BatchTools,
  file: string,
  ports: readonly ModelPort[],
  signal: AbortSignal,
): Promise<BatchNews[]> {
  const open = await tools.store.batches({ file, open: true });
  const news: BatchNews[] = [];
  for (const batch of open) {
    if (signal.aborted) break;
    const port = portFor(batch, ports);
    if (port === undefined) news.push({ batch, replies: 0, problem: noPort(batch) });
    else news.push(await collectBatch(tools, batch, port, signal));
  }
  return news;
}

/**
 * Asks the endpoints to end the open batches of a file, or of one of its runs. What they have answered by then is still
 * collected.
 */
export async function cancelBatches(
  tools: BatchTools,
  { file, runId }: { readonly file: string; readonly runId?: RunId },
  ports: readonly ModelPort[],
  signal: AbortSignal,
): Promise<BatchNews[]> {
  const news: BatchNews[] = [];
  const open = await tools.store.batches({ file, open: true });
  for (const batch of open.filter((batch) => runId === undefined || batch.runId === runId)) {
    const port = portFor(batch, ports);
    if (port === undefined || batch.remoteId === undefined) {
      const problem = port === undefined ? noPort(batch) : 'It is not known yet whether the endpoint has it.';
      news.push({ batch, replies: 0, problem });
      continue;
    }
    const cancelled = await port.cancel(batch.remoteId, signal);
    if (cancelled.kind === 'failure') news.push({ batch, replies: 0, problem: cancelled.failure.message });
    else news.push({ batch, replies: 0 });
  }
  return news;
}

async function collectBatch(
  tools: BatchTools,
  batch: Batch,
  port: BatchPort,
  signal: AbortSignal,
): Promise<BatchNews> {
  const { remoteId } = batch;
  if (remoteId === undefined) return findLost(tools, batch, port, signal);
  const asked = await port.status(remoteId, signal);
  if (asked.kind === 'failure') return { batch, replies: 0, problem: asked.failure.message };
  const { state, done, failed, expiresAt, why } = asked.batch;
  const told: Batch = { ...batch, done, failed, ...(expiresAt === undefined ? {} : { expiresAt }) };
  switch (state) {
    case 'running':
      return keep(tools, told);
    case 'lost':
      return keep(tools, end(tools, told, 'lost', why ?? 'The endpoint ended it without results.'));
    case 'ended':
      return readResults(tools, told, remoteId, port, signal);
  }
}

/** Replies of a batch are only counted as read when they are in the store: cut short, it is read again. */
async function readResults(
  tools: BatchTools,
  batch: Batch,
  remoteId: string,
  port: BatchPort,
  signal: AbortSignal,
): Promise<BatchNews> {
  const { store, clock } = tools;
  const calls = new Map((await store.batchedCalls(batch.id)).map((call) => [call.key, call]));
  const saving: Promise<void>[] = [];
  /** A failure is thrown where it is waited for, and not where nobody listens yet. */
  const keepSoon = (call: CallRecord): void => {
    const saved = store.saveCall(call);
    saved.catch(() => undefined);
    saving.push(saved);
  };
  let replies = 0;
  const read = await port.results(
    remoteId,
    async ({ customId, outcome }) => {
      const call = calls.get(customId);
      if (call === undefined || (outcome.kind !== 'reply' && outcome.kind !== 'failure')) return;
      if (outcome.kind === 'reply') replies += 1;
      const tries = outcome.kind === 'reply' ? 1 : ((await store.findCall(customId))?.tries ?? 0) + 1;
      keepSoon({
        ...call,
        outcome,
        startedAt: batch.createdAt,
        duration: clock.now() - batch.createdAt,
        tries,
        runId: batch.runId,
        batchId: batch.id,
      });
      if (saving.length >= AT_ONCE) await Promise.all(saving.splice(0));
    },
    signal,
  );
  await Promise.all(saving);
  if (read.kind === 'failure') return { batch, replies, problem: read.failure.message };
  await store.saveBatch(end(tools, batch, 'collected'));
  return { batch: end(tools, batch, 'collected'), replies };
}

/** How many replies are on their way to the store at a time. */
const AT_ONCE = 500;

/** The submission was cut: the endpoint may have the batch or not. It is never sent again while it may be there. */
async function findLost(
  tools: BatchTools,
  batch: Batch,
  port: BatchPort,
  signal: AbortSignal,
): Promise<BatchNews> {
  const { store, clock } = tools;
  const others = await store.batches({ file: batch.file });
  const known = new Set(others.flatMap(({ remoteId }) => remoteId ?? []));
  const calls = callsOf(await store.batchedCalls(batch.id));
  const sought = { tag: batch.id, calls, since: batch.createdAt - GRACE, known };
  const found = await port.find(sought, signal);
  switch (found.kind) {
    case 'failure':
      return { batch, replies: 0, problem: found.failure.message };
    case 'unsure':
      return {
        batch,
        replies: 0,
        problem: 'The endpoint tells only at its end whether a batch there is this one.',
      };
    case 'found': {
      const { remoteId, expiresAt } = found.batch;
      const submitted: Batch = {
        ...batch,
        state: 'submitted',
        remoteId,
        ...(expiresAt === undefined ? {} : { expiresAt }),
      };
      await store.saveBatch(submitted);
      return collectBatch(tools, submitted, port, signal);
    }
    case 'none':
      if (clock.now() - batch.createdAt < GRACE)
        return {
          batch,
          replies: 0,
          problem: 'Its submission was cut; in a quarter of an hour it is known whether it got through.',
        };
      return keep(
        tools,
        end(tools, batch, 'lost', 'The endpoint never got it: its calls can be sent again.'),
      );
  }
}

export function callsOf(claims: readonly BatchClaim[]): BatchCall[] {
  return claims.map(({ key, request }) => ({ customId: key, request }));
}

/** Failures after which a batch is surely not there. With any other it may have got through. */
export function wasRefused({ kind, status }: ModelFailure): boolean {
  if (status !== undefined) return status >= 400 && status < 500;
  return kind === 'no-key' || kind === 'bad-key' || kind === 'unknown-model';
}

async function keep({ store }: BatchTools, batch: Batch): Promise<BatchNews> {
  await store.saveBatch(batch);
  return { batch, replies: 0 };
}

function end({ clock }: BatchTools, batch: Batch, state: 'collected' | 'lost', why?: string): Batch {
  return { ...batch, state, endedAt: clock.now(), ...(why === undefined ? {} : { why }) };
}

function portFor({ endpoint }: Batch, ports: readonly ModelPort[]): BatchPort | undefined {
  return ports.find(
    ({ identity }) => identity.name === endpoint.name && identity.address === endpoint.address,
  )?.batches;
}

function noPort({ endpoint }: Batch): string {
  return `The endpoint "${endpoint.name}" at ${endpoint.address} is not among the models of this run, so it was not asked.`;
}
