import { csvLine } from './csvLine.ts';
import type { Column, Row, Value } from './tables.ts';

/** A table as lines of text. */
export interface TableLines {
  /** The line before all others; undefined where there is none. */
  readonly head?: string;
  readonly row: (row: Row) => string;
  /** What ends each line. */
  readonly end: string;
}

/** `isoTime` gives a time, in milliseconds since the epoch, as ISO 8601. */
export function tableLines(
  format: 'csv' | 'jsonl',
  columns: readonly Column[],
  isoTime: (milliseconds: number) => string,
): TableLines {
  /** A value that is one text, number or flag: lists as JSON. */
  const flat = ({ type }: Column, value: Value): string | number | boolean | null => {
    if (type === 'time' && typeof value === 'number') return isoTime(value);
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
  };
  if (format === 'csv')
    return {
      head: csvLine(columns.map(({ name }) => name)),
      row: (row) => csvLine(columns.map((column) => flat(column, row[column.name] ?? null))),
      end: '\r\n',
    };
  const field = (column: Column, value: Value): Value =>
    column.type === 'list' ? value : flat(column, value);
  return {
    row: (row) =>
      JSON.stringify(
        Object.fromEntries(columns.map((column) => [column.name, field(column, row[column.name] ?? null)])),
      ),
    end: '\n',
  };
}
