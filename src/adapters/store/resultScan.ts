import * as v from 'valibot';
import type { Judgement, SampleState } from '../../core/metrics/facts.ts';
import type { Connection } from './connection.ts';
import { selectJudgements } from './judgements.ts';
import { numberPages } from './numberPages.ts';
import { SAMPLE_STATES } from './results.ts';
import { parseRow } from './rows.ts';
import { brokenResults } from './storeError.ts';

/** A row of `results`. */
export interface ScannedResult {
  readonly sample: number;
  readonly series: number;
  readonly mix: number;
  readonly state: SampleState;
  readonly judgements: readonly Judgement[];
  /** Those of which the rounds differ. */
  readonly differing: readonly Judgement[];
}

/** Visits the results of these series, the oldest sample first. Of a row nothing is to be kept but what it holds. */
export async function scanResults(
  connection: Connection,
  series: readonly number[],
  visit: (result: ScannedResult) => void,
): Promise<void> {
  const judgements = await selectJudgements(connection);
  const pages = numberPages(connection, {
    table: 'results',
    key: 'sample',
    range: [1, await newestResult(connection)],
    columns: ['sample', 'series', 'mix', 'outcome', 'differing'],
    where: { sql: 'series IN (SELECT value FROM json_each(?))', values: [JSON.stringify(series)] },
    groupBy: 'sample',
  });
  for await (const numbers of pages) visitRows(numbers, judgements, visit);
}

async function newestResult(connection: Connection): Promise<number> {
  const [row] = await connection.all('SELECT ifnull(max(sample), 0) AS newest FROM results');
  return parseRow('results', newestRow, row).newest;
}

const newestRow = v.object({ newest: v.number() });

/** `numbers` are the columns of the query, row by row. */
function visitRows(
  numbers: readonly number[],
  judgements: ReadonlyMap<number, Judgement>,
  visit: (result: ScannedResult) => void,
): void {
  let at = 0;
  const next = (): number => {
    const number = numbers[at];
    if (number === undefined) throw brokenResults();
    at += 1;
    return number;
  };
  const nextJudgements = (): readonly Judgement[] => {
    const count = next();
    if (count === 0) return NONE;
    const found: Judgement[] = [];
    for (let index = 0; index < count; index += 1) {
      const judgement = judgements.get(next());
      if (judgement === undefined) throw brokenResults();
      found.push(judgement);
    }
    return found;
  };
  while (at < numbers.length) {
    const [sample, series, mix] = [next(), next(), next()];
    const state = SAMPLE_STATES[next()];
    if (state === undefined) throw brokenResults();
    visit({ sample, series, mix, state, judgements: nextJudgements(), differing: nextJudgements() });
  }
}

const NONE: readonly Judgement[] = [];
