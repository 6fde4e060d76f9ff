import * as v from 'valibot';
import type { CallRecord } from '../../core/runs/ports.ts';
import { callRow, textsOf, toCall } from './callRow.ts';
import type { Connection } from './connection.ts';
import { parseRows } from './rows.ts';
import { readTexts } from './texts.ts';

/** In the order of the keys. */
export async function findCalls(
  connection: Connection,
  keys: readonly string[],
): Promise<(CallRecord | undefined)[]> {
  const rows = await selectCalls(connection, keys);
  const found = await readCalls(
    connection,
    rows.filter((row) => !v.is(v.object({ state: v.literal('asked') }), row)),
  );
  return keys.map((key) => found.get(key));
}

/** The calls of these keys with their origins, whatever their state. */
export function selectCalls(connection: Connection, keys: readonly string[]): Promise<unknown[]> {
  return connection.all(
    `SELECT calls.*, endpoint_name, endpoint_kind, endpoint_address, purpose, run_id
     FROM calls JOIN origins ON origins.id = origin WHERE key IN (SELECT value FROM json_each(?))`,
    [keys],
  );
}

/** Calls that have an outcome, from rows of `selectCalls`, by key. */
export async function readCalls(
  connection: Connection,
  rows: readonly unknown[],
): Promise<Map<string, CallRecord>> {
  const parsed = parseRows('calls', callRow, rows);
  const texts = await readTexts(connection, new Set(parsed.flatMap(textsOf)));
  return new Map(parsed.map((row) => [row.key, toCall(row, texts)]));
}
