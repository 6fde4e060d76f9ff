import type { MessageBatch } from '@anthropic-ai/sdk/resources/messages/batches';
import * as v from 'valibot';
import type { RemoteBatch } from '../../core/runs/ports.ts';
import { bodyOf } from './anthropicBody.ts';
import type { createAnthropic } from './anthropicClient.ts';
import { readMessage } from './anthropicReply.ts';
import type { BatchProtocol, ReadResult } from './batchPort.ts';
import { linesOf } from './linesOf.ts';
import { parseLine } from './parseLine.ts';

export type AnthropicConnect = () => Promise<ReturnType<typeof createAnthropic>>;

/** In milliseconds: how far two clocks may differ. */
const SKEW = 600_000;

/**
 * Anthropic's Message Batches: https://docs.claude.com/en/api/creating-message-batches. There is no place for a tag:
 * a batch is known by the ids of its calls, which it tells when it has ended.
 */
export function anthropicBatches(connect: AnthropicConnect): BatchProtocol {
  async function* results(remoteId: string, signal: AbortSignal): AsyncGenerator<ReadResult> {
    const { client } = await connect();
    // Not from the address that the batch names: the key must not travel to another host.
    const path = `/v1/messages/batches/${encodeURIComponent(remoteId)}/results`;
    const { body } = await client.get(path, { signal }).asResponse();
    for await (const line of linesOf(body)) yield readLine(line);
  }

  /** Whose batch it is, as its first result tells. */
  async function isOurs(remoteId: string, ids: ReadonlySet<string>, signal: AbortSignal): Promise<boolean> {
    for await (const { customId } of results(remoteId, signal)) return ids.has(customId);
    return false;
  }

  return {
    results,
    async submit(calls, _tag, signal) {
      const { messages } = await connect();
      const requests = calls.map(({ customId, request }) => ({
        custom_id: customId,
        params: bodyOf(request),
      }));
      return remoteBatch(await messages.batches.create({ requests }, { signal }));
    },
    async find({ calls, since, known }, signal) {
      const { messages } = await connect();
      const ids = new Set(calls.map(({ customId }) => customId));
      const candidates: RemoteBatch[] = [];
      for await (const listed of messages.batches.list({ limit: 100 }, { signal })) {
        const batch = remoteBatch(listed);
        // The newest come first.
        if (batch.createdAt < since - SKEW) break;
        if (known.has(batch.remoteId) || batch.total !== calls.length) continue;
        if (batch.state === 'running') candidates.push(batch);
        else if (batch.state === 'ended' && (await isOurs(batch.remoteId, ids, signal))) {
          return { kind: 'found', batch };
        }
      }
      return candidates.length === 0 ? { kind: 'none' } : { kind: 'unsure', candidates };
    },
    async status(remoteId, signal) {
      const { messages } = await connect();
      return remoteBatch(await messages.batches.retrieve(remoteId, {}, { signal }));
    },
    async cancel(remoteId, signal) {
      const { messages } = await connect();
      await messages.batches.cancel(remoteId, {}, { signal });
    },
  };
}

function remoteBatch(batch: MessageBatch): RemoteBatch {
  const { id, processing_status, request_counts: counts, created_at, expires_at, results_url } = batch;
  const hasEnded = processing_status === 'ended';
  const isLost = hasEnded && results_url === null;
  return {
    remoteId: id,
    state: isLost ? 'lost' : hasEnded ? 'ended' : 'running',
    total: counts.processing + counts.succeeded + counts.errored + counts.canceled + counts.expired,
    done: counts.succeeded,
    failed: counts.errored + counts.canceled + counts.expired,
    createdAt: Date.parse(created_at),
    expiresAt: Date.parse(expires_at),
    ...(isLost ? { why: 'Its results are kept no longer.' } : {}),
  };
}

const resultLine = v.object({
  custom_id: v.string(),
  result: v.object({
    type: v.string(),
    message: v.optional(v.unknown()),
    error: v.optional(v.unknown()),
  }),
});

function readLine(line: string): ReadResult {
  const { custom_id: customId, result } = parseLine(resultLine, line);
  switch (result.type) {
    case 'succeeded':
      return { customId, outcome: { kind: 'reply', read: () => readMessage(result.message) } };
    case 'canceled':
      return { customId, outcome: { kind: 'cancelled' } };
    case 'expired':
      return { customId, outcome: { kind: 'expired' } };
    default:
      return { customId, outcome: { kind: 'reported', payload: result.error } };
  }
}
