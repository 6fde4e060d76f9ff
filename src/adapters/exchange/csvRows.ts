import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import * as v from 'valibot';

export type CsvRows =
  | { readonly kind: 'rows'; readonly rows: readonly (readonly string[])[] }
  /** Why the text is no table, and where. */
  | { readonly kind: 'broken'; readonly why: string };

/**
 * Every row of a CSV text, the header and empty rows among them, so that rows are counted as a spreadsheet does. Cells
 * are divided by what divides most of them in the first line: commas, semicolons or tabs.
 */
export function parseCsvRows(text: string): CsvRows {
  const options = {
    ...{ bom: true, relax_column_count: true, delimiter: delimiterOf(text) },
    // Left to itself the parser takes the end of the first line for that of all, and some files mix them.
    record_delimiter: ['\r\n', '\n', '\r'],
  };
  try {
    return { kind: 'rows', rows: v.parse(tableRows, parse(text, options)) };
  } catch (error) {
    if (error instanceof CsvError) return { kind: 'broken', why: error.message };
    throw error;
  }
}

const tableRows = v.array(v.array(v.string()));

function delimiterOf(text: string): string {
  const line = /^[^\r\n]*/u.exec(text)?.[0] ?? '';
  const count = (delimiter: string) => line.split(delimiter).length;
  return [',', ';', '\t'].reduce((most, one) => (count(one) > count(most) ? one : most));
}
