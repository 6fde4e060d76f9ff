import { type ColumnSource, fileWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { csvLine } from '../../core/exchange/tables/csvLine.ts';
import type { Column, Row, Value } from '../../core/exchange/tables/tables.ts';
import { replaceFile, replaceLines } from './atomicFile.ts';

export const TABLE_FORMATS = ['csv', 'jsonl', 'parquet'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** Writes a table, row by row, in memory that does not grow with it. The file is there when it is whole. */
export function writeTable(
  path: string,
  format: TableFormat,
  columns: readonly Column[],
  fill: (write: (row: Row) => Promise<void>) => Promise<void>,
): Promise<void> {
  if (format === 'parquet') return writeParquet(path, columns, fill);
  return format === 'csv' ? writeCsv(path, columns, fill) : writeJsonLines(path, columns, fill);
}

type Fill = Parameters<typeof writeTable>[3];

async function writeCsv(path: string, columns: readonly Column[], fill: Fill): Promise<void> {
  await replaceLines(
    path,
    async (write) => {
      await write(csvLine(columns.map(({ name }) => name)));
      await fill((row) => write(csvLine(columns.map((column) => flat(column, row[column.name] ?? null)))));
    },
    '\r\n',
  );
}

async function writeJsonLines(path: string, columns: readonly Column[], fill: Fill): Promise<void> {
  await replaceLines(path, (write) =>
    fill((row) =>
      write(
        JSON.stringify(
          Object.fromEntries(
            columns.map((column) => {
              const value = row[column.name] ?? null;
              return [column.name, column.type === 'list' ? value : flat(column, value)];
            }),
          ),
        ),
      ),
    ),
  );
}

/** A value that is one text, number or flag: times in ISO 8601, lists as JSON. */
function flat({ type }: Column, value: Value): string | number | boolean | null {
  if (type === 'time' && typeof value === 'number') return new Date(value).toISOString();
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

/** Rows of one row group: read as a whole, so that readers can pass over the others. */
const GROUP = 10_000;

const TYPES = {
  text: 'STRING',
  whole: 'INT64',
  number: 'DOUBLE',
  flag: 'BOOLEAN',
  time: 'TIMESTAMP',
  list: 'JSON',
} as const satisfies Record<Column['type'], ColumnSource['type']>;

async function writeParquet(path: string, columns: readonly Column[], fill: Fill): Promise<void> {
  await replaceFile(path, async (draft) => {
    const dataOf = (rows: readonly Row[]): ColumnSource[] =>
      columns.map(({ name, type }) => ({
        ...{ name, type: TYPES[type], nullable: true },
        data: rows.map((row) => parquetValue(type, row[name] ?? null)),
      }));
    const file = new ParquetWriter({
      writer: fileWriter(draft),
      schema: schemaFromColumnData({ columnData: dataOf([]) }),
      createdBy: 'skillmix',
    });
    let waiting: Row[] = [];
    const flush = async (): Promise<void> => {
      const rows = waiting;
      waiting = [];
      await file.write({ columnData: dataOf(rows), rowGroupSize: GROUP });
    };
    await fill(async (row) => {
      waiting.push(row);
      if (waiting.length >= GROUP) await flush();
    });
    if (waiting.length > 0) await flush();
    await file.finish();
  });
}

function parquetValue(type: Column['type'], value: Value): unknown {
  if (value === null) return null;
  if (type === 'whole') return BigInt(Number(value));
  return type === 'time' ? new Date(Number(value)) : value;
}
