import * as v from 'valibot';
import { StoreError } from './storeError.ts';

type Schema<T> = v.GenericSchema<unknown, T>;

/** Parses one row of a table. A row that is not as it should be is an error that names the table and the id. */
export function parseRow<T>(table: string, schema: Schema<T>, row: unknown): T {
  const result = v.safeParse(schema, row);
  if (result.success) return result.output;
  const issue = result.issues[0];
  const where = v.getDotPath(issue) ?? 'the row';
  throw brokenRow(table, idOf(row), `${where}: ${issue.message}`);
}

export function brokenRow(table: string, id: string | number, why: string): StoreError {
  return new StoreError(
    'corrupt',
    `The row ${id} of table ${table} in the store is broken (${why}). ` +
      'Delete the row, or put back a copy of the store, and run again.',
  );
}

export function parseRows<T>(table: string, schema: Schema<T>, rows: readonly unknown[]): T[] {
  return rows.map((row) => parseRow(table, schema, row));
}

/** A column that holds JSON of a known form. */
export function json<T>(schema: Schema<T>) {
  return v.pipe(v.string(), v.parseJson(), schema);
}

export const flag = v.pipe(
  v.picklist([0, 1]),
  v.transform((value) => value === 1),
);

const identified = v.union([
  v.pipe(
    v.object({ id: v.string() }),
    v.transform((row) => row.id),
  ),
  v.pipe(
    v.object({ key: v.string() }),
    v.transform((row) => row.key),
  ),
  v.pipe(
    v.object({ version: v.string() }),
    v.transform((row) => row.version),
  ),
]);

function idOf(row: unknown): string {
  const result = v.safeParse(identified, row);
  return result.success ? result.output : 'without an id';
}
