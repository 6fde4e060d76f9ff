import type { Cell } from '../metrics/cell.ts';
import { compare } from '../metrics/grouping.ts';
import type { Ratio } from '../metrics/ratio.ts';
import type { Report } from '../metrics/report.ts';

/** The three metrics of the study, in its order. */
export const METRICS = ['fullMarks', 'allSkills', 'skillFraction'] as const;
export type Metric = (typeof METRICS)[number];

/** `max`: the best of the generations of each mix, as the study counts. `mean`: the mean over them. */
export type Statistic = 'max' | 'mean';

/**
 * - `full-marks`: the ratio of full marks, a row for each student.
 * - `metrics`: all three metrics, a row for each student.
 * - `efficiency`: as `full-marks`, for the students that are named, in that order: trained on less and on more.
 * - `graders`: full marks by each grader of the same texts, a row for each student and grader.
 */
export const STUDY_TABLES = ['full-marks', 'metrics', 'efficiency', 'graders'] as const;
export type StudyTableKind = (typeof STUDY_TABLES)[number];

/** A table as a study prints it: students down, splits and k across. */
export interface StudyTable {
  readonly kind: StudyTableKind;
  readonly metrics: readonly Metric[];
  readonly statistic: Statistic;
  /** What the rows are told apart by: `student` first. */
  readonly labels: readonly string[];
  readonly columns: readonly { readonly split: string; readonly k: number }[];
  readonly rows: readonly StudyRow[];
}

export interface StudyRow {
  /** One for each of `StudyTable.labels`. */
  readonly labels: readonly string[];
  /** One for each column; undefined where nothing was graded. */
  readonly figures: readonly (StudyFigure | undefined)[];
}

/** What one place of the table shows, with what it rests on. */
export interface StudyFigure {
  readonly cell: Cell;
  /** One for each of `StudyTable.metrics`, in [0, 1], with its 95 % interval. */
  readonly values: readonly { readonly value: number; readonly low: number; readonly high: number }[];
}

export interface StudyTableOptions {
  readonly statistic: Statistic;
  /** Only these, in this order. Left out: all, by name. */
  readonly students?: readonly string[];
  /** Other words for a student, such as `Mistral-7B on D(1,2,3)`. */
  readonly names?: ReadonlyMap<string, string>;
}

/** Sets the cells of a report out as a table of the study. Cells that nobody graded have no place in it. */
export function studyTable(
  report: Pick<Report, 'cells'>,
  kind: StudyTableKind,
  { statistic, students, names = new Map() }: StudyTableOptions,
): StudyTable {
  const cells = report.cells.filter(
    ({ grader, student }) => grader !== null && (students === undefined || students.includes(student)),
  );
  const metrics = kind === 'metrics' ? METRICS : (['fullMarks'] as const);
  const graders = new Set(cells.map(({ grader }) => grader));
  const labels = LABELS.filter(
    ({ name, textOf }) =>
      name === 'student' ||
      (name === 'grader' && (kind === 'graders' || graders.size > 1)) ||
      (name !== 'grader' && new Set(cells.map(textOf)).size > 1),
  );
  const columns = columnsOf(cells);
  const rows = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = JSON.stringify(LABELS.map(({ textOf }) => textOf(cell)));
    const row = rows.get(key);
    if (row === undefined) rows.set(key, [cell]);
    else row.push(cell);
  }
  const place = (cell: Cell | undefined) => students?.indexOf(cell?.student ?? '') ?? 0;
  return {
    kind,
    metrics,
    statistic,
    labels: labels.map(({ name }) => name),
    columns,
    rows: [...rows.values()]
      .sort(([one], [other]) => place(one) - place(other) || compareCells(one, other))
      .map((row) => ({
        labels: labels.map(({ name, textOf }) => {
          const text = row[0] === undefined ? '' : textOf(row[0]);
          return name === 'student' ? (names.get(text) ?? text) : text;
        }),
        figures: columns.map(({ split, k }) => {
          const cell = row.find((each) => each.split === split && each.k === k);
          return cell && figureOf(cell, metrics, statistic);
        }),
      })),
  };
}

/** What tells rows apart. Those that are the same for all rows but the student say nothing, and are left out. */
const LABELS: readonly { readonly name: string; readonly textOf: (cell: Cell) => string }[] = [
  { name: 'student', textOf: ({ student }) => student },
  { name: 'grader', textOf: ({ grader }) => grader ?? '–' },
  { name: 'purpose', textOf: ({ purpose }) => purpose ?? '–' },
  { name: 'seed', textOf: ({ seed }) => (seed === null ? '–' : String(seed)) },
  { name: 'temperature', textOf: ({ sampling }) => String(sampling?.temperature ?? '–') },
  { name: 'max tokens', textOf: ({ sampling }) => String(sampling?.maxTokens ?? '–') },
];

function compareCells(one: Cell | undefined, other: Cell | undefined): number {
  if (one === undefined || other === undefined) return 0;
  for (const { textOf } of LABELS) {
    const order = compare(textOf(one), textOf(other));
    if (order !== 0) return order;
  }
  return 0;
}

/** Splits in the order in which the report has them, each with its ks. */
function columnsOf(cells: readonly Cell[]): StudyTable['columns'] {
  return [...new Set(cells.map(({ split }) => split))].flatMap((split) =>
    [...new Set(cells.filter((cell) => cell.split === split).map(({ k }) => k))]
      .sort((a, b) => a - b)
      .map((k) => ({ split, k })),
  );
}

function figureOf(cell: Cell, metrics: readonly Metric[], statistic: Statistic): StudyFigure | undefined {
  const values = metrics.flatMap((metric) => estimateOf(cell[metric], statistic) ?? []);
  return values.length === metrics.length ? { cell, values } : undefined;
}

function estimateOf(ratio: Ratio, statistic: Statistic): StudyFigure['values'][number] | undefined {
  const [value, low, high] =
    statistic === 'max' ? [ratio.max, ratio.low, ratio.high] : [ratio.mean, ratio.meanLow, ratio.meanHigh];
  return value === null || low === null || high === null ? undefined : { value, low, high };
}
