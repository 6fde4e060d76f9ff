import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Connection } from './connection.ts';
import type { NumberOf } from './packedCall.ts';
import type { Recall } from './recall.ts';
import { parseRows } from './rows.ts';
import { StoreError } from './storeError.ts';

/** Keeps each text once. Returns what tells the number of each. */
export async function keepTexts(
  connection: Connection,
  recall: Recall,
  contents: Iterable<string>,
): Promise<NumberOf> {
  const numbers = new Map<string, number>();
  const unknown = new Map<string, string>();
  for (const content of contents) {
    const number = recall.get(content);
    if (number === undefined) unknown.set(hashOf(content), content);
    else numbers.set(content, number);
  }
  const rows = unknown.size === 0 ? [] : await connection.all(KEEP, [JSON.stringify([...unknown])]);
  for (const { id, hash } of parseRows('texts', keptRow, rows)) {
    const content = unknown.get(hash);
    if (content === undefined) continue;
    numbers.set(content, id);
    recall.set(content, id);
  }
  return (content) => numbers.get(content) ?? missing(hashOf(content));
}

/** The contents of these texts; those that are missing are a broken store. */
export async function readTexts(
  connection: Connection,
  ids: ReadonlySet<number>,
): Promise<ReadonlyMap<number, string>> {
  if (ids.size === 0) return new Map();
  const rows = await connection.all(
    'SELECT id, content FROM texts WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify([...ids])],
  );
  return new Map(parseRows('texts', textRow, rows).map(({ id, content }) => [id, content]));
}

export function textIn(texts: ReadonlyMap<number, string>, id: number): string {
  const text = texts.get(id);
  return text ?? missing(id);
}

function missing(row: number | string): never {
  throw new StoreError(
    'corrupt',
    `The row ${row} of table texts is missing in the store. Put back a copy of the store, and run again.`,
  );
}

/** The first half of SHA-256: no two different texts share it. In hexadecimal. */
function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}

/** A text that is there is written over by itself, so that its number comes back too. */
const KEEP = `
INSERT INTO texts (hash, content) SELECT unhex(value ->> 0), value ->> 1 FROM json_each(?) WHERE TRUE
ON CONFLICT (hash) DO UPDATE SET hash = excluded.hash RETURNING id, lower(hex(hash)) AS hash`;

const keptRow = v.object({ id: v.number(), hash: v.string() });
const textRow = v.object({ id: v.number(), content: v.string() });
