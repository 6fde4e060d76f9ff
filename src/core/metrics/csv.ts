import { type CsvField, csvLine } from '../exchange/tables/csvLine.ts';

export type { CsvField as Field } from '../exchange/tables/csvLine.ts';

/** A header and rows as CSV, lines ended by CR LF. */
export function csv(header: readonly string[], rows: readonly (readonly CsvField[])[]): string {
  return [header, ...rows].map((fields) => `${csvLine(fields)}\r\n`).join('');
}
