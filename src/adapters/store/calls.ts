import type { EndpointIdentity } from '../../core/runs/endpoint.ts';
import type { CallRecord, ModelRequest } from '../../core/runs/ports.ts';
import type { Connection } from './connection.ts';
import { keepOrigins } from './origins.ts';
import type { Claimant } from './owner.ts';
import { type NumberOf, packReply, packRequest } from './packedCall.ts';
import type { Memory } from './recall.ts';
import { keepTexts } from './texts.ts';

/** A call before it has an outcome, as far as it is known. */
export interface AskedCall extends Partial<Pick<CallRecord, 'purpose' | 'runId'>> {
  readonly key: string;
  readonly endpoint: EndpointIdentity;
  readonly request: ModelRequest;
}

/**
 * Keeps outcomes. A failure is not kept over a reply, nor while another owner or a batch has the call. `asked` are calls
 * that are written next: their texts are kept along with those of the outcomes.
 */
export async function saveCalls(
  connection: Connection,
  memory: Memory,
  claimant: Claimant,
  calls: readonly CallRecord[],
  asked: readonly AskedCall[] = [],
): Promise<void> {
  if (calls.length === 0) return;
  const replies = calls.map(({ outcome }) =>
    outcome.kind === 'reply' ? packReply(outcome.reply) : undefined,
  );
  const requests = [...calls, ...asked].map(({ request }) => request);
  const texts = replies.flatMap((reply) => reply?.texts ?? []);
  const { columns: asks, numberOf } = await keepRequests(connection, memory, requests, texts);
  const rows = await askedRows(connection, memory, calls, asks);
  const columns = calls.map(({ batchId = null, startedAt, duration, tries, outcome }, index) => [
    ...(rows[index] ?? []),
    outcome.kind === 'reply' ? 'replied' : 'failed',
    batchId,
    startedAt,
    duration,
    tries,
    outcome.kind === 'failure' ? JSON.stringify(outcome.failure) : null,
    ...(replies[index]?.columns(numberOf) ?? []),
  ]);
  await connection.run(SAVE, [columns, claimant.owner]);
}

const SAVE = `
INSERT INTO calls (key, origin, request, state, batch_id, started_at, duration, tries, failure, reply, finish,
  input_tokens, output_tokens, raw_form, raw)
SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7,
  value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13, value ->> 14
FROM json_each(?1) WHERE TRUE
ON CONFLICT (key) DO UPDATE SET
  origin = excluded.origin, state = excluded.state, batch_id = excluded.batch_id, started_at = excluded.started_at,
  duration = excluded.duration, tries = excluded.tries, reply = excluded.reply, finish = excluded.finish,
  input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens, raw_form = excluded.raw_form,
  raw = excluded.raw, failure = excluded.failure, owner = NULL, lease_until = NULL, held_in = NULL
WHERE state <> 'replied' AND (
  excluded.state = 'replied'
  OR ((owner IS NULL OR owner = ?2) AND (held_in IS NULL OR held_in IS excluded.batch_id)))`;

/** Keeps the calls' endpoints and requests. Returns key, origin and request of each call. */
export async function keepAsked(
  connection: Connection,
  memory: Memory,
  calls: readonly AskedCall[],
): Promise<AskedRow[]> {
  const requests = calls.map(({ request }) => request);
  const { columns } = await keepRequests(connection, memory, requests);
  return askedRows(connection, memory, calls, columns);
}

/** The columns `key`, `origin` and `request`. */
type AskedRow = [key: string, origin: number, request: string];

/** @param requests the calls' columns of that name, and perhaps more */
async function askedRows(
  connection: Connection,
  memory: Memory,
  calls: readonly AskedCall[],
  requests: readonly string[],
): Promise<AskedRow[]> {
  const origins = await keepOrigins(
    connection,
    memory.origins,
    calls.map((call) => ({ ...call, model: call.request.model })),
  );
  return calls.map(({ key }, index) => [key, origins[index] ?? 0, requests[index] ?? '']);
}

/** Keeps the texts of requests, and `more` along with them. Returns the `request` column of each request. */
async function keepRequests(
  connection: Connection,
  memory: Memory,
  requests: readonly ModelRequest[],
  more: readonly string[] = [],
): Promise<{ readonly columns: readonly string[]; readonly numberOf: NumberOf }> {
  const packed = requests.map((request) => memory.requests.get(request) ?? packRequest(request));
  const texts = packed.flatMap((each) => (typeof each === 'string' ? [] : each.texts));
  const numberOf = await keepTexts(connection, memory, [...texts, ...more]);
  const columns = packed.map((each) => (typeof each === 'string' ? each : each.column(numberOf)));
  for (const [index, request] of requests.entries()) memory.requests.set(request, columns[index] ?? '');
  return { columns, numberOf };
}
