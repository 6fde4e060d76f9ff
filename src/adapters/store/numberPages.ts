import * as v from 'valibot';
import type { Connection, Value } from './connection.ts';
import { numbersColumn } from './numbersColumn.ts';
import { readAhead } from './readAhead.ts';
import { parseRow } from './rows.ts';

/** Rows of whole numbers, as a query of one table. */
export interface NumberQuery {
  readonly table: string;
  /** A column of whole numbers, by which rows are told into pages. */
  readonly key: string;
  /** The least and the greatest key that is wanted. */
  readonly range: readonly [number, number];
  /** Expressions that are whole numbers, or texts of such with commas between; null gives no number. */
  readonly columns: readonly string[];
  /** What stands for the question marks in the columns. */
  readonly columnValues?: readonly Value[];
  readonly where: { readonly sql: string; readonly values: readonly Value[] };
  /** Rows that have these columns in common are one, and in their order; by default each is one. */
  readonly groupBy?: string;
  /** Where rows are not grouped; by default the key. */
  readonly orderBy?: string;
}

/**
 * Yields the numbers of many rows after each other, page by page, and reads the next page meanwhile. SQLite joins them
 * into one text: the driver takes a microsecond or two for every value of every row, and far less for one long text.
 */
export async function* numberPages(connection: Connection, query: NumberQuery): AsyncGenerator<Float64Array> {
  const [least, most] = query.range;
  const pages = readAhead<Page>((before) => {
    const from = before === undefined ? least : before.from + PAGE;
    return from > most ? undefined : selectPage(connection, query, from);
  });
  // Read as numbers only here: by then the next page is being read.
  for await (const { row } of pages) yield parseRow(query.table, pageRow, row).numbers;
}

/** How many keys: few enough for flat memory, enough for few statements. */
const PAGE = 4_000;

interface Page {
  readonly from: number;
  readonly row: unknown;
}

async function selectPage(
  connection: Connection,
  { table, key, range: [, most], columns, columnValues = [], where, groupBy, orderBy = key }: NumberQuery,
  from: number,
): Promise<Page> {
  const order = groupBy === undefined ? `ORDER BY ${orderBy}` : `GROUP BY ${groupBy} ORDER BY ${groupBy}`;
  const [row] = await connection.all(
    `SELECT group_concat(numbers) AS numbers
     FROM (SELECT concat_ws(',', ${columns.join(', ')}) AS numbers FROM ${table}
       WHERE ${where.sql} AND ${key} BETWEEN ? AND ? ${order})`,
    [...columnValues, ...where.values, from, Math.min(most, from + PAGE - 1)],
  );
  return { from, row };
}

const pageRow = v.object({ numbers: numbersColumn });
