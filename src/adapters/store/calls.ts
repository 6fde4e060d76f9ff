import * as v from 'valibot';
import type { EndpointIdentity } from '../../core/runs/endpoint.ts';
import type { CallRecord, Claim, ModelRequest } from '../../core/runs/ports.ts';
import type { BatchId } from '../../core/runs/records.ts';
import { callRow, textsOf, toCall } from './callRow.ts';
import type { Connection } from './connection.ts';
import { keepOrigins } from './origins.ts';
import { type NumberOf, packReply, packRequest } from './packedCall.ts';
import type { Memory } from './recall.ts';
import { parseRows } from './rows.ts';
import { keepTexts, readTexts } from './texts.ts';

/** Who claims, at what time, and how it is told whether another owner can still be at it. */
export interface Claimant {
  readonly owner: string;
  now(): number;
  mayBeAlive(owner: string): boolean;
}

export interface AskedCall {
  readonly key: string;
  readonly endpoint: EndpointIdentity;
  readonly request: ModelRequest;
}

/** How long a claim holds unless it is renewed, in milliseconds. */
export const LEASE = 10 * 60_000;

/** Claims calls one after the other. */
export async function claimCalls(
  connection: Connection,
  memory: Memory,
  claimant: Claimant,
  calls: readonly AskedCall[],
): Promise<readonly Claim[]> {
  const rows = await rowsOf(
    connection,
    calls.map(({ key }) => key),
  );
  const replies = await readCalls(connection, rows.filter(isReplied));
  const held = new Map(parseRows('calls', claimRow, rows).map((row) => [row.key, row]));
  const free = new Map<string, AskedCall>();
  const claims = calls.map((call): Claim => {
    const reply = replies.get(call.key);
    if (reply !== undefined) return { kind: 'replied', call: reply };
    const row = held.get(call.key);
    if (row !== undefined && row.held_in !== null)
      return { kind: 'batched', batchId: row.held_in as BatchId };
    if (free.has(call.key) || (row !== undefined && isHeld(row, claimant))) return { kind: 'busy' };
    free.set(call.key, call);
    return { kind: 'claimed' };
  });
  if (free.size > 0) {
    const until = claimant.now() + LEASE;
    await holdCalls(connection, memory, [...free.values()], { owner: claimant.owner, until });
  }
  return claims;
}

/** Writes down who has these calls: this owner for a time, or a batch. */
export async function holdCalls(
  connection: Connection,
  memory: Memory,
  calls: readonly (AskedCall & Partial<Pick<CallRecord, 'purpose' | 'runId'>>)[],
  holder: { readonly owner: string; readonly until: number } | { readonly batchId: BatchId },
): Promise<void> {
  const { rows } = await packedRows(connection, memory, calls);
  const held = 'owner' in holder ? [holder.owner, holder.until, null] : [null, null, holder.batchId];
  await connection.run(
    `INSERT INTO calls (key, origin, request, state, owner, lease_until, held_in)
     SELECT value ->> 0, value ->> 1, value ->> 2, 'asked', ?2, ?3, ?4 FROM json_each(?1) WHERE TRUE
     ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, lease_until = excluded.lease_until,
       held_in = excluded.held_in`,
    [rows, ...held],
  );
}

