import * as v from 'valibot';
import type { Connection, Value } from './connection.ts';
import { readAhead } from './readAhead.ts';
import { json, parseRow } from './rows.ts';
import { brokenResults } from './storeError.ts';

/** Rows of whole numbers, as a query of one table. */
export interface NumberQuery {
  readonly table: string;
  /** A whole number above 0 that no two rows share: rows come in its order. */
  readonly key: string;
  /** Expressions that are whole numbers, or texts of such with commas between; null gives no number. */
  readonly columns: readonly string[];
  readonly where: { readonly sql: string; readonly values: readonly Value[] };
}

/**
 * Yields the numbers of many rows after each other, some ten thousand rows at a time, and reads the next ones meanwhile.
 * SQLite joins them into one text: the driver takes a microsecond or two for every value of every row, and far less for
 * one long text.
 */
export async function* numberPages(
  connection: Connection,
  query: NumberQuery,
): AsyncGenerator<readonly number[]> {
  const pages = readAhead<Page>((before) =>
    before === undefined || before.count === PAGE
      ? selectPage(connection, query, before?.last ?? 0)
      : undefined,
  );
  for await (const { numbers } of pages) yield numbers;
}

/** Few enough rows for flat memory, enough for few statements. */
const PAGE = 20_000;

type Page = v.InferOutput<typeof pageRow>;

async function selectPage(
  connection: Connection,
  { table, key, columns, where }: NumberQuery,
  after: number,
): Promise<Page> {
  const [row] = await connection.all(
    `SELECT count(*) AS count, ifnull(max(key), 0) AS last, '[' || ifnull(group_concat(numbers), '') || ']' AS numbers
     FROM (SELECT ${key} AS key, concat_ws(',', ${columns.join(', ')}) AS numbers FROM ${table}
       WHERE ${where.sql} AND ${key} > ? ORDER BY ${key} LIMIT ${PAGE})`,
    [...where.values, after],
  );
  return parseRow(table, pageRow, row);
}

const pageRow = v.object({
  count: v.number(),
  last: v.number(),
  numbers: json(v.custom<number[]>(isNumbers)),
});

/** A schema for every single number would take longer than all the rest. */
function isNumbers(value: unknown): boolean {
  return Array.isArray(value) && value.every(Number.isSafeInteger);
}

/** Reads numbers one after the other. */
export class NumberReader {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#numbers.length;
  }

  /** A `StoreError` where there is none: then what was read is not what was written. */
  next(): number {
    const number = this.#numbers[this.#at];
    if (number === undefined) throw brokenResults();
    this.#at += 1;
    return number;
  }
}
