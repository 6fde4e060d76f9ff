import * as v from 'valibot';
import type { EndpointIdentity } from '../../core/runs/endpoint.ts';
import type { CallRecord, Claim, ModelRequest } from '../../core/runs/ports.ts';
import type { BatchId } from '../../core/runs/records.ts';
import { callRow } from './callRow.ts';
import type { Connection } from './connection.ts';
import { parseRow } from './rows.ts';

/** Who claims, at what time, and how it is told whether another owner can still be at it. */
export interface Claimant {
  readonly owner: string;
  now(): number;
  mayBeAlive(owner: string): boolean;
}

/** How long a claim holds unless it is renewed, in milliseconds. */
export const LEASE = 10 * 60_000;

export async function claimCall(
  connection: Connection,
  claimant: Claimant,
  call: { readonly key: string; readonly endpoint: EndpointIdentity; readonly request: ModelRequest },
): Promise<Claim> {
  const [row] = await connection.all('SELECT * FROM calls WHERE key = ?', [call.key]);
  if (row !== undefined) {
    const state = parseRow('calls', claimRow, row);
    if (state.state === 'replied') return { kind: 'replied', call: parseRow('calls', callRow, row) };
    if (state.held_in !== null) return { kind: 'batched', batchId: state.held_in as BatchId };
    if (isHeld(state, claimant)) return { kind: 'busy' };
  }
  const { endpoint, request } = call;
  await connection.run(
    `INSERT INTO calls (key, endpoint_name, endpoint_kind, endpoint_address, model, request, state, owner, lease_until)
     VALUES (?, ?, ?, ?, ?, ?, 'asked', ?, ?)
     ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, lease_until = excluded.lease_until`,
    [
      call.key,
      endpoint.name,
      endpoint.kind,
      endpoint.address,
      request.model,
      JSON.stringify(request),
      claimant.owner,
      claimant.now() + LEASE,
    ],
  );
  return { kind: 'claimed' };
}

/** Keeps the outcome. A failure is not kept over a reply, nor while another owner or a batch has the call. */
export async function saveCall(connection: Connection, claimant: Claimant, call: CallRecord): Promise<void> {
  const { endpoint, request, outcome } = call;
  const reply = outcome.kind === 'reply' ? outcome.reply : undefined;
  const failure = outcome.kind === 'failure' ? outcome.failure : undefined;
  await connection.run(
    `INSERT INTO calls (key, endpoint_name, endpoint_kind, endpoint_address, model, request, purpose, started_at,
       duration, tries, state, reply_text, finish, input_tokens, output_tokens, raw, failure, run_id, batch_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET
       purpose = excluded.purpose, started_at = excluded.started_at, duration = excluded.duration,
       tries = excluded.tries, state = excluded.state, reply_text = excluded.reply_text, finish = excluded.finish,
       input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens, raw = excluded.raw,
       failure = excluded.failure, run_id = excluded.run_id, batch_id = excluded.batch_id,
       owner = NULL, lease_until = NULL, held_in = NULL
     WHERE state <> 'replied' AND (
       excluded.state = 'replied'
       OR ((owner IS NULL OR owner = ?) AND (held_in IS NULL OR held_in IS excluded.batch_id)))`,
    [
      call.key,
      endpoint.name,
      endpoint.kind,
      endpoint.address,
      request.model,
      JSON.stringify(request),
      call.purpose,
      call.startedAt,
      call.duration,
      call.tries,
      reply === undefined ? 'failed' : 'replied',
      reply?.text ?? null,
      reply?.finish ?? null,
      reply?.usage?.input ?? null,
      reply?.usage?.output ?? null,
      reply?.raw === undefined ? null : JSON.stringify(reply.raw),
      failure === undefined ? null : JSON.stringify(failure),
      call.runId ?? null,
      call.batchId ?? null,
      claimant.owner,
    ],
  );
}

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

export async function findCall(connection: Connection, key: string): Promise<CallRecord | undefined> {
  const [row] = await connection.all(`SELECT * FROM calls WHERE key = ? AND state <> 'asked'`, [key]);
  return row === undefined ? undefined : parseRow('calls', callRow, row);
}

/** The columns that tell whether a call can be claimed. */
export const claimColumns = {
  state: v.picklist(['asked', 'failed', 'replied']),
  owner: v.nullable(v.string()),
  lease_until: v.nullable(v.number()),
  held_in: v.nullable(v.string()),
};

const claimRow = v.object(claimColumns);

export function isHeld(
  row: { readonly owner: string | null; readonly lease_until: number | null },
  claimant: Claimant,
): boolean {
  if (row.owner === null || row.lease_until === null) return false;
  return row.lease_until > claimant.now() && claimant.mayBeAlive(row.owner);
}