/** Keeps outcomes. A failure is not kept over a reply, nor while another owner or a batch has the call. */
export async function saveCalls(
  connection: Connection,
  memory: Memory,
  claimant: Claimant,
  calls: readonly CallRecord[],
): Promise<undefined[]> {
  const replies = calls.map(({ outcome }) =>
    outcome.kind === 'reply' ? packReply(outcome.reply) : undefined,
  );
  const texts = replies.flatMap((reply) => reply?.texts ?? []);
  const { rows, numberOf } = await packedRows(connection, memory, calls, texts);
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
  return calls.map(() => undefined);
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

/** Gives the claim on a call back, or all claims of this owner. What an earlier try left stays. */
export async function releaseCalls(connection: Connection, claimant: Claimant, key?: string): Promise<void> {
  const which = key === undefined ? 'owner = ?' : 'owner = ? AND key = ?';
  const values = key === undefined ? [claimant.owner] : [claimant.owner, key];
  await connection.run(`DELETE FROM calls WHERE state = 'asked' AND ${which}`, values);
  await connection.run(`UPDATE calls SET owner = NULL, lease_until = NULL WHERE ${which}`, values);
}

/** Prolongs all claims of this owner, so that a long call is not taken over while it is under way. */
export async function renewClaims(connection: Connection, claimant: Claimant): Promise<void> {
  await connection.run('UPDATE calls SET lease_until = ? WHERE owner = ?', [
    claimant.now() + LEASE,
    claimant.owner,
  ]);
}

/** In the order of the keys. */
export async function findCalls(
  connection: Connection,
  keys: readonly string[],
): Promise<(CallRecord | undefined)[]> {
  const rows = await rowsOf(connection, keys);
  const found = await readCalls(
    connection,
    rows.filter((row) => !v.is(v.object({ state: v.literal('asked') }), row)),
  );
  return keys.map((key) => found.get(key));
}

/** The keys of those calls that are replied, claimed or in a batch. */
export async function takenOf(
  connection: Connection,
  claimant: Claimant,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await connection.all(
    `SELECT key, state, owner, lease_until, held_in FROM calls WHERE key IN (SELECT value FROM json_each(?))`,
    [keys],
  );
  const taken = parseRows('calls', claimRow, rows).filter(
    (row) => row.state === 'replied' || row.held_in !== null || isHeld(row, claimant),
  );
  return new Set(taken.map(({ key }) => key));
}

/** key, origin and request of each call. `more` texts are kept along with those of the requests. */
async function packedRows(
  connection: Connection,
  memory: Memory,
  calls: readonly (AskedCall & Partial<Pick<CallRecord, 'purpose' | 'runId'>>)[],
  more: readonly string[] = [],
): Promise<{ readonly rows: readonly (string | number)[][]; readonly numberOf: NumberOf }> {
  const requests = calls.map(({ request }) => packRequest(request));
  const texts = [...requests.flatMap((request) => request.texts), ...more];
  const numberOf = await keepTexts(connection, memory, texts);
  const origins = await keepOrigins(
    connection,
    memory.origins,
    calls.map((call) => ({ ...call, model: call.request.model })),
  );
  const rows = requests.map(({ column }, index) => [
    calls[index]?.key ?? '',
    origins[index] ?? 0,
    column(numberOf),
  ]);
  return { rows, numberOf };
}

function rowsOf(connection: Connection, keys: readonly string[]): Promise<unknown[]> {
  return connection.all(
    `SELECT calls.*, endpoint_name, endpoint_kind, endpoint_address, purpose, run_id
     FROM calls JOIN origins ON origins.id = origin WHERE key IN (SELECT value FROM json_each(?))`,
    [keys],
  );
}

async function readCalls(connection: Connection, rows: readonly unknown[]): Promise<Map<string, CallRecord>> {
  const parsed = parseRows('calls', callRow, rows);
  const texts = await readTexts(connection, new Set(parsed.flatMap(textsOf)));
  return new Map(parsed.map((row) => [row.key, toCall(row, texts)]));
}

const claimRow = v.object({
  key: v.string(),
  state: v.picklist(['asked', 'failed', 'replied']),
  owner: v.nullable(v.string()),
  lease_until: v.nullable(v.number()),
  held_in: v.nullable(v.string()),
});

function isReplied(row: unknown): boolean {
  return v.is(v.object({ state: v.literal('replied') }), row);
}

function isHeld(
  row: { readonly owner: string | null; readonly lease_until: number | null },
  claimant: Claimant,
): boolean {
  if (row.owner === null || row.lease_until === null) return false;
  return row.lease_until > claimant.now() && claimant.mayBeAlive(row.owner);
}
