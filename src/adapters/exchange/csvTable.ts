import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import * as v from 'valibot';
import type { TableRow } from '../../core/exchange/release/tableRow.ts';

export interface CsvTable {
  readonly rows: readonly TableRow[];
  /** What could not be read, and where. */
  readonly broken: readonly string[];
}

/**
 * Reads a table with a header: with or without a byte order mark, lines ended in either way, new lines in quotes. A row
 * with too few cells or too many is left out: nobody knows which of them belong to which columns.
 */
export async function readCsvTable(path: string): Promise<CsvTable> {
  const rows: TableRow[] = [];
  const broken: string[] = [];
  const parser = parse({
    ...{ bom: true, columns: true, skip_empty_lines: true, skip_records_with_error: true },
    on_skip: (error) => void broken.push(error?.message ?? 'a row cannot be read'),
  });
  try {
    for await (const record of createReadStream(path).pipe(parser)) rows.push(v.parse(row, record));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    broken.push(error.message);
  }
  return { rows, broken };
}

const row = v.record(v.string(), v.string());
