import type { Cell, Ratio } from './cell.ts';
import type { Report } from './report.ts';

/** One table of the report as CSV (RFC 4180): a header, lines ended by CR LF, and nothing where a figure is null. */
export function reportCsv(report: Report, which: 'cells' | 'skills'): string {
  const rows = which === 'cells' ? report.cells.map(cellFields) : report.skills.map(skillFields);
  const header = which === 'cells' ? CELL_HEADER : SKILL_HEADER;
  return [header, ...rows].map((fields) => `${fields.map(encode).join(',')}\r\n`).join('');
}

type Field = string | number | null;

const COUNTS = [
  'mixes',
  'gradedMixes',
  'samples',
  'generations',
  'graded',
  'ungraded',
  'unreadable',
  'unreadableAnswers',
  'unreadableGradings',
  'failed',
  'unreadableRounds',
  'ties',
  'identicalRounds',
  'pointsWithoutEvidence',
] as const satisfies readonly (keyof Cell)[];

const RATIOS = ['fullMarks', 'allSkills', 'skillFraction'] as const satisfies readonly (keyof Cell)[];

const FIGURES = [
  'max',
  'low',
  'high',
  'mean',
  'meanLow',
  'meanHigh',
] as const satisfies readonly (keyof Ratio)[];

const CELL_HEADER = [
  'student',
  'grader',
  'split',
  'k',
  ...COUNTS,
  ...RATIOS.flatMap((ratio) => FIGURES.map((figure) => `${ratio}.${figure}`)),
];

const SKILL_HEADER = ['name', 'category', 'tried', 'earned', 'rate', 'low', 'high'];

function cellFields(cell: Cell): Field[] {
  return [
    cell.student,
    cell.grader,
    cell.split,
    cell.k,
    ...COUNTS.map((name) => cell[name]),
    ...RATIOS.flatMap((ratio) => FIGURES.map((figure) => cell[ratio][figure])),
  ];
}

function skillFields({ name, category, tried, earned, rate, low, high }: Report['skills'][number]): Field[] {
  return [name, category, tried, earned, rate, low, high];
}

function encode(field: Field): string {
  const text = field === null ? '' : String(field);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
