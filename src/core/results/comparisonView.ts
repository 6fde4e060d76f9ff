import type {
  ComparedStudents,
  ComparisonView,
  FlipChange,
  GraderComparisonView,
} from '../../protocol/measure.ts';
import { compareStudents } from '../metrics/compareStudents.ts';
import type { Comparison, GraderComparison } from '../metrics/comparison.ts';
import type { ReportFacts } from '../metrics/facts.ts';
import type { ReportOptions } from '../metrics/report.ts';
import {
  changeFigure,
  fullMarksTable,
  metricsTable,
  skillChangeTable,
} from '../report/tables/comparisonTables.ts';
import { learningFigure } from './learningFigure.ts';
import { studentsOf } from './studentsOf.ts';

/** A comparison as the page shows it, and the mixes behind it. */
export interface ShownComparison {
  readonly view: ComparisonView;
  /** Undefined: there are no two students. */
  readonly comparison: Comparison | undefined;
}

/** Compares the two that are asked for, as far as they are there; else the two whose texts came first. */
export function showComparison(
  facts: ReportFacts,
  options: ReportOptions,
  asked: ComparedStudents | undefined,
): ShownComparison {
  const students = studentsOf(facts);
  const compared = comparedOf(students, asked);
  if (compared === undefined) return { view: { students, method: '', graders: [] }, comparison: undefined };
  const comparison = compareStudents(facts, options, compared);
  const graders = comparison.graders.map((each) => graderView(each, compared));
  return { view: { students, compared, method: comparison.method, graders }, comparison };
}

function comparedOf(
  students: readonly string[],
  asked: ComparedStudents | undefined,
): ComparedStudents | undefined {
  const isThere = (student: string | undefined) => student !== undefined && students.includes(student);
  const base = isThere(asked?.base) ? asked?.base : students.find((name) => name !== asked?.tuned);
  const tuned =
    isThere(asked?.tuned) && asked?.tuned !== base ? asked?.tuned : students.find((name) => name !== base);
  return base === undefined || tuned === undefined ? undefined : { base, tuned };
}

function graderView(compared: GraderComparison, names: ComparedStudents): GraderComparisonView {
  const { grader, flips, unpaired } = compared;
  const count = (change: FlipChange) => flips.filter(({ kind }) => kind === change).length;
  return {
    grader,
    figures: [changeFigure(compared, names), ...learningFigure(compared, names)].filter(
      ({ rows }) => rows.length > 0,
    ),
    tables: [fullMarksTable(compared, names), metricsTable(compared)],
    folded: [skillChangeTable(compared, names)],
    flips: { gained: count('gained'), lost: count('lost') },
    unpaired: unpaired.length,
  };
}
