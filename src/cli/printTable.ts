import { formatResultTable, type ResultTable, resultCsv } from '../core/metrics/forms/resultTable.ts';
import { harmless, print, printJson } from './terminal.ts';

/** `format`: table, json or csv. */
export function printTable(table: ResultTable, format: string): void {
  if (format === 'json') printJson(table.json);
  else print(format === 'csv' ? resultCsv(table) : harmless(formatResultTable(table)));
}
