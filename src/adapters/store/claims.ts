import * as v from 'valibot';
import type { CallRecord, Claim } from '../../core/runs/ports.ts';
import type { BatchId } from '../../core/runs/records.ts';
import { readCalls, selectCalls } from './callReading.ts';
import { type AskedCall, keepAsked, saveCalls } from './calls.ts';
import type { Connection } from './connection.ts';
import type { Claimant } from './owner.ts';
import type { Memory } from './recall.ts';
import { parseRows } from './rows.ts';

/** How long a claim holds unless it is renewed, in milliseconds. */
export const LEASE = 10 * 60_000;

/** What is written of calls: one that is to be asked, or one that was. */
export type CallWork = { readonly claim: AskedCall } | { readonly outcome: CallRecord };

/**
 * Keeps outcomes, and claims calls one after the other: the texts of both in one statement. Returns the claims; undefined
 * in the places of outcomes.
 */
export async function writeCalls(
  connection: Connection,
  memory: Memory,
  claimant: Claimant,
  work: readonly CallWork[],
): Promise<readonly (Claim | undefined)[]> {
  const outcomes = work.flatMap((each) => ('outcome' in each ? [each.outcome] : []));
  const asked = work.flatMap((each) => ('claim' in each ? [each.claim] : []));
  const written = new Set(outcomes.map(({ key }) => key));
  const { claims, free } = await judgeClaims(connection, claimant, asked, written);
  await saveCalls(connection, memory, claimant, outcomes, free);
  if (free.length > 0) {
    const until = claimant.leases.toGrant() + LEASE;
    await holdCalls(connection, memory, free, { owner: claimant.owner, until });
  }
  return work.map((each) => ('claim' in each ? claims.get(each.claim) : undefined));
}

/** To be looked at again. */
export const BUSY: Claim = { kind: 'busy' };

/** Of each call whether it may be asked; `free` are those that may. Those of `written` are to be looked at again. */
async function judgeClaims(
  connection: Connection,
  claimant: Claimant,
  calls: readonly AskedCall[],
  written: ReadonlySet<string>,
): Promise<{ readonly claims: ReadonlyMap<AskedCall, Claim>; readonly free: readonly AskedCall[] }> {
  if (calls.length === 0) return { claims: new Map(), free: [] };
  const rows = await selectCalls(
    connection,
    calls.map(({ key }) => key),
  );
  const replies = await readCalls(connection, rows.filter(isReplied));
  const held = new Map(parseRows('calls', claimRow, rows).map((row) => [row.key, row]));
  const free = new Map<string, AskedCall>();
  const judge = (call: AskedCall): Claim => {
    const reply = replies.get(call.key);
    if (reply !== undefined) return { kind: 'replied', call: reply };
    const row = held.get(call.key);
    if (row !== undefined && row.held_in !== null)
      return { kind: 'batched', batchId: row.held_in as BatchId };
    if (free.has(call.key) || written.has(call.key) || (row !== undefined && isHeld(row, claimant)))
      return BUSY;
    free.set(call.key, call);
    return { kind: 'claimed' };
  };
  const claims = new Map(calls.map((call) => [call, judge(call)]));
  return { claims, free: [...free.values()] };
}

/** Writes down who has these calls: this owner for a time, or a batch. */
export async function holdCalls(
  connection: Connection,
  memory: Memory,
  calls: readonly AskedCall[],
  holder: { readonly owner: string; readonly until: number } | { readonly batchId: BatchId },
): Promise<void> {
  const rows = await keepAsked(connection, memory, calls);
  const held = 'owner' in holder ? [holder.owner, holder.until, null] : [null, null, holder.batchId];
  await connection.run(
    `INSERT INTO calls (key, origin, request, state, owner, lease_until, held_in)
     SELECT value ->> 0, value ->> 1, value ->> 2, 'asked', ?2, ?3, ?4 FROM json_each(?1) WHERE TRUE
     ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, lease_until = excluded.lease_until,
       held_in = excluded.held_in`,
    [rows, ...held],
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
    claimant.leases.toGrant() + LEASE,
    claimant.owner,
  ]);
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
  return row.lease_until > claimant.leases.toJudge() && claimant.mayBeAlive(row.owner);
}
