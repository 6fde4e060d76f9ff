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
  const wanted = columns.graders.indexOf(grader);
  const firstRowOf = firstRows(columns);
  for (const text of judgedTexts(facts, chosen, [grader])) {
    const number = facts.samples.number[text.sample] ?? -1;
    const own: RoundFacts[] = [];
    for (let row = firstRowOf.get(number) ?? -1; columns.sample[row] === number; row += 1)
      if (columns.grader[row] === wanted) own.push(roundAt(columns, row));
    yield { text, rounds: votingOnes(own).filter(({ state }) => state === 'graded') };
  }
}

/** Of each sample, by its number; its other rows follow. */
function firstRows({ sample }: RoundColumns): Map<number, number> {
  const rows = new Map<number, number>();
  for (let row = 0; row < sample.length; row += 1) {
    const number = sample[row] ?? -1;
    if (number !== sample[row - 1]) rows.set(number, row);
  }
  return rows;
}

/** The rows of a sample stand in the order of their age, which is all that the vote asks of it. */
function roundAt({ round, state, criteria, earned, unquoted }: RoundColumns, row: number): RoundFacts {
  return {
    round: round[row] ?? 0,
    createdAt: row,
    state: state[row] ?? 'failed',
    criteria: criteria[row] ?? 0,
    earned: earned[row] ?? 0,
    named: 0,
    unquoted: unquoted[row] ?? 0,
  };
}
