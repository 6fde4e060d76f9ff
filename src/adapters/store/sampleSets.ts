import * as v from 'valibot';
import { searchWords } from '../../core/results/searchWords.ts';
import type { Connection, Value } from './connection.ts';
import { numbersColumn } from './numbersColumn.ts';
import { createRemembered } from './remembered.ts';
import { parseRow } from './rows.ts';

/** Samples by number. There may be hundreds of thousands: a `Set` of these takes a while. */
export interface SampleSet {
  has(sample: number): boolean;
}

const NONE: SampleSet = { has: () => false };

/** The samples that a person has said something of. */
export async function reviewedSamples(connection: Connection): Promise<SampleSet> {
  return setOf(await numbersOf(connection, 'SELECT sample AS number FROM reviews', []));
}

/** The samples that have all words in their text, or all in what one round says of it. To be called in a transaction. */
export async function samplesWithWords(connection: Connection, search: string): Promise<SampleSet> {
  const query = matchOf(search);
  if (query === undefined) return NONE;
  return wordSets.get(connection, query, async () => {
    const texts = await numbersOf(connection, FIND_TEXTS, [query]);
    const others = await fewerOthers(connection, texts);
    const reasons =
      others === undefined
        ? await samplesOf(connection, await numbersOf(connection, FIND_REASONS, [query]))
        : await numbersOf(connection, FIND_REASONS_ON, [query, others]);
    return setOf(texts, reasons);
  });
}

/** A reader combines the same words with other filters. A set takes a byte for each sample. */
const wordSets = createRemembered<SampleSet>({ most: 4 });

/**
 * The samples that are not among these, unless they are more: a frequent word stands in most texts, and it would take
 * longer to read of which samples all its rounds are.
 */
async function fewerOthers(
  connection: Connection,
  samples: Float64Array,
): Promise<readonly number[] | undefined> {
  const newest = greatestOf(await numbersOf(connection, NEWEST_SAMPLE, []));
  if (samples.length * 2 < newest) return undefined;
  const known = setOf(samples);
  return Array.from({ length: newest }, (_, index) => index + 1).filter((sample) => !known.has(sample));
}

const NEWEST_SAMPLE = 'SELECT max(number) AS number FROM samples';
const FIND_TEXTS = 'SELECT rowid AS number FROM text_words WHERE text_words MATCH ?';
const FIND_REASONS = 'SELECT rowid AS number FROM reason_words WHERE reason_words MATCH ?';
/** With the plus SQLite goes through the list of the word once, and does not look into it for every grading. */
const FIND_REASONS_ON = `
SELECT sample AS number FROM gradings WHERE gradings.number IN (
  SELECT rowid FROM reason_words WHERE reason_words MATCH ? AND +rowid IN (
    SELECT number FROM gradings INDEXED BY gradings_by_sample
    WHERE sample IN (SELECT value FROM json_each(?))))`;

/** Of gradings by number, of which there may be very many: then it is quicker to read of which sample each is. */
async function samplesOf(connection: Connection, gradings: Float64Array): Promise<Float64Array> {
  if (gradings.length <= FEW) return numbersOf(connection, SAMPLES_OF_SOME, [[...gradings]]);
  const samples = await samplesOfGradings.get(connection, '', async () => {
    const pairs = await numbersOf(connection, SAMPLES_OF_ALL, []);
    const byGrading = new Float64Array(1 + greatestOf(pairs));
    for (let at = 0; at < pairs.length; at += 2) byGrading[pairs[at] ?? 0] = pairs[at + 1] ?? 0;
    return byGrading;
  });
  return gradings.map((grading) => samples[grading] ?? 0);
}

/** By the number of the grading. */
const samplesOfGradings = createRemembered<Float64Array>({ most: 1 });

const FEW = 5_000;
const SAMPLES_OF_SOME = `
SELECT sample AS number FROM gradings WHERE number IN (SELECT value FROM json_each(?))`;
/** It goes through an index that has no more than these. */
const SAMPLES_OF_ALL = `
SELECT number || ',' || sample AS number FROM gradings INDEXED BY gradings_by_sample`;

/** In the language of FTS5 (https://sqlite.org/fts5.html#full_text_query_syntax), where words in quotes are only words. */
function matchOf(search: string): string | undefined {
  const words = searchWords(search);
  if (words.length === 0) return undefined;
  return words.map(({ word, isBeginning }) => `"${word}"${isBeginning ? '*' : ''}`).join(' ');
}

/** In one text: the driver takes a microsecond or two for every row. */
async function numbersOf(
  connection: Connection,
  sql: string,
  values: readonly Value[],
): Promise<Float64Array> {
  const [row] = await connection.all(`SELECT group_concat(number) AS numbers FROM (${sql})`, values);
  return parseRow('samples', numbersRow, row).numbers;
}

const numbersRow = v.object({ numbers: numbersColumn });

function setOf(...lists: readonly Float64Array[]): SampleSet {
  const isThere = new Uint8Array(1 + Math.max(...lists.map(greatestOf)));
  for (const list of lists) for (const number of list) isThere[number] = 1;
  return { has: (sample) => isThere[sample] === 1 };
}

/** Not by `Math.max(...numbers)`: there may be more than a call takes. */
function greatestOf(numbers: Float64Array): number {
  let greatest = 0;
  for (const number of numbers) if (number > greatest) greatest = number;
  return greatest;
}
