import type { BoundedRate, CellView, OverviewView, PanelFilter, SkillView } from '../../protocol/panel.ts';
import type { Cell } from '../metrics/cell.ts';
import { compareStudents } from '../metrics/compareStudents.ts';
import type { ReportFacts } from '../metrics/facts.ts';
import type { Novelty, NoveltyAssumptions } from '../metrics/novelty.ts';
import { noveltyOf } from '../metrics/noveltyOf.ts';
import type { Ratio } from '../metrics/ratio.ts';
import { type ReportOptions, reportOf } from '../metrics/report.ts';
import { fullMarksByK } from '../report/sections/results.ts';
import { heatByK } from './heatByK.ts';
import { learningFigure } from './learningFigure.ts';
import { noveltyView } from './noveltyView.ts';
import { reportFilter } from './reportFilter.ts';

/** The figures of a file: all that `filter` names of student, grader, split and k, whatever else it narrows. */
export function overviewOf(
  facts: ReportFacts,
  filter: PanelFilter,
  { nameRule, novelty }: { readonly nameRule: boolean; readonly novelty?: NoveltyAssumptions },
): OverviewView {
  const options: ReportOptions = { nameRule, filter: reportFilter(filter) };
  const { cells, skills, intervals } = reportOf(facts, options);
  const copying = novelty && noveltyOf(cells, novelty);
  return {
    cells: cells.map(cellView),
    skills: skills.map(skillView),
    figures: [
      ...byK(cells, copying),
      ...learning(facts, cells, options),
      ...heat(facts, cells, options, skills),
    ],
    ...(copying === undefined || copying.rows.length === 0 ? {} : { novelty: noveltyView(copying) }),
    intervalMethod: intervals.method,
  };
}

/** Only where there is more than a single point to see. */
function byK(cells: readonly Cell[], novelty: Novelty | undefined) {
  const graders = [...new Set(cells.flatMap(({ grader }) => grader ?? []))].sort();
  return graders
    .map((grader) => fullMarksByK(grader, cells, novelty))
    .filter(({ points }) => points.length > 1);
}

/** From the student whose texts came first to the other, where there are two. */
function learning(facts: ReportFacts, cells: readonly Cell[], options: ReportOptions) {
  const present = new Set(cells.map(({ student }) => student));
  const students = new Set(
    facts.series.map(({ writing }) => writing.student).filter((name) => present.has(name)),
  );
  const [base, tuned, ...others] = students;
  if (base === undefined || tuned === undefined || others.length > 0) return [];
  return compareStudents(facts, options, { base, tuned }).graders.flatMap((compared) =>
    learningFigure(compared, { base, tuned }),
  );
}

function heat(
  facts: ReportFacts,
  cells: readonly Cell[],
  options: ReportOptions,
  skills: readonly SkillView[],
) {
  const ks = [...new Set(cells.map(({ k }) => k))].sort((a, b) => a - b);
  if (skills.length === 0) return [];
  const ofK = ks.map((k) => ({
    k,
    skills: reportOf(facts, { ...options, filter: { ...options.filter, ks: [k] } }).skills,
  }));
  return [heatByK(skills, ofK)];
}

function skillView({ name, category, tried, earned, rate, low, high }: SkillView): SkillView {
  return { name, category, tried, earned, rate, low, high };
}

function cellView(cell: Cell): CellView {
  const { student, grader, split, k, purpose, seed, sampling } = cell;
  const { mixes, generations, samples, graded, ungraded, unreadable, failed } = cell;
  return {
    student,
    ...(grader === null ? {} : { grader }),
    ...{ split, k },
    ...(purpose === null ? {} : { purpose }),
    ...(seed === null ? {} : { seed }),
    ...(sampling?.temperature === undefined ? {} : { temperature: sampling.temperature }),
    ...{ mixes, generations, samples, graded, ungraded, unreadable, failed },
    ...named('fullMarks', cell.fullMarks),
    ...named('allSkills', cell.allSkills),
    ...named('skillFraction', cell.skillFraction),
  };
}

function named<Name extends string>(name: Name, ratio: Ratio) {
  const best = bounded(ratio.max, ratio.low, ratio.high, ratio.ifAllMissed.max, ratio.ifAllEarned.max);
  const mean = bounded(
    ...([ratio.mean, ratio.meanLow, ratio.meanHigh, ratio.ifAllMissed.mean, ratio.ifAllEarned.mean] as const),
  );
  return best === undefined || mean === undefined ? {} : { [name]: { best, mean } };
}

function bounded(
  rate: number | null,
  low: number | null,
  high: number | null,
  ifAllMissed: number | null,
  ifAllEarned: number | null,
): BoundedRate | undefined {
  if (rate === null || low === null || high === null) return undefined;
  return { rate, low, high, ifAllMissed: ifAllMissed ?? rate, ifAllEarned: ifAllEarned ?? rate };
}
