import type { Cell } from './cell.ts';
import { csv, type Field } from './csv.ts';
import type { Ratio } from './ratio.ts';

import type { Report } from './report.ts';

/** One table of the report as CSV. New columns are added at the end. */
export function reportCsv(report: Report, which: 'cells' | 'skills'): string {
  return which === 'cells'
    ? csv(CELL_HEADER, report.cells.map(cellFields))
    : csv(SKILL_HEADER, report.skills.map(skillFields));
}

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

/** Of each ratio, had what is unreadable missed or earned all. */
const BOUNDS = [
  ['ifAllMissed', 'max'],
  ['ifAllEarned', 'max'],
  ['ifAllMissed', 'mean'],
  ['ifAllEarned', 'mean'],
] as const;

const CELL_HEADER = [
  'student',
  'grader',
  'split',
  'k',
  ...COUNTS,
  ...RATIOS.flatMap((ratio) => FIGURES.map((figure) => `${ratio}.${figure}`)),
  'seed',
  'temperature',
  'maxTokens',
  'purpose',
  ...RATIOS.flatMap((ratio) => BOUNDS.map(([bound, figure]) => `${ratio}.${figure}.${bound}`)),
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
    cell.seed,
    cell.sampling?.temperature ?? null,
    cell.sampling?.maxTokens ?? null,
    cell.purpose,
    ...RATIOS.flatMap((ratio) => BOUNDS.map(([bound, figure]) => cell[ratio][bound][figure])),
  ];
}

function skillFields({ name, category, tried, earned, rate, low, high }: Report['skills'][number]): Field[] {
  return [name, category, tried, earned, rate, low, high];
}
