import * as v from 'valibot';
import type { RoundFacts } from '../../core/metrics/judge.ts';
import { createRoundColumns, type RoundColumns } from '../../core/metrics/roundColumns.ts';
import type { SampleFilter } from '../../core/runs/ports.ts';
import type { SampleId } from '../../core/runs/records.ts';
import type { Connection } from './connection.ts';
import { numberPages } from './numberPages.ts';
import { parseRow, parseRows } from './rows.ts';
import { conditionOf } from './sampleFilter.ts';
import { brokenResults } from './storeError.ts';

/** The gradings of the samples that the filter selects, without their words. To be called in a transaction. */
export async function selectRoundFacts(connection: Connection, filter: SampleFilter): Promise<RoundColumns> {
  const graders = await selectGraders(connection);
  const columns = createRoundColumns();
  const pages = numberPages(connection, {
    table: 'gradings',
    join: {
      sql: 'JOIN (SELECT key AS place, value AS name FROM json_each(?)) ON name = grader',
      values: [JSON.stringify(graders)],
    },
    key: 'sample',
    range: await rangeOfSamples(connection),
    columns: [
      ...['sample', 'place', 'round', `CASE kind ${STATES.map(whenState).join(' ')} END`],
      ...['ifnull(criteria, 0)', 'ifnull(earned, 0)', 'ifnull(unquoted, 0)'],
    ],
    where: samplesOf(filter),
    groupBy: 'sample, created_at, id',
  });
  for await (const page of pages)
    for (let at = 0; at < page.length; at += WIDTH) {
      columns.sample.push(page[at] ?? broken());
      columns.grader.push(page[at + 1] ?? broken());
      columns.round.push(page[at + 2] ?? broken());
      columns.state.push(STATES[page[at + 3] ?? broken()] ?? broken());
      columns.criteria.push(page[at + 4] ?? broken());
      columns.earned.push(page[at + 5] ?? broken());
      columns.unquoted.push(page[at + 6] ?? broken());
    }
  return { ...columns, graders };
}

/** The ids of samples, in the order of their numbers that are asked for. */
export async function selectSampleIds(
  connection: Connection,
  numbers: readonly number[],
): Promise<SampleId[]> {
  const rows = await connection.all(
    'SELECT number, id FROM samples WHERE number IN (SELECT value FROM json_each(?))',
    [JSON.stringify(numbers)],
  );
  const found = new Map(parseRows('samples', numberedSample, rows).map(({ number, id }) => [number, id]));
  return numbers.map((number) => (found.get(number) ?? broken()) as SampleId);
}

const numberedSample = v.object({ number: v.number(), id: v.string() });

/** How many numbers a row has. */
const WIDTH = 7;

const STATES: readonly RoundFacts['state'][] = ['graded', 'unreadable', 'failed'];

function whenState(state: string, place: number): string {
  return `WHEN '${state}' THEN ${place}`;
}

async function selectGraders(connection: Connection): Promise<string[]> {
  const rows = await connection.all('SELECT DISTINCT grader FROM gradings ORDER BY grader');
  return parseRows('gradings', v.object({ grader: v.string() }), rows).map(({ grader }) => grader);
}

async function rangeOfSamples(connection: Connection): Promise<readonly [number, number]> {
  const [row] = await connection.all(
    'SELECT ifnull(min(number), 1) AS least, ifnull(max(number), 0) AS most FROM samples',
  );
  const { least, most } = parseRow('samples', v.object({ least: v.number(), most: v.number() }), row);
  return [least, most];
}

function samplesOf(filter: SampleFilter) {
  if (Object.keys(filter).length === 0) return { sql: 'TRUE', values: [] };
  const { sql, values } = conditionOf(filter);
  return { sql: `sample IN (SELECT number FROM samples WHERE ${sql})`, values };
}

function broken(): never {
  throw brokenResults();
}
