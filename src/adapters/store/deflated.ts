import { promisify } from 'node:util';
import { deflateRaw, deflateRawSync, inflateRaw, inflateRawSync } from 'node:zlib';
import * as v from 'valibot';
import type { Connection } from './connection.ts';
import { type Dictionary, readDictionaries } from './dictionaries.ts';
import { brokenRow } from './rows.ts';
import { fromStored, toStored } from './storedText.ts';

/**
 * A text as a column keeps it: in words, or packed. Packed it is the number of the dictionary in two bytes, the lower
 * one first, and then the text in UTF-8, deflated (RFC 1951) with that dictionary.
 */
export type Content = string | Uint8Array;

/** A column of contents. */
export const contentColumn = v.union([v.string(), v.instance(Uint8Array)]);

/** Packs those texts that gain by it. In order. */
export function packAll(texts: readonly string[], dictionary: Dictionary): Promise<Content[]> {
  return Promise.all(texts.map((text) => (text.length < SHORTEST ? text : pack(text, dictionary))));
}

/** The texts of these rows, in order. A row that cannot be unpacked is a broken store. */
export async function unpackAll(
  connection: Connection,
  table: string,
  rows: readonly { readonly id: number | string; readonly content: Content }[],
): Promise<string[]> {
  const numbers = new Set<number>();
  for (const { content } of rows) if (typeof content !== 'string') numbers.add(numberIn(content));
  const dictionaries = await readDictionaries(connection, numbers);
  return Promise.all(
    rows.map(({ id, content }) => {
      if (typeof content === 'string') return content;
      const dictionary = dictionaries.get(numberIn(content));
      if (dictionary === undefined) throw brokenRow(table, id, 'its dictionary is missing');
      return unpack(content, dictionary).catch(() => {
        throw brokenRow(table, id, 'it cannot be unpacked');
      });
    }),
  );
}

/** A content in the two columns that `sqlContent` reads: JSON has no bytes. */
export function contentColumns(content: Content): [string, 0 | 1] {
  return typeof content === 'string' ? [content, 0] : [Buffer.from(content).toString('hex'), 1];
}

/** The content that stands in columns `at` and `at + 1` of a list. */
export function sqlContent(at: number): string {
  return `iif(value ->> ${at + 1}, unhex(value ->> ${at}), value ->> ${at})`;
}

/** In characters. To pack a text takes some 30 µs however short it is, which shorter ones are not worth. */
const SHORTEST = 1000;

/** In characters. Longer ones are packed on another thread, so that nothing waits for them. */
const LONGEST_AT_ONCE = 50_000;

const HEADER = 2;

/** Small buffers, which fit a dictionary and a text of usual length: the large ones take twice the time. */
const SETTINGS = { level: 6, windowBits: 13, memLevel: 5, chunkSize: 4096 };

const deflateApart = promisify<Uint8Array, typeof SETTINGS & { dictionary: Uint8Array }, Buffer>(deflateRaw);
const inflateApart = promisify<Uint8Array, { dictionary: Uint8Array }, Buffer>(inflateRaw);

async function pack(text: string, { number, bytes: dictionary }: Dictionary): Promise<Content> {
  const bytes = Buffer.from(toStored(text));
  const settings = { ...SETTINGS, dictionary };
  const deflated =
    text.length > LONGEST_AT_ONCE ? await deflateApart(bytes, settings) : deflateRawSync(bytes, settings);
  if (HEADER + deflated.length >= bytes.length) return text;
  const header = Buffer.alloc(HEADER);
  header.writeUInt16LE(number);
  return Buffer.concat([header, deflated]);
}

async function unpack(content: Uint8Array, dictionary: Uint8Array): Promise<string> {
  const deflated = content.subarray(HEADER);
  const bytes =
    deflated.length > LONGEST_AT_ONCE / 4
      ? await inflateApart(deflated, { dictionary })
      : inflateRawSync(deflated, { dictionary, chunkSize: SETTINGS.chunkSize });
  return fromStored(bytes.toString());
}

function numberIn(content: Uint8Array): number {
  return (content[0] ?? 0) + 256 * (content[1] ?? 0);
}
