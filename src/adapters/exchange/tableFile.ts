import { type ColumnSource, fileWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { type TableLines, tableLines } from '../../core/exchange/tables/tableLines.ts';
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
  return writeLines(path, tableLines(format, columns, isoTime), fill);
}

type Fill = Parameters<typeof writeTable>[3];

async function writeLines(path: string, { head, row, end }: TableLines, fill: Fill): Promise<void> {
  await replaceLines(
    path,
    async (write) => {
      if (head !== undefined) await write(head);
      await fill((each) => write(row(each)));
    },
    end,
  );
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
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
