import type { BoundedRate, CellView, OverviewView } from '../../protocol/panel.ts';
import { formatBounds, formatEstimate } from '../format/formatFraction.ts';
import { markdownText } from './markdownText.ts';

const HEADS = [
  ...['student', 'grader', 'split', 'k', 'mixes', 'texts', 'graded', 'unreadable', 'failed'],
  ...['full marks (best)', 'bounds', 'full marks (mean)', 'all skills (best)', 'skill fraction (best)'],
];

/** The table of the overview as Markdown, for a note or a paper. */
export function overviewMarkdown({ cells, intervalMethod }: OverviewView): string {
  return [
    line(HEADS),
    line(HEADS.map(() => '---')),
    ...cells.map((cell) => line(fieldsOf(cell).map(markdownText))),
    '',
    `95 % intervals: ${markdownText(intervalMethod)}. Bounds: if all that is unreadable had missed or earned everything.`,
    '',
  ].join('\n');
}

function line(fields: readonly string[]): string {
  return `| ${fields.join(' | ')} |`;
}

function fieldsOf(cell: CellView): string[] {
  const { student, grader, split, k, mixes, samples, graded, unreadable, failed } = cell;
  return [
    ...[student, grader ?? '–', split, ...[k, mixes, samples, graded, unreadable, failed].map(String)],
    rateText(cell.fullMarks?.best),
    boundsText(cell.fullMarks?.best),
    rateText(cell.fullMarks?.mean),
    rateText(cell.allSkills?.best),
    rateText(cell.skillFraction?.best),
  ];
}

function rateText(rate: BoundedRate | undefined): string {
  return formatEstimate(rate?.rate, rate?.low, rate?.high);
}

function boundsText(rate: BoundedRate | undefined): string {
  return formatBounds(rate?.ifAllMissed, rate?.ifAllEarned);
}
