import type { Cell } from './cell.ts';
import type { Report } from './report.ts';

/** The report as aligned tables for a terminal. A dash stands where nothing was graded: that is not a zero. */
export function formatReport(report: Report): string {
  if (report.cells.length === 0) return 'There are no samples yet.\n';
  return [
    table(CELL_COLUMNS, report.cells.map(cellRow)),
    ...notes(report.cells),
    '',
    ...(report.skills.length === 0 ? [] : [table(SKILL_COLUMNS, report.skills.map(skillRow)), '']),
    `Intervals: ${Math.round(report.intervals.level * 100)} %, over mixes. ${report.intervals.method}.`,
    'max: the best of the generations of each mix; mean: the mean over them. Not graded is not zero.',
    '',
  ].join('\n');
}

interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

const left = (title: string): Column => ({ title, align: 'left' });
const right = (title: string): Column => ({ title, align: 'right' });

const CELL_COLUMNS = [
  left('student'),
  left('grader'),
  left('split'),
  right('k'),
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

function cellRow(cell: Cell): string[] {
  const { fullMarks, allSkills, skillFraction } = cell;
  return [
    cell.student,
    cell.grader ?? '–',
    cell.split,
    String(cell.k),
    String(cell.mixes),
    String(cell.samples),
    String(cell.graded),
    String(cell.unreadable),
    figure(fullMarks.max, fullMarks.low, fullMarks.high),
    figure(fullMarks.mean, fullMarks.meanLow, fullMarks.meanHigh),
    figure(allSkills.max, allSkills.low, allSkills.high),
    figure(skillFraction.max, skillFraction.low, skillFraction.high),
  ];
}

function skillRow(skill: Report['skills'][number]): string[] {
  const { name, category, earned, tried, rate, low, high } = skill;
  return [name, category, String(earned), String(tried), figure(rate, low, high)];
}

/** `.37 [.28, .47]` */
function figure(rate: number | null, low: number | null, high: number | null): string {
  if (rate === null || low === null || high === null) return '–';
  return `${decimal(rate)} [${decimal(low)}, ${decimal(high)}]`;
}

function decimal(value: number): string {
  return value.toFixed(2).replace(/^0/u, '');
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

function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const lines = [columns.map(({ title }) => title), ...rows].map((line) => line.map(printable));
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => lengthOf(line[index] ?? ''))));
  return lines
    .map((line) => line.map((text, index) => pad(text, widths[index] ?? 0, columns[index]?.align)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}

function pad(text: string, width: number, align: Column['align'] = 'left'): string {
  const blank = ' '.repeat(width - lengthOf(text));
  return align === 'left' ? text + blank : blank + text;
}

/** A name must neither break a line nor steer the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

function lengthOf(text: string): number {
  return [...text].length;
}
