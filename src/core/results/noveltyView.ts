import type { TableView } from '../../protocol/tables.ts';
import type { Novelty } from '../metrics/novelty.ts';
import { ratioText } from '../tables/tableWords.ts';

/** Full marks against what copying could reach at most. */
export function noveltyView({ assumptions, rows }: Novelty): TableView {
  const { pSkill, pTopic, corpus } = assumptions;
  return {
    title: `Novelty: p(skill) = ${pSkill}, p(topic) = ${pTopic}, corpus of ${corpus.toLocaleString('en')}`,
    columns: [
      ...['student', 'grader', 'split'].map((title) => ({ title })),
      { title: 'k', isNumber: true },
      { title: 'full marks, best' },
      { title: 'copying at most', isNumber: true },
      { title: 'lower limit above it' },
    ],
    rows: rows.map(({ student, grader, split, k, max, low, threshold, isAbove }) => [
      ...[student, grader ?? '–', split, k, `${ratioText(max)}, at least ${ratioText(low)}`],
      ...[threshold.toPrecision(2), isAbove ? 'yes' : 'no'],
    ]),
  };
}
