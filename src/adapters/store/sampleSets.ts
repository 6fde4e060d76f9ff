import * as v from 'valibot';
import { searchWords } from '../../core/results/searchWords.ts';
import type { Connection, Value } from './connection.ts';
import { json, parseRow } from './rows.ts';

/** Samples by number. There may be hundreds of thousands: a `Set` of these takes a while. */
export interface SampleSet {
  has(sample: number): boolean;
}

const NONE: SampleSet = { has: () => false };

/** The samples that a person has said something of. */
export function reviewedSamples(connection: Connection): Promise<SampleSet> {
  return numbersOf(connection, 'SELECT sample AS number FROM reviews', []);
}

/** The samples that have all words in their text, or all in what one round says of it. */
export function samplesWithWords(connection: Connection, search: string): Promise<SampleSet> {
  const query = matchOf(search);
  if (query === undefined) return Promise.resolve(NONE);
  return numbersOf(
    connection,
    `SELECT rowid AS number FROM text_words WHERE text_words MATCH ?1 UNION ALL
     SELECT sample AS number FROM gradings
     WHERE gradings.number IN (SELECT rowid FROM reason_words WHERE reason_words MATCH ?1)`,
    [query],
  );
}

/** In the language of FTS5 (https://sqlite.org/fts5.html#full_text_query_syntax), where words in quotes are only words. */
function matchOf(search: string): string | undefined {
  const words = searchWords(search);
  if (words.length === 0) return undefined;
  return words.map(({ word, isBeginning }) => `"${word}"${isBeginning ? '*' : ''}`).join(' ');
}

/** In one text: the driver takes a microsecond or two for every row. */
async function numbersOf(connection: Connection, sql: string, values: readonly Value[]): Promise<SampleSet> {
  const [row] = await connection.all(
    `SELECT '[' || ifnull(group_concat(number), '') || ']' AS numbers FROM (${sql})`,
    values,
  );
  const { numbers } = parseRow('samples', numbersRow, row);
  const isThere = new Uint8Array(1 + numbers.reduce((most, number) => Math.max(most, number), 0));
  for (const number of numbers) isThere[number] = 1;
  return { has: (sample) => isThere[sample] === 1 };
}

const numbersRow = v.object({ numbers: json(v.custom<number[]>(Array.isArray)) });
