import * as v from 'valibot';
import type { Connection } from './connection.ts';
import { promptPhrases } from './promptPhrases.ts';
import type { Recall } from './recall.ts';
import { parseRow, parseRows } from './rows.ts';

/**
 * What texts are expected to hold, so that they are packed into less. It is kept in the file itself: whatever a later
 * Skillmix expects, what was packed with it can be read.
 */
export interface Dictionary {
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** Keeps the dictionary of today's prompts where the file has it not yet. */
export async function keepDictionary(connection: Connection, recall: Recall): Promise<Dictionary> {
  const phrases = promptPhrases();
  const bytes = Buffer.from(phrases);
  const known = recall.get(phrases);
  if (known !== undefined) return { number: known, bytes };
  const [row] = await connection.all(KEEP, [bytes]);
  const { id: number } = parseRow('dictionaries', keptRow, row);
  recall.set(phrases, number);
  return { number, bytes };
}

/** By number. */
export async function readDictionaries(
  connection: Connection,
  numbers: ReadonlySet<number>,
): Promise<ReadonlyMap<number, Uint8Array>> {
  if (numbers.size === 0) return new Map();
  const rows = await connection.all(
    'SELECT id, content FROM dictionaries WHERE id IN (SELECT value FROM json_each(?))',
    [[...numbers]],
  );
  return new Map(parseRows('dictionaries', dictionaryRow, rows).map(({ id, content }) => [id, content]));
}

/** One that is there is written over by itself, so that its number comes back too. */
const KEEP = `
INSERT INTO dictionaries (content) VALUES (?)
ON CONFLICT (content) DO UPDATE SET content = excluded.content RETURNING id`;

const keptRow = v.object({ id: v.number() });
const dictionaryRow = v.object({ id: v.number(), content: v.instance(Uint8Array) });
