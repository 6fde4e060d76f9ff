import type { TableView } from '../../protocol/tables.ts';
import { formatFraction, formatSmallFraction } from '../format/formatFraction.ts';
import type { Novelty } from '../metrics/novelty.ts';

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
      ...[student, grader ?? '–', split, k, `${formatFraction(max)}, at least ${formatFraction(low)}`],
      ...[formatSmallFraction(threshold), isAbove ? 'yes' : 'no'],
    ]),
  };
}
