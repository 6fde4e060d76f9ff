import type { ChangeFigure } from '../../../protocol/figures.ts';
import type { TableCell, TableView } from '../../../protocol/tables.ts';
import type { TextsOf } from '../../../protocol/textsOf.ts';
import { formatChance, formatFraction } from '../../format/formatFraction.ts';
import type {
  BoundedFigure,
  GraderComparison,
  PairedFigure,
  RatioComparison,
} from '../../metrics/comparison.ts';
import { boundsText, differenceText } from '../words.ts';

export interface ComparedNames {
  readonly base: string;
  readonly tuned: string;
}

/** Full marks of both students, with the paired difference, by split and k. */
export function fullMarksTable(
  { grader, ratios }: GraderComparison,
  { base, tuned }: ComparedNames,
): TableView {
  return {
    title: `Full marks, graded by ${grader}`,
    columns: [
      { title: 'split' },
      ...PAIRED,
      { title: `full marks: ${base}`, isNumber: true },
      { title: tuned, isNumber: true },
      ...TESTED,
      { title: 'bounds' },
    ],
    rows: ratios.map((row) => {
      const place = placeOf(row, grader);
      return [
        ...placeCells(row, grader),
        ...pairedCells(
          row.fullMarks.max,
          { base, tuned },
          { earned: { ...place, verdict: 'full-marks' }, all: place },
        ),
        boundsOf(row.fullMarks.max),
      ];
    }),
  };
}

/** The paired differences of the other figures, by split and k. */
export function metricsTable({ grader, ratios }: GraderComparison): TableView {
  return {
    title: `The three metrics, graded by ${grader}`,
    columns: [
      { title: 'split' },
      ...PAIRED,
      ...['all skills', 'skill fraction', 'full marks, mean over generations'].map((title) => ({ title })),
    ],
    rows: ratios.map((row) => [...placeCells(row, grader), ...metricCells(row, grader)]),
  };
}

/** The share of each skill's points, with the paired difference. */
export function skillChangeTable(
  { grader, skills }: GraderComparison,
  { base, tuned }: ComparedNames,
): TableView {
  return {
    title: `By skill, graded by ${grader}`,
    columns: [
      { title: 'skill' },
      { title: 'category' },
      { title: 'mixes', isNumber: true },
      { title: base, isNumber: true },
      { title: tuned, isNumber: true },
      ...TESTED,
    ],
    rows: skills.map((row) => {
      const of: TextsOf = { grader, skill: row.skill, verdict: 'graded' };
      return [
        row.skill,
        row.category,
        { text: row.mixes, of },
        ...pairedCells(row, { base, tuned }, { earned: of, all: of }),
      ];
    }),
  };
}

/** Full marks of both students, by split and k. */
export function changeFigure(
  { grader, ratios }: GraderComparison,
  { base, tuned }: ComparedNames,
): ChangeFigure {
  return {
    kind: 'change',
    title: `Full marks: from ${base} to ${tuned}`,
    caption: `The mean over the mixes that both students have, the best of the generations of each. Graded by ${grader}. Whether a change is more than chance is in the table: the interval of the difference is paired.`,
    from: base,
    to: tuned,
    rows: ratios.flatMap(({ split, k, fullMarks: { max } }) => {
      if (split === null || k === null || max.base === null || max.tuned === null) return [];
      return [{ name: `${split}, k = ${k}`, group: split, from: point(max.base), to: point(max.tuned) }];
    }),
  };
}

const PAIRED = [
  { title: 'k', isNumber: true },
  { title: 'mixes', isNumber: true },
];
const TESTED = [{ title: 'difference' }, { title: 'p', isNumber: true }, { title: 'q', isNumber: true }];

/** The graded texts of one place of the table. */
function placeOf({ split, k }: RatioComparison, grader: string): TextsOf {
  return {
    ...{ grader, verdict: 'graded' },
    ...(split === null ? {} : { split }),
    ...(k === null ? {} : { k }),
  };
}

function placeCells(row: RatioComparison, grader: string): TableCell[] {
  const { split, k, mixes } = row;
  return [split ?? 'all splits', k ?? 'all k', { text: mixes, of: placeOf(row, grader) }];
}

/** `earned`: the texts that each student's figure counts; `all`: those that the difference rests on. */
function pairedCells(
  { base, tuned, difference, low, high, p, q }: PairedFigure,
  names: ComparedNames,
  { earned, all }: { readonly earned: TextsOf; readonly all: TextsOf },
): TableCell[] {
  return [
    { text: formatFraction(base), of: { ...earned, student: names.base } },
    { text: formatFraction(tuned), of: { ...earned, student: names.tuned } },
    { text: differenceText(difference, low, high), of: all },
    ...[formatChance(p), formatChance(q)],
  ];
}

function metricCells(row: RatioComparison, grader: string): TableCell[] {
  const { allSkills, skillFraction, fullMarks } = row;
  const place = placeOf(row, grader);
  const cell = (figure: BoundedFigure, verdict: NonNullable<TextsOf['verdict']>) => {
    const { difference, low, high } = figure;
    const bounds = boundsOf(figure);
    const text = differenceText(difference, low, high);
    return { text: bounds === '' ? text : `${text}, bounds ${bounds}`, of: { ...place, verdict } };
  };
  return [
    cell(allSkills.max, 'all-skills'),
    cell(skillFraction.max, 'graded'),
    cell(fullMarks.mean, 'full-marks'),
  ];
}

/** Nothing where all is readable: the difference is its own bound. */
function boundsOf({ bounds: { unreadableMixes, least, most } }: BoundedFigure): string {
  return unreadableMixes === 0 ? '' : boundsText(least, most);
}

/** The paired interval is of the difference; the ends have none of their own here. */
function point(value: number): { readonly value: number; readonly low: number; readonly high: number } {
  return { value, low: value, high: value };
}
