import { hash as digestOf } from 'node:crypto';
import * as v from 'valibot';
import type { Connection } from './connection.ts';
import { contentColumn, contentColumns, packAll, sqlContent, unpackAll } from './deflated.ts';
import { keepDictionary } from './dictionaries.ts';
import type { NumberOf } from './packedCall.ts';
import type { Memory } from './recall.ts';
import { parseRows } from './rows.ts';
import { toStored } from './storedText.ts';
import { StoreError } from './storeError.ts';

/** Keeps each text once. Returns what tells the number of each. */
export async function keepTexts(
  connection: Connection,
  memory: Memory,
  contents: Iterable<string>,
): Promise<NumberOf> {
  const numbers = new Map<string, number>();
  const unknown = new Map<string, string>();
  for (const content of new Set(contents)) {
    const hash = hashOf(content);
    const number = memory.texts.get(hash);
    if (number === undefined) unknown.set(hash, content);
    else numbers.set(content, number);
  }
  for (const { id, hash } of await insertTexts(connection, memory, unknown)) {
    const content = unknown.get(hash);
    if (content === undefined) continue;
    numbers.set(content, id);
    memory.texts.set(hash, id);
  }
  return (content) => numbers.get(content) ?? missing(hashOf(content));
}

/** `texts` by their hashes. */
async function insertTexts(
  connection: Connection,
  memory: Memory,
  texts: ReadonlyMap<string, string>,
): Promise<v.InferOutput<typeof keptRow>[]> {
  if (texts.size === 0) return [];
  const dictionary = await keepDictionary(connection, memory.dictionaries);
  const contents = await packAll([...texts.values()], dictionary);
  const rows = Array.from(texts.keys(), (hash, index) => [hash, ...contentColumns(contents[index] ?? '')]);
  return parseRows('texts', keptRow, await connection.all(KEEP, [rows]));
}

/** The contents of these texts; those that are missing are a broken store. */
export async function readTexts(
  connection: Connection,
  ids: ReadonlySet<number>,
): Promise<ReadonlyMap<number, string>> {
  if (ids.size === 0) return new Map();
  const rows = await connection.all(
    'SELECT id, content FROM texts WHERE id IN (SELECT value FROM json_each(?))',
    [[...ids]],
  );
  const parsed = parseRows('texts', textRow, rows);
  const texts = await unpackAll(connection, 'texts', parsed);
  return new Map(parsed.map(({ id }, index) => [id, texts[index] ?? '']));
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
  // A slice of the whole in hexadecimal would keep that in memory.
  return digestOf('sha256', toStored(content), 'buffer').toString('hex', 0, HASH_BYTES);
}

const HASH_BYTES = 16;

/** A text that is there is written over by itself, so that its number comes back too. */
const KEEP = `
INSERT INTO texts (hash, content) SELECT unhex(value ->> 0), ${sqlContent(1)} FROM json_each(?) WHERE TRUE
ON CONFLICT (hash) DO UPDATE SET hash = excluded.hash RETURNING id, lower(hex(hash)) AS hash`;

const keptRow = v.object({ id: v.number(), hash: v.string() });
const textRow = v.object({ id: v.number(), content: contentColumn });
