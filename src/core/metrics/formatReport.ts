import { formatEstimate } from '../format/formatFraction.ts';
import type { Cell } from './cell.ts';
import type { Report } from './report.ts';
import { type Column, left, right, textTable } from './textTable.ts';

/** The report as aligned tables for a terminal. A dash stands where nothing was graded: that is not a zero. */
export function formatReport(report: Report): string {
  if (report.cells.length === 0) return 'There are no samples yet.\n';
  return [
    cellTable(report.cells),
    ...notes(report.cells),
    '',
    ...(report.skills.length === 0 ? [] : [textTable(SKILL_COLUMNS, report.skills.map(skillRow)), '']),
    `Intervals: ${Math.round(report.intervals.level * 100)} %, over mixes. ${report.intervals.method}.`,
    'max: the best of the generations of each mix; mean: the mean over them. Not graded is not zero.',
    '',
  ].join('\n');
}

const CELL_COLUMNS = [left('student'), left('grader'), left('split'), right('k')];

/** Shown where they differ among the cells: else they say nothing. */
const OCCASIONAL: readonly { readonly column: Column; readonly textOf: (cell: Cell) => string }[] = [
  { column: left('purpose'), textOf: ({ purpose }) => purpose ?? '–' },
  { column: right('seed'), textOf: ({ seed }) => numberOrDash(seed) },
  { column: right('temperature'), textOf: ({ sampling }) => numberOrDash(sampling?.temperature) },
  { column: right('max tokens'), textOf: ({ sampling }) => numberOrDash(sampling?.maxTokens) },
];

const FIGURE_COLUMNS = [
  right('mixes'),
  right('samples'),
  right('graded'),
  right('unreadable'),
  left('full marks: max'),
  left('full marks: mean'),
  left('all skills: max'),
  left('skill fraction: max'),
];

const SKILL_COLUMNS = [left('skill'), left('category'), right('earned'), right('tried'), left('rate')];

function cellTable(cells: readonly Cell[]): string {
  const shown = OCCASIONAL.filter(({ textOf }) => new Set(cells.map(textOf)).size > 1);
  return textTable(
    [...CELL_COLUMNS, ...shown.map(({ column }) => column), ...FIGURE_COLUMNS],
    cells.map((cell) => [...nameFields(cell), ...shown.map(({ textOf }) => textOf(cell)), ...figures(cell)]),
  );
}

function nameFields({ student, grader, split, k }: Cell): string[] {
  return [student, grader ?? '–', split, String(k)];
}

function figures({
  mixes,
  samples,
  graded,
  unreadable,
  fullMarks,
  allSkills,
  skillFraction,
}: Cell): string[] {
  return [
    String(mixes),
    String(samples),
    String(graded),
    String(unreadable),
    formatEstimate(fullMarks.max, fullMarks.low, fullMarks.high),
    formatEstimate(fullMarks.mean, fullMarks.meanLow, fullMarks.meanHigh),
    formatEstimate(allSkills.max, allSkills.low, allSkills.high),
    formatEstimate(skillFraction.max, skillFraction.low, skillFraction.high),
  ];
}

function numberOrDash(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : String(value);
}

function skillRow(skill: Report['skills'][number]): string[] {
  const { name, category, earned, tried, rate, low, high } = skill;
  return [name, category, String(earned), String(tried), formatEstimate(rate, low, high)];
}

/** What a reader should know before trusting the figures. */
function notes(cells: readonly Cell[]): string[] {
  const total = (of: (cell: Cell) => number) => cells.reduce((sum, cell) => sum + of(cell), 0);
  const counts: [number, string][] = [
    [total((cell) => cell.ungraded), 'texts are not graded yet.'],
    [total((cell) => cell.failed), 'samples failed: no reply to them, or to any of their gradings.'],
    [total((cell) => cell.unreadableRounds), 'rounds of grading could not be read.'],
    [
      total((cell) => cell.ties),
      'criteria are tied: as many rounds for the point as against it, so that it is not given.',
    ],
    [
      total((cell) => cell.identicalRounds),
      'samples have rounds that are the same to the letter: they hardly are independent.',
    ],
    [
      total((cell) => cell.pointsWithoutEvidence),
      'skill points of single rounds quote no words that are in the text.',
    ],
  ];
  return counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
}
