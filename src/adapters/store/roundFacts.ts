import * as v from 'valibot';
import { createRoundColumns, type RoundColumns } from '../../core/metrics/roundColumns.ts';
import type { SampleFilter } from '../../core/runs/ports.ts';
import type { Connection, Value } from './connection.ts';
import { numberPages } from './numberPages.ts';
import { parseRow, parseRows } from './rows.ts';
import { conditionOfResults } from './sampleFilter.ts';
import { brokenResults } from './storeError.ts';

/**
 * The gradings of the samples that the filter selects that could be read, without their words. To be called in a
 * transaction.
 */
export function selectRoundFacts(connection: Connection, filter: SampleFilter): Promise<RoundColumns> {
  return selectRounds(connection, conditionOfResults(filter));
}

/** The same where the samples are told by a condition on table `results`. */
export async function selectRounds(
  connection: Connection,
  where: { readonly sql: string; readonly values: readonly Value[] },
): Promise<RoundColumns> {
  const graders = await selectGraders(connection);
  if (graders.length === 0) return createRoundColumns([], 0);
  const pages: Float64Array[] = [];
  for await (const page of numberPages(connection, {
    // From the short rows to the long ones, whatever SQLite thinks.
    table: 'results CROSS JOIN gradings USING (sample)',
    key: 'sample',
    range: await rangeOfSamples(connection),
    columns: [
      'sample',
      `CASE grader ${graders.map(whenGrader).join(' ')} END`,
      'round',
      'criteria',
      'earned',
    ],
    columnValues: graders,
    where: { sql: `kind = 'graded' AND ${where.sql}`, values: where.values },
    orderBy: 'sample, created_at, id',
  }))
    pages.push(page);
  return columnsOf(graders, pages);
}

function columnsOf(graders: readonly string[], pages: readonly Float64Array[]): RoundColumns {
  const numbers = pages.reduce((sum, { length }) => sum + length, 0);
  const columns = createRoundColumns(graders, numbers / WIDTH);
  const { sample, grader, round, criteria, earned } = columns;
  let row = 0;
  for (const page of pages)
    for (let at = 0; at < page.length; at += WIDTH) {
      sample[row] = page[at] ?? broken();
      grader[row] = page[at + 1] ?? broken();
      round[row] = page[at + 2] ?? broken();
      criteria[row] = page[at + 3] ?? broken();
      earned[row] = page[at + 4] ?? broken();
      row += 1;
    }
  return columns;
}

/** How many numbers a row has. */
const WIDTH = 5;

/** Who graded anything. Every grading has come to a judgement, of which there are few. */
async function selectGraders(connection: Connection): Promise<string[]> {
  const rows = await connection.all(
    'SELECT DISTINCT content ->> 0 AS grader FROM judgements ORDER BY grader',
  );
  return parseRows('judgements', v.object({ grader: v.string() }), rows).map(({ grader }) => grader);
}

function whenGrader(_: string, place: number): string {
  return `WHEN ? THEN ${place}`;
}

async function rangeOfSamples(connection: Connection): Promise<readonly [number, number]> {
  const [row] = await connection.all(
    'SELECT ifnull(min(number), 1) AS least, ifnull(max(number), 0) AS most FROM samples',
  );
  const { least, most } = parseRow('samples', v.object({ least: v.number(), most: v.number() }), row);
  return [least, most];
}

function broken(): never {
  throw brokenResults();
}
