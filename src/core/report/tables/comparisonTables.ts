import type { ChangeFigure } from '../../../protocol/figures.ts';
import type { TableView } from '../../../protocol/tables.ts';
import type { GraderComparison, PairedFigure, RatioComparison } from '../../metrics/comparison.ts';
import { differenceText, pText } from '../words.ts';

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
    ],
    rows: ratios.map((row) => [...placeCells(row), ...pairedCells(row.fullMarks.max)]),
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
    rows: ratios.map((row) => [...placeCells(row), ...metricCells(row)]),
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
    rows: skills.map((skill) => [skill.skill, skill.category, skill.mixes, ...pairedCells(skill)]),
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

function placeCells({ split, k, mixes }: RatioComparison): (string | number)[] {
  return [split ?? 'all splits', k ?? 'all k', mixes];
}

function pairedCells({ base, tuned, difference, low, high, p, q }: PairedFigure): string[] {
  return [
    ...[base?.toFixed(2) ?? '–', tuned?.toFixed(2) ?? '–', differenceText(difference, low, high)],
    ...[pText(p), pText(q)],
  ];
}

function metricCells({ allSkills, skillFraction, fullMarks }: RatioComparison): string[] {
  return [allSkills.max, skillFraction.max, fullMarks.mean].map(({ difference, low, high }) =>
    differenceText(difference, low, high),
  );
}

/** The paired interval is of the difference; the ends have none of their own here. */
function point(value: number): { readonly value: number; readonly low: number; readonly high: number } {
  return { value, low: value, high: value };
}
