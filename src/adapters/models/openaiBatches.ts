import type { Batch } from 'openai/resources/batches';
import * as v from 'valibot';
import type { BatchCall, RemoteBatch } from '../../core/runs/ports.ts';
import type { BatchProtocol, ReadResult } from './batchPort.ts';
import { linesOf } from './linesOf.ts';
import { bodyOf } from './openaiBody.ts';
import type { createOpenAI } from './openaiClient.ts';
import { readCompletion } from './openaiReply.ts';
import { parseLine } from './parseLine.ts';
import type { PortSettings } from './portSettings.ts';

export type OpenAIConnect = () => Promise<ReturnType<typeof createOpenAI>>;

/** In milliseconds: how far two clocks may differ. */
const SKEW = 600_000;

/** OpenAI's Batch API: https://platform.openai.com/docs/api-reference/batch. The tag is kept as metadata. */
export function openaiBatches(settings: PortSettings, connect: OpenAIConnect): BatchProtocol {
  return {
    async submit(calls, tag, signal) {
      const { batches, files } = await connect();
      const file = new File(
        calls.map((call) => lineOf(call, settings)),
        `${tag}.jsonl`,
      );
      const { id } = await files.create({ file, purpose: 'batch' }, { signal });
      const asked = {
        input_file_id: id,
        endpoint: '/v1/chat/completions',
        completion_window: '24h',
        metadata: { skillmix: tag },
      } as const;
      return remoteBatch(await batches.create(asked, { signal }));
    },
    async find({ tag, since }, signal) {
      const { batches } = await connect();
      for await (const batch of batches.list({ limit: 100 }, { signal })) {
        if (batch.metadata?.skillmix === tag) return { kind: 'found', batch: remoteBatch(batch) };
        // The newest come first.
        if (batch.created_at * 1000 < since - SKEW) break;
      }
      return { kind: 'none' };
    },
    async status(remoteId, signal) {
      const { batches } = await connect();
      return remoteBatch(await batches.retrieve(remoteId, { signal }));
    },
    async *results(remoteId, signal) {
      const { batches, files } = await connect();
      const { output_file_id, error_file_id } = await batches.retrieve(remoteId, { signal });
      for (const id of [output_file_id, error_file_id]) {
        if (!id) continue;
        const { body } = await files.content(id, { signal });
        for await (const line of linesOf(body)) yield readLine(line);
      }
    },
    async cancel(remoteId, signal) {
      const { batches } = await connect();
      await batches.cancel(remoteId, { signal });
    },
  };
}

/** A request as a line of the file that a batch is sent as, with its line end. */
export function lineOf({ customId, request }: BatchCall, settings: PortSettings): string {
  const call = { custom_id: customId, method: 'POST', url: '/v1/chat/completions' };
  return `${JSON.stringify({ ...call, body: bodyOf(request, settings) })}\n`;
}

function remoteBatch(batch: Batch): RemoteBatch {
  const { id, request_counts, created_at, expires_at, errors } = batch;
  const why = errors?.data?.map(({ message }) => message ?? '').join(' ') ?? '';
  return {
    remoteId: id,
    state: stateOf(batch),
    total: request_counts?.total ?? 0,
    done: request_counts?.completed ?? 0,
    failed: request_counts?.failed ?? 0,
    createdAt: created_at * 1000,
    ...(expires_at ? { expiresAt: expires_at * 1000 } : {}),
    ...(why === '' ? {} : { why }),
  };
}

function stateOf({ status, output_file_id, error_file_id }: Batch): RemoteBatch['state'] {
  switch (status) {
    case 'completed':
    case 'expired':
    case 'cancelled':
      return output_file_id || error_file_id ? 'ended' : 'lost';
    case 'failed':
      return 'lost';
    default:
      return 'running';
  }
}

const resultLine = v.object({
  custom_id: v.string(),
  response: v.nullish(v.object({ status_code: v.number(), body: v.unknown() })),
  /** vLLM gives the message alone where it has no more to say. */
  error: v.nullish(v.union([v.looseObject({}), v.string()])),
});
const coded = v.looseObject({ code: v.string() });

/** Throws where the line is no whole result. */
export function readLine(line: string): ReadResult {
  const { custom_id: customId, response, error } = parseLine(resultLine, line);
  if (response) {
    const { status_code: status, body } = response;
    // OpenAI puts the words about it into the body, vLLM beside it.
    if (status < 200 || status >= 300)
      return { customId, outcome: { kind: 'rejected', status, body: body ?? error } };
    return { customId, outcome: { kind: 'reply', read: () => readCompletion(body) } };
  }
  const code = v.is(coded, error) ? error.code : '';
  if (code === 'batch_expired') return { customId, outcome: { kind: 'expired' } };
  if (code === 'batch_cancelled') return { customId, outcome: { kind: 'cancelled' } };
  return { customId, outcome: { kind: 'reported', payload: { error } } };
}
