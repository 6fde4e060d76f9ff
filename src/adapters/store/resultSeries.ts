import * as v from 'valibot';
import type { Draw, Writing } from '../../core/metrics/facts.ts';
import type { Connection } from './connection.ts';
import { seriesColumn } from './resultContents.ts';
import { parseRows } from './rows.ts';

/** A row of `series`. */
export interface StoredSeries {
  readonly id: number;
  readonly writing: Writing;
  readonly draw: Draw;
}

/** Those of one skillset file. There are few. */
export async function selectSeriesOf(connection: Connection, file: string): Promise<StoredSeries[]> {
  const rows = await connection.all('SELECT id, content FROM series WHERE file = ?', [file]);
  return parseRows('series', seriesRow, rows).map(({ id, content }) => ({ id, ...content }));
}

const seriesRow = v.object({ id: v.number(), content: seriesColumn });
