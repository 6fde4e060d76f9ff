import * as v from 'valibot';
import type { Judgement, ReportFacts, SampleColumns, Series } from '../../core/metrics/facts.ts';
import { createInterned, type Interned, seriesKey } from '../../core/metrics/internedFacts.ts';
import { createSampleColumns, type GrowingColumns } from '../../core/metrics/sampleColumns.ts';
import type { SampleFilter } from '../../core/runs/ports.ts';
import type { Connection, Value } from './connection.ts';
import { NumberReader, numberPages } from './numberPages.ts';
import { createMixRows, type MixRows, selectMixFacts } from './reportMixes.ts';
import { judgementForm, seriesColumn } from './resultContents.ts';
import { SAMPLE_STATES } from './results.ts';
import { json, parseRow, parseRows } from './rows.ts';
import { conditionOf } from './sampleFilter.ts';
import { brokenResults } from './storeError.ts';

/** What a report needs of the samples that the filter selects, oldest first. To be called in a transaction. */
export async function selectReportFacts(connection: Connection, filter: SampleFilter): Promise<ReportFacts> {
  const series = await selectSeries(connection);
  const mixRows = createMixRows();
  const judgementRows = createInterned((row: number) => row);
  const samples = await selectSamples(connection, filter, {
    seriesOf: series.placeOf,
    mixRows,
    judgementRows,
  });
  return {
    samples,
    series: series.list,
    ...(await selectMixFacts(connection, mixRows)),
    judgements: await selectJudgements(connection, judgementRows.list),
  };
}

/** Where the facts of a row are, or will be, in their list. */
interface Places {
  readonly seriesOf: ReadonlyMap<number, number>;
  readonly mixRows: MixRows;
  readonly judgementRows: Interned<number>;
}

async function selectSamples(
  connection: Connection,
  filter: SampleFilter,
  places: Places,
): Promise<SampleColumns> {
  const samples = createSampleColumns();
  const pages = numberPages(connection, {
    table: 'results',
    key: 'sample',
    columns: ['series', 'mix', 'first_mix', 'kind', 'judgements'],
    where: resultsOf(filter),
  });
  for await (const page of pages) addSamples(samples, new NumberReader(page), places);
  return samples;
}

/** The reader gives the columns of each row in the same order; `judgements` are their number, and then they. */
function addSamples(samples: GrowingColumns, reader: NumberReader, places: Places): void {
  while (!reader.isAtEnd) {
    samples.series.push(places.seriesOf.get(reader.next()) ?? broken());
    samples.mix.push(places.mixRows.placeOf(reader.next(), reader.next()));
    samples.state.push(SAMPLE_STATES[reader.next()] ?? broken());
    for (let left = reader.next(); left > 0; left -= 1)
      samples.judgement.push(places.judgementRows.placeOf(reader.next()));
    samples.judgedUntil.push(samples.judgement.length);
  }
}

/** The condition on table `results` that a filter means. */
function resultsOf({ file, ...others }: SampleFilter): {
  readonly sql: string;
  readonly values: readonly Value[];
} {
  const ofSample = conditionOf(others);
  const terms: [string, readonly Value[]][] = [];
  if (file !== undefined) terms.push(['series IN (SELECT id FROM series WHERE file = ?)', [file]]);
  if (Object.keys(others).length > 0)
    terms.push([`sample IN (SELECT number FROM samples WHERE ${ofSample.sql})`, ofSample.values]);
  return {
    sql: ['TRUE', ...terms.map(([sql]) => sql)].join(' AND '),
    values: terms.flatMap(([, values]) => values),
  };
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
