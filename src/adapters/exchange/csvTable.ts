import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import * as v from 'valibot';
import type { TableRow } from '../../core/exchange/release/tableRow.ts';

export interface CsvTable {
  readonly rows: readonly TableRow[];
  /** Why the file ends earlier than it should, where it does; the rows before that are there. */
  readonly broken?: string;
}

/** Reads a table with a header: with or without a byte order mark, lines ended in either way, new lines in quotes. */
export async function readCsvTable(path: string): Promise<CsvTable> {
  const rows: TableRow[] = [];
  const records = createReadStream(path).pipe(
    parse({ bom: true, columns: true, relax_column_count: true, skip_empty_lines: true }),
  );
  try {
    for await (const record of records) rows.push(v.parse(row, record));
  } catch (error) {
    if (error instanceof CsvError) return { rows, broken: error.message };
    throw error;
  }
  return { rows };
}

const row = v.record(v.string(), v.string());
