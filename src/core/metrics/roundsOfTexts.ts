import type { ReportFacts } from './facts.ts';
import type { SeriesEntries } from './groupIntoCells.ts';
import { eachJudgedText, type JudgedText } from './judgedTexts.ts';
import type { RoundColumns } from './roundColumns.ts';

/**
 * Visits the texts with a verdict of the grader, each with the rows of the rounds that vote and could be read; rows of
 * samples that are not chosen are passed over. As with `eachJudgedText` nothing of what a visit is given is to be kept.
 */
export function eachTextWithRounds(
  facts: ReportFacts,
  columns: RoundColumns,
  chosen: readonly SeriesEntries[],
  grader: string,
  visit: (text: JudgedText, rows: readonly number[]) => void,
): void {
  const { sample, grader: graderOf, round } = columns;
  const wanted = columns.graders.indexOf(grader);
  const firstRows = firstRowsOf(columns);
  const rows: number[] = [];
  eachJudgedText(facts, chosen, [grader], (text) => {
    const number = facts.samples.number[text.sample] ?? -1;
    rows.length = 0;
    for (let row = firstRows[number] ?? -1; sample[row] === number; row += 1)
      if (graderOf[row] === wanted) addVote(rows, row, round);
    visit(text, rows);
  });
}

/** Of the gradings of one round the newest votes, and rows stand in the order of their age. */
function addVote(rows: number[], row: number, round: Float64Array): void {
  for (let place = 0; place < rows.length; place += 1)
    if (round[rows[place] ?? -1] === round[row]) {
      rows[place] = row;
      return;
    }
  rows.push(row);
}

/** Of each sample, at its number; its other rows follow. -1: it has none. */
function firstRowsOf({ sample }: RoundColumns): Int32Array {
  const rows = new Int32Array((sample.at(-1) ?? -1) + 1).fill(-1);
  for (let row = 0; row < sample.length; row += 1) {
    const number = sample[row] ?? 0;
    if (number !== sample[row - 1]) rows[number] = row;
  }
  return rows;
}
