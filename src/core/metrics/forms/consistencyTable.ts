import { formatEstimate, formatNumber } from '../../format/formatFraction.ts';
import type { Consistency } from '../consistency.ts';
import { AGREEMENT_METHOD } from '../disagreement.ts';
import type { Estimate } from '../estimate.ts';
import { left, right } from '../textTable.ts';
import { ALL_JUDGED, aboutRows } from './aboutRows.ts';
import { estimateFields, estimateHeader, estimateText, type ResultTable } from './resultTable.ts';

export function consistencyTable(graders: readonly Consistency[]): ResultTable {
  const about = graders.flatMap((grader) => aboutRows(grader).map((row) => ({ grader, ...row })));
  return {
    json: graders,
    columns: [
      ...[left('grader'), left('about'), right('points'), right('mixes')],
      ...[left('rounds agree'), left('rounds differ'), left('alpha')],
    ],
    rows: about.map(({ grader, name, figures }) => [
      ...[grader.grader, name, String(figures.items), String(figures.mixes)],
      ...[estimateText(figures.raw), estimateText(figures.differ), estimateText(figures.alpha)],
    ]),
    notes: [
      ...graders.map(
        ({ grader, rounds, texts, identicalRounds, pointsVariance }) =>
          `${grader}: ${texts} texts with at least 2 readable rounds (at most ${rounds}), in ${identicalRounds} of them rounds that are the same to the letter; variance of a text’s points over rounds ${varianceText(pointsVariance)}.`,
      ),
      ALL_JUDGED,
      'rounds agree: of all pairs of rounds; rounds differ: points on which not all rounds say the same.',
      `${AGREEMENT_METHOD}.`,
    ],
    header: [
      ...['grader', 'by', 'name', 'category', 'items', 'mixes'],
      ...[...estimateHeader('raw'), ...estimateHeader('alpha'), ...estimateHeader('differ')],
      ...['rounds', 'texts', 'identicalRounds', ...estimateHeader('pointsVariance')],
    ],
    records: about.map(({ grader, by, name, category, figures }) => [
      ...[grader.grader, by, name, category, figures.items, figures.mixes],
      ...[...estimateFields(figures.raw), ...estimateFields(figures.alpha)],
      ...estimateFields(figures.differ),
      ...[grader.rounds, grader.texts, grader.identicalRounds, ...estimateFields(grader.pointsVariance)],
    ]),
  };
}

/** `0.37 [0.28, 0.47]`: of points, so that it can exceed 1. */
function varianceText({ value, low, high }: Estimate): string {
  return formatEstimate(value, low, high, formatNumber);
}
