import * as v from 'valibot';
import type { Judgement, SampleState } from '../../core/metrics/facts.ts';
import type { Connection } from './connection.ts';
import { selectJudgements } from './judgements.ts';
import { numberPages } from './numberPages.ts';
import { createRemembered } from './remembered.ts';
import { SAMPLE_STATES } from './results.ts';
import { parseRow } from './rows.ts';
import { brokenResults } from './storeError.ts';

/** A row of `results`. */
export interface ScannedResult {
  sample: number;
  series: number;
  mix: number;
  state: SampleState;
  judgements: readonly Judgement[];
  /** Bit i: the rounds behind the i-th judgement differ. */
  differing: number;
}

/**
 * Visits results, the oldest sample first. There may be very many, so all visits are given one and the same object:
 * nothing of it is to be kept but what it holds.
 */
export type ResultScan = (visit: (result: Readonly<ScannedResult>) => void) => void;

/** Reads the results of these series. To be called in a transaction. */
export async function readResults(connection: Connection, series: readonly number[]): Promise<ResultScan> {
  const judgements = await selectJudgements(connection);
  const pages = await scans.get(connection, JSON.stringify(series), () => readPages(connection, series));
  return (visit) => {
    for (const numbers of pages) visitRows(numbers, judgements, visit);
  };
}

/** The last one, as a reader asks for one list after the other of the same file; some 64 bytes for each sample. */
const scans = createRemembered<readonly Float64Array[]>({
  most: 1,
  isKept: (pages) => pages.reduce((sum, { length }) => sum + length, 0) <= MOST_NUMBERS,
});

/** 32 MB, or half a million samples of two graders. */
const MOST_NUMBERS = 4_000_000;

/** The numbers of the query, row by row. */
async function readPages(connection: Connection, series: readonly number[]): Promise<Float64Array[]> {
  const pages: Float64Array[] = [];
  for await (const numbers of numberPages(connection, {
    table: 'results',
    key: 'sample',
    range: [1, await newestResult(connection)],
    columns: ['sample', 'series', 'mix', 'differing', 'outcome'],
    where: { sql: 'series IN (SELECT value FROM json_each(?))', values: [JSON.stringify(series)] },
  }))
    pages.push(numbers);
  return pages;
}

async function newestResult(connection: Connection): Promise<number> {
  const [row] = await connection.all('SELECT ifnull(max(sample), 0) AS newest FROM results');
  return parseRow('results', newestRow, row).newest;
}

const newestRow = v.object({ newest: v.number() });

function visitRows(
  numbers: Float64Array,
  judgements: ReadonlyMap<number, Judgement>,
  visit: (result: ScannedResult) => void,
): void {
  const result: ScannedResult = {
    ...{ sample: 0, series: 0, mix: 0, state: 'text', judgements: NONE, differing: 0 },
  };
  for (let at = 0; at < numbers.length; ) {
    result.sample = numbers[at] ?? 0;
    result.series = numbers[at + 1] ?? 0;
    result.mix = numbers[at + 2] ?? 0;
    result.differing = numbers[at + 3] ?? 0;
    result.state = SAMPLE_STATES[numbers[at + 4] ?? -1] ?? broken();
    const from = at + 6;
    at = from + (numbers[at + 5] ?? broken());
    result.judgements = from === at ? NONE : judgementsIn(numbers, from, at, judgements);
    visit(result);
  }
}

function judgementsIn(
  numbers: Float64Array,
  from: number,
  until: number,
  judgements: ReadonlyMap<number, Judgement>,
): Judgement[] {
  const found: Judgement[] = [];
  for (let at = from; at < until; at += 1) found.push(judgements.get(numbers[at] ?? 0) ?? broken());
  return found;
}

const NONE: readonly Judgement[] = [];

function broken(): never {
  throw brokenResults();
}
