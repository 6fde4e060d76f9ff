import * as v from 'valibot';
import type { Judgement, ReportFacts, ReviewedSample, Series } from '../../core/metrics/facts.ts';
import { createInterned, type Interned, seriesKey } from '../../core/metrics/internedFacts.ts';
import { createColumns, type GrowingColumns } from '../../core/metrics/sampleColumns.ts';
import type { SampleFilter } from '../../core/runs/ports.ts';
import type { SampleId } from '../../core/runs/records.ts';
import type { Connection, Value } from './connection.ts';
import { numberPages } from './numberPages.ts';
import { createMixRows, type MixRows, selectMixFacts } from './reportMixes.ts';
import { judgementForm, seriesColumn } from './resultContents.ts';
import { SAMPLE_STATES } from './results.ts';
import { internRows } from './rowPlaces.ts';
import { json, parseRow, parseRows } from './rows.ts';
import { conditionOfResults } from './sampleFilter.ts';
import { brokenResults } from './storeError.ts';

/** What a report needs of the samples that the filter selects. To be called in a transaction. */
export async function selectReportFacts(connection: Connection, filter: SampleFilter): Promise<ReportFacts> {
  const series = await selectSeries(connection);
  const { range, lastMix, lastSkill, lastJudgement } = await extentOf(connection);
  const mixRows = createMixRows(lastMix);
  const judgementRows = internRows(lastJudgement);
  const columns = createColumns();
  const pages = numberPages(connection, {
    table: 'results',
    key: 'first_mix',
    range,
    columns: [
      'series',
      'mix',
      'first_mix',
      'min(sample)',
      'count(*)',
      `group_concat(sample || ',' || outcome)`,
    ],
    where: conditionOfResults(filter),
    groupBy: 'first_mix, series, mix',
  });
  for await (const page of pages)
    addEntries(columns, page, { seriesOf: series.placeOf, mixRows, judgementRows });
  return {
    series: series.list,
    ...columns,
    ...(await selectMixFacts(connection, mixRows, lastSkill)),
    judgements: await selectJudgements(connection, judgementRows.list),
    reviewed: await selectReviewed(connection, conditionOfResults(filter)),
  };
}

/** Samples stand in the facts in the order of this window. */
async function selectReviewed(
  connection: Connection,
  where: { readonly sql: string; readonly values: readonly Value[] },
): Promise<ReviewedSample[]> {
  const rows = await connection.all(
    `SELECT samples.id, place FROM (
       SELECT sample AS number, row_number() OVER (ORDER BY first_mix, series, mix, sample) - 1 AS place
       FROM results WHERE ${where.sql} AND EXISTS (SELECT 1 FROM reviews)
     ) JOIN samples USING (number) WHERE number IN (SELECT sample FROM reviews) ORDER BY place`,
    where.values,
  );
  return parseRows('samples', reviewedRow, rows).map(({ id, place }) => ({
    sample: place,
    id: id as SampleId,
  }));
}

const reviewedRow = v.object({ id: v.string(), place: v.number() });

/** The first versions of mixes that have results, and the last rows of what results speak of. */
async function extentOf(connection: Connection) {
  const [row] = await connection.all(
    `SELECT ifnull((SELECT min(first_mix) FROM results), 1) AS least, ifnull((SELECT max(first_mix) FROM results), 0) AS most,
       ifnull((SELECT max(id) FROM mixes), 0) AS lastMix, ifnull((SELECT max(id) FROM skill_texts), 0) AS lastSkill,
       ifnull((SELECT max(id) FROM judgements), 0) AS lastJudgement`,
  );
  const { least, most, ...last } = parseRow('results', extentRow, row);
  return { range: [least, most] as const, ...last };
}

const extentRow = v.object({
  least: v.number(),
  most: v.number(),
  lastMix: v.number(),
  lastSkill: v.number(),
  lastJudgement: v.number(),
});

/** Where the facts of a row are, or will be, in their list. */
interface Places {
  readonly seriesOf: ReadonlyMap<number, number>;
  readonly mixRows: MixRows;
  readonly judgementRows: Interned<number>;
}

/** `numbers` are the columns of the query, row by row. */
function addEntries({ entries, samples }: GrowingColumns, numbers: Float64Array, places: Places): void {
  const { series, mix, samplesUntil } = entries;
  const { number, state, judgement, judgedUntil } = samples;
  const { seriesOf, mixRows, judgementRows } = places;
  for (let at = 0; at < numbers.length; ) {
    series.push(seriesOf.get(numbers[at] ?? 0) ?? broken());
    mix.push(mixRows.placeOf(numbers[at + 1] ?? 0, numbers[at + 2] ?? 0, numbers[at + 3] ?? 0));
    const until = state.length + (numbers[at + 4] ?? broken());
    samplesUntil.push(until);
    at += 5;
    while (state.length < until) {
      number.push(numbers[at] ?? broken());
      state.push(SAMPLE_STATES[numbers[at + 1] ?? broken()] ?? broken());
      const end = at + 3 + (numbers[at + 2] ?? broken());
      for (at += 3; at < end; at += 1) judgement.push(judgementRows.placeOf(numbers[at] ?? broken()));
      judgedUntil.push(judgement.length);
    }
  }
}

/** Series of several files are one where they are the same but for the file. */
async function selectSeries(connection: Connection) {
  const rows = await connection.all('SELECT id, content FROM series');
  const series = createInterned<Series>(seriesKey);
  const placeOf = new Map(
    parseRows('series', seriesRow, rows).map(({ id, content }) => [id, series.placeOf(content)]),
  );
  return { list: series.list, placeOf };
}

const seriesRow = v.object({ id: v.number(), content: seriesColumn });

/** In the order of the rows that are asked for. In one text: there may be thousands. */
async function selectJudgements(connection: Connection, rows: readonly number[]): Promise<Judgement[]> {
  const [row] = await connection.all(
    `SELECT '[' || ifnull(group_concat('[' || id || ',' || content || ']'), '') || ']' AS contents
     FROM judgements WHERE id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(rows)],
  );
  const found = new Map(parseRow('judgements', judgementsRow, row).contents);
  return rows.map((id) => found.get(id) ?? broken());
}

const judgementsRow = v.object({ contents: json(v.array(v.tuple([v.number(), judgementForm]))) });

function broken(): never {
  throw brokenResults();
}
