import * as v from 'valibot';
import type { BatchClaim, BatchFilter } from '../../core/runs/ports.ts';
import type { Batch, BatchId, RunId } from '../../core/runs/records.ts';
import { askedRow, textsOf, toAsked } from './callRow.ts';
import { holdCalls, takenOf } from './claims.ts';
import type { Connection } from './connection.ts';
import type { Claimant } from './owner.ts';
import type { Memory } from './recall.ts';
import { parseRows } from './rows.ts';
import { readTexts } from './texts.ts';

/** Keeps the batch and takes those of the calls that are free. Returns their keys. */
export async function claimBatch(
  connection: Connection,
  memory: Memory,
  claimant: Claimant,
  batch: Batch,
  calls: readonly BatchClaim[],
): Promise<readonly string[]> {
  const taken = await takenOf(
    connection,
    claimant,
    calls.map(({ key }) => key),
  );
  const free = calls.filter(({ key }) => !taken.has(key));
  if (free.length === 0) return [];
  await writeBatch(connection, { ...batch, calls: free.length });
  const paid = free.map((call) => ({ ...call, runId: batch.runId }));
  await holdCalls(connection, memory, paid, { batchId: batch.id });
  return free.map(({ key }) => key);
}

/** Inserts or replaces a batch. A final state frees its calls that have no reply. */
export async function saveBatch(connection: Connection, batch: Batch): Promise<void> {
  await writeBatch(connection, batch);
  if (batch.state === 'submitting' || batch.state === 'submitted') return;
  await connection.run(`DELETE FROM calls WHERE held_in = ? AND state = 'asked'`, [batch.id]);
  await connection.run('UPDATE calls SET held_in = NULL WHERE held_in = ?', [batch.id]);
}

/** From oldest to newest. */
export async function selectBatches(connection: Connection, { file, open }: BatchFilter): Promise<Batch[]> {
  const rows = await connection.all(
    `SELECT * FROM batches WHERE (?1 IS NULL OR file = ?1)
       AND (?2 IS NULL OR (state IN ('submitting', 'submitted')) = ?2) ORDER BY created_at, id`,
    [file ?? null, open === undefined ? null : open ? 1 : 0],
  );
  return parseRows('batches', batchRow, rows);
}

/** The calls that the batch holds or has answered, in the order of their keys. */
export async function selectBatchedCalls(connection: Connection, id: BatchId): Promise<BatchClaim[]> {
  const rows = await connection.all(
    `SELECT key, endpoint_name, endpoint_kind, endpoint_address, request, purpose
     FROM calls JOIN origins ON origins.id = origin WHERE held_in = ?1 OR batch_id = ?1 ORDER BY key`,
    [id],
  );
  const parsed = parseRows('calls', askedRow, rows);
  const texts = await readTexts(connection, new Set(parsed.flatMap(textsOf)));
  return parsed.map((row) => toAsked(row, texts));
}

async function writeBatch(connection: Connection, batch: Batch): Promise<void> {
  const { endpoint } = batch;
  await connection.run(
    `INSERT INTO batches (id, run_id, file, endpoint_name, endpoint_kind, endpoint_address, model, calls, state,
       remote_id, created_at, ended_at, expires_at, done, failed, why)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET calls = excluded.calls, state = excluded.state, remote_id = excluded.remote_id,
       ended_at = excluded.ended_at, expires_at = excluded.expires_at, done = excluded.done,
       failed = excluded.failed, why = excluded.why`,
    [
      batch.id,
      batch.runId,
      batch.file,
      endpoint.name,
      endpoint.kind,
      endpoint.address,
      batch.model,
      batch.calls,
      batch.state,
      batch.remoteId ?? null,
      batch.createdAt,
      batch.endedAt ?? null,
      batch.expiresAt ?? null,
      batch.done ?? null,
      batch.failed ?? null,
      batch.why ?? null,
    ],
  );
}

const batchRow = v.pipe(
  v.object({
    id: v.string(),
    endpoint_name: v.string(),
    endpoint_kind: v.picklist(['openai', 'anthropic', 'vscode']),
    endpoint_address: v.string(),
    run_id: v.string(),
    file: v.string(),
    model: v.string(),
    calls: v.number(),
    state: v.picklist(['submitting', 'submitted', 'collected', 'lost', 'cancelled']),
    remote_id: v.nullable(v.string()),
    created_at: v.number(),
    ended_at: v.nullable(v.number()),
    expires_at: v.nullable(v.number()),
    done: v.nullable(v.number()),
    failed: v.nullable(v.number()),
    why: v.nullable(v.string()),
  }),
  v.transform(
    (row): Batch => ({
      id: row.id as BatchId,
      runId: row.run_id as RunId,
      file: row.file,
      endpoint: { name: row.endpoint_name, kind: row.endpoint_kind, address: row.endpoint_address },
      model: row.model,
      calls: row.calls,
      state: row.state,
      ...(row.remote_id === null ? {} : { remoteId: row.remote_id }),
      createdAt: row.created_at,
      ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
      ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
      ...(row.done === null ? {} : { done: row.done }),
      ...(row.failed === null ? {} : { failed: row.failed }),
      ...(row.why === null ? {} : { why: row.why }),
    }),
  ),
);
