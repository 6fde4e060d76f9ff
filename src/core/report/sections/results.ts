import type { RatesByKFigure } from '../../../protocol/figures.ts';
import { formatBounds, formatEstimate } from '../../format/formatFraction.ts';
import type { Cell } from '../../metrics/cell.ts';
import type { Novelty } from '../../metrics/novelty.ts';
import type { Ratio } from '../../metrics/ratio.ts';
import { groupAnchor } from '../anchors.ts';
import type { FigureList } from '../figureList.ts';
import { html, type Markup } from '../markup.ts';
import type { ReportContents } from '../reportContents.ts';
import { tableMarkup } from '../tableMarkup.ts';

/** The ratios of the study: a figure for each grader, and the table of all cells with what is unreadable beside them. */
export function resultsSection({ report, novelty }: ReportContents, figures: FigureList): Markup {
  const cells = report.cells.filter(({ grader }) => grader !== null);
  const graders = [...new Set(cells.map(({ grader }) => grader ?? ''))];
  return html`<section id="results"><h2>Results</h2>
${graders.map((grader) => figures.place(fullMarksByK(grader, cells, novelty)))}
${tableMarkup('Results', COLUMNS, report.cells.map(cellRow))}
<p class="note">max: of each mix the best of its generations, as the study counts; mean: the mean over them, which does not grow with their number. Bounds: the same figure if every unreadable answer and grading had missed all, and if it had earned all. Failed calls are in none. A dash is not a zero: nothing was graded.</p>
</section>`;
}

/** Full marks by k, and the threshold of novelty where there is one. */
export function fullMarksByK(
  grader: string,
  cells: readonly Cell[],
  novelty: Novelty | undefined,
): RatesByKFigure {
  const thresholds = new Map(novelty?.rows.map(({ k, threshold }) => [k, threshold]));
  return {
    kind: 'rates-by-k',
    title: `Full marks by k, graded by ${grader}`,
    caption: `The share of mixes whose best text has all k + 3 points, with 95 % intervals over mixes.${
      thresholds.size === 0 ? '' : ' The dashed line is what copying could reach at most.'
    }`,
    points: cells.flatMap((cell) => {
      const { max, low, high } = cell.fullMarks;
      if (cell.grader !== grader || max === null || low === null || high === null) return [];
      const { student, split, k, gradedMixes } = cell;
      return [{ student, split, k, value: max, low, high, mixes: gradedMixes }];
    }),
    ...(thresholds.size === 0
      ? {}
      : { thresholds: [...thresholds].sort(([a], [b]) => a - b).map(([k, value]) => ({ k, value })) }),
  };
}

const COLUMNS = [
  { title: 'student' },
  { title: 'grader' },
  { title: 'split' },
  { title: 'k', isNumber: true },
  { title: 'purpose' },
  { title: 'seed', isNumber: true },
  { title: 'temperature', isNumber: true },
  { title: 'mixes', isNumber: true },
  { title: 'texts graded', isNumber: true },
  { title: 'unreadable', isNumber: true },
  { title: 'failed', isNumber: true },
  { title: 'full marks: max' },
  { title: 'bounds' },
  { title: 'full marks: mean' },
  { title: 'all skills: max' },
  { title: 'skill fraction: max' },
];

function cellRow(cell: Cell): (Markup | string | number)[] {
  const { student, grader, split, k, purpose, seed, sampling, gradedMixes, graded, unreadable, failed } =
    cell;
  return [
    ...[student, grader ?? '–', split, k, purpose ?? '–', seed ?? '–', sampling?.temperature ?? '–'],
    ...[gradedMixes, html`<a href="#${groupAnchor(cell)}">${graded}</a>`, unreadable, failed],
    ...[maxText(cell.fullMarks), boundsText(cell.fullMarks)],
    formatEstimate(cell.fullMarks.mean, cell.fullMarks.meanLow, cell.fullMarks.meanHigh),
    ...[maxText(cell.allSkills), maxText(cell.skillFraction)],
  ];
}

function maxText({ max, low, high }: Ratio): string {
  return formatEstimate(max, low, high);
}

function boundsText({ ifAllMissed, ifAllEarned }: Ratio): string {
  return formatBounds(ifAllMissed.max, ifAllEarned.max);
}
