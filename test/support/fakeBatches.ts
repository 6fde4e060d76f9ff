import type {
  BatchCall,
  BatchPort,
  BatchResult,
  ModelFailure,
  ModelOutcome,
  RemoteBatch,
} from '../../src/core/runs/ports.ts';

interface FakeBatch {
  readonly tag: string;
  readonly calls: readonly BatchCall[];
  remote: RemoteBatch;
}

export interface FakeBatches {
  readonly port: BatchPort;
  readonly batches: FakeBatch[];
  /** Ends all batches: what `answer` gives for each call is its result. */
  endAll(): void;
  /** The next submission goes wrong like this; `isThere`: the batch is there all the same. */
  breakNext(failure: ModelFailure, options: { readonly isThere: boolean }): void;
}

/** A batch API in memory. `tells`: whether it keeps the tag of a batch, as OpenAI does and Anthropic does not. */
export function fakeBatches(
  answer: (call: BatchCall) => ModelOutcome | { readonly kind: 'expired' },
  { tells = true, now = () => 0 }: { readonly tells?: boolean; readonly now?: () => number } = {},
): FakeBatches {
  const batches: FakeBatch[] = [];
  let broken: { readonly failure: ModelFailure; readonly isThere: boolean } | undefined;
  const byId = (remoteId: string) => batches.find(({ remote }) => remote.remoteId === remoteId);

  const port: BatchPort = {
    largest: 4,
    async submit(calls, tag) {
      const trouble = broken;
      broken = undefined;
      if (trouble !== undefined && !trouble.isThere) return { kind: 'failure', failure: trouble.failure };
      const remote: RemoteBatch = {
        remoteId: `remote-${batches.length + 1}`,
        state: 'running',
        total: calls.length,
        done: 0,
        failed: 0,
        createdAt: now(),
      };
      batches.push({ tag, calls, remote });
      return trouble === undefined
        ? { kind: 'submitted', batch: remote }
        : { kind: 'failure', failure: trouble.failure };
    },
    async find({ tag, known, calls }) {
      const candidates = batches.filter(({ remote }) => !known.has(remote.remoteId));
      const found = candidates.find(
        (batch) =>
          (tells && batch.tag === tag) ||
          (batch.remote.state === 'ended' && batch.calls[0]?.customId === calls[0]?.customId),
      );
      if (found !== undefined) return { kind: 'found', batch: found.remote };
      const unsure = candidates.filter(({ remote }) => !tells && remote.state === 'running');
      return unsure.length === 0
        ? { kind: 'none' }
        : { kind: 'unsure', candidates: unsure.map(({ remote }) => remote) };
    },
    async status(remoteId) {
      const batch = byId(remoteId);
      if (batch === undefined) throw new Error(`There is no batch ${remoteId}.`);
      return { kind: 'batch', batch: batch.remote };
    },
    async results(remoteId, onResult) {
      const calls = byId(remoteId)?.calls ?? [];
      const results: BatchResult[] = calls.map((call) => ({
        customId: call.customId,
        outcome: answer(call),
      }));
      for (const result of results.reverse()) {
        await onResult(result);
        // As over a network: the next line is not there at once.
        await new Promise((resolve) => setImmediate(resolve));
      }
      return { kind: 'read' };
    },
    async cancel() {
      return { kind: 'cancelled' };
    },
  };
  return {
    port,
    batches,
    endAll() {
      for (const batch of batches) batch.remote = { ...batch.remote, state: 'ended' };
    },
    breakNext(failure, { isThere }) {
      broken = { failure, isThere };
    },
  };
}
