import type { ReportFacts } from './facts.ts';
import type { SeriesEntries } from './groupIntoCells.ts';
import { type RoundFacts, votingOnes } from './judge.ts';
import { type JudgedText, judgedTexts } from './judgedTexts.ts';
import type { RoundColumns } from './roundColumns.ts';

/** A text with the rounds of one grader that vote and could be read. */
export interface RoundsOfText {
  readonly text: JudgedText;
  readonly rounds: readonly Pick<RoundFacts, 'criteria' | 'earned'>[];
}

/** The texts with a verdict of the grader. Rounds of samples that are not chosen are passed over. */
export function* roundsOfTexts(
  facts: ReportFacts,
  columns: RoundColumns,
  chosen: readonly SeriesEntries[],
  grader: string,
): Generator<RoundsOfText> {
  const rowsOf = rowsBySample(columns, columns.graders.indexOf(grader));
  for (const text of judgedTexts(facts, chosen, [grader])) {
    const rows = rowsOf.get(facts.samples.number[text.sample] ?? -1) ?? [];
    const voting = votingOnes(rows.map((row) => roundAt(columns, row)));
    yield { text, rounds: voting.filter(({ state }) => state === 'graded') };
  }
}

function rowsBySample({ sample, grader }: RoundColumns, wanted: number): Map<number, number[]> {
  const rows = new Map<number, number[]>();
  for (const [row, number] of sample.entries()) {
    if (grader[row] !== wanted) continue;
    const known = rows.get(number);
    if (known === undefined) rows.set(number, [row]);
    else known.push(row);
  }
  return rows;
}

/** The rows of a sample stand in the order of their age, which is all that the vote asks of it. */
function roundAt({ round, state, criteria, earned, unquoted }: RoundColumns, row: number): RoundFacts {
  return {
    ...{ round: round[row] ?? 0, createdAt: row, state: state[row] ?? 'failed', named: 0 },
    ...{ criteria: criteria[row] ?? 0, earned: earned[row] ?? 0, unquoted: unquoted[row] ?? 0 },
  };
}
