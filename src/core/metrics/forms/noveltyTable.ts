import { formatFraction, formatSmallFraction } from '../../format/formatFraction.ts';
import type { Novelty } from '../novelty.ts';
import { left, right } from '../textTable.ts';
import type { ResultTable } from './resultTable.ts';

export function noveltyTable(novelty: Novelty): ResultTable {
  const { assumptions, rows } = novelty;
  const { pSkill, pTopic, corpus } = assumptions;
  return {
    json: novelty,
    columns: [
      ...[left('student'), left('grader'), left('split'), right('k'), right('threshold')],
      ...[left('full marks: max'), left('above'), left('full marks: mean'), left('above')],
    ],
    rows: rows.map((row) => [
      ...[row.student, row.grader ?? '–', row.split, String(row.k), formatSmallFraction(row.threshold)],
      ...[
        limited(row.max, row.low),
        yesOrNo(row.isAbove),
        limited(row.mean, row.meanLow),
        yesOrNo(row.isMeanAbove),
      ],
    ]),
    notes: [
      `Threshold: ${pSkill}^k x ${pTopic} x ${corpus}, at most 1. Above: the lower 95 % limit is, so that copying cannot explain it.`,
    ],
    header: [
      ...['student', 'grader', 'split', 'k', 'threshold', 'max', 'low', 'isAbove'],
      ...['mean', 'meanLow', 'isMeanAbove', 'pSkill', 'pTopic', 'corpus', 'seed', 'purpose'],
    ],
    records: rows.map((row) => [
      ...[row.student, row.grader, row.split, row.k, row.threshold, row.max, row.low, String(row.isAbove)],
      ...[row.mean, row.meanLow, String(row.isMeanAbove), pSkill, pTopic, corpus, row.seed, row.purpose],
    ]),
  };
}

/** With its lower limit. */
function limited(rate: number, low: number): string {
  return `${formatFraction(rate)}, from ${formatFraction(low)}`;
}

function yesOrNo(holds: boolean): string {
  return holds ? 'yes' : 'no';
}
