import { formatEstimate } from '../../format/formatFraction.ts';
import { csv, type Field } from '../csv.ts';
import type { Estimate } from '../estimate.ts';
import { type Column, textTable } from '../textTable.ts';

/** A result in the three forms that the command line prints. */
export interface ResultTable {
  /** The result itself. */
  readonly json: unknown;
  /** For a terminal, with what a reader should know below it. */
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
  /** Every figure of it. New columns are added at the end. */
  readonly header: readonly string[];
  readonly records: readonly (readonly Field[])[];
}

export function formatResultTable({ columns, rows, notes }: ResultTable): string {
  const table = rows.length === 0 ? 'There is nothing to show yet.' : textTable(columns, rows);
  return [table, '', ...notes, ''].join('\n');
}

export function resultCsv({ header, records }: ResultTable): string {
  return csv(header, records);
}

/** `.37 [.28, .47]` */
export function estimateText({ value, low, high }: Estimate): string {
  return formatEstimate(value, low, high);
}

export function estimateFields({ value, low, high }: Estimate): Field[] {
  return [value, low, high];
}

/** The header of `estimateFields`. */
export function estimateHeader(name: string): string[] {
  return [name, `${name}.low`, `${name}.high`];
}
