import { RULE_GRADER } from '../runs/modelRef.ts';
import type { SamplePurpose } from '../runs/records.ts';
import type { Skillset } from '../skillset/skillset.ts';
import { type BudgetCoverage, budgetCoverage } from './budgetCoverage.ts';
import { type EstimateFacts, estimateOf } from './estimate.ts';
import { leaksOf, type PartLeaks } from './leaks.ts';
import type { Plan, PlanOverrides, PlanProblem } from './plan.ts';
import { planOf } from './planOf.ts';
import { type PlanReport, planReport } from './planReport.ts';

/** What there is to say of a study before anything is spent. */
export interface StudyReport {
  /** The data before the evaluation. */
  readonly plans: readonly PlanReport[];
  /** For each part of the evaluation; empty where there is no data or no evaluation. */
  readonly leaks: readonly PartLeaks[];
  /** How many mixes the evaluation is held against. */
  readonly trained: number;
  readonly budget: BudgetCoverage | undefined;
  /** What will keep a run from being what was meant, with the way out. */
  readonly warnings: readonly string[];
}

export interface StudyFacts extends EstimateFacts {
  /** What the runs of the file have used so far: US dollars and tokens. */
  readonly spent: { readonly money: number; readonly tokens: number };
  /** How a model is named where the report is read, other than in the file; left out: in no other way. */
  readonly namedBy?: { readonly student: string; readonly grader: string };
}

/**
 * Plans some or all parts of a study, and says what they take.
 *
 * @param overrides of all parts, or by part
 */
export function studyReport(
  skillset: Skillset,
  asked: readonly SamplePurpose[],
  overrides: PlanOverrides | ((part: SamplePurpose) => PlanOverrides),
  facts: StudyFacts,
): { readonly kind: 'report'; readonly report: StudyReport } | PlanProblem {
  const plans: Plan[] = [];
  for (const purpose of asked) {
    const planned = planOf(
      skillset,
      purpose,
      typeof overrides === 'function' ? overrides(purpose) : overrides,
    );
    if (planned.kind === 'problem') return planned;
    plans.push(planned.plan);
  }
  const reports = plans.map((plan) => planReport(plan, estimateOf(plan, facts)));
  const { leaks, trained } = leaksIn(skillset, plans);
  const budget = plans.find((plan) => plan.budget !== undefined)?.budget;
  const totals = reports.map(({ total }) => total);
  return {
    kind: 'report',
    report: {
      plans: reports,
      leaks,
      trained,
      budget: budget && budgetCoverage(budget, facts.spent, totals),
      warnings: [...new Set(plans.flatMap((plan) => warningsOf(plan, facts)))],
    },
  };
}

/** The parts of a study that there are to plan: the evaluation, where there is nothing at all, says what is missing. */
export function partsToPlan({ study }: Skillset): readonly SamplePurpose[] {
  if (study?.data === undefined) return ['evaluate'];
  return study.evaluate === undefined ? ['data'] : ['data', 'evaluate'];
}

/** The evaluation is held against the data also where only the evaluation is planned. */
function leaksIn(skillset: Skillset, plans: readonly Plan[]): Pick<StudyReport, 'leaks' | 'trained'> {
  const evaluation = plans.find(({ purpose }) => purpose === 'evaluate');
  const data = plans.find(({ purpose }) => purpose === 'data') ?? studyData(skillset);
  if (evaluation === undefined || data === undefined) return { leaks: [], trained: 0 };
  const training = data.parts.flatMap(({ mixes }) => mixes);
  return { leaks: leaksOf(training, evaluation.parts), trained: training.length };
}

function studyData(skillset: Skillset): Plan | undefined {
  const planned = planOf(skillset, 'data');
  return planned.kind === 'plan' ? planned.plan : undefined;
}

function warningsOf(
  { purpose, students, graders, parts }: Plan,
  { studentOf, namedBy }: StudyFacts,
): string[] {
  const what = purpose === 'data' ? 'the data' : 'the evaluation';
  const unknown = [...students, ...graders].filter(
    (model) => model !== RULE_GRADER && studentOf(model) === undefined,
  );
  const key = purpose === 'data' ? 'data.student' : 'evaluate.students';
  const unchecked = graders.includes(RULE_GRADER) ? countUnchecked(parts) : 0;
  return [
    ...(students.length > 0
      ? []
      : [
          `No student is named for ${what}, so its calls are not counted: name one in study.${key}${orBy(namedBy?.student)}.`,
        ]),
    ...(graders.length > 0
      ? []
      : [
          `No grader is named, so no grading is counted: name one in study.grade.graders${orBy(namedBy?.grader)}.`,
        ]),
    ...unknown.map(
      (model) =>
        `There is no endpoint for ${model} here: what it costs and what is stored of it is not known.`,
    ),
    ...(unchecked === 0
      ? []
      : [
          `The rule grader cannot grade ${unchecked} mixes of ${what}, because not all of their skills carry a "check".`,
        ]),
  ];
}

function orBy(way: string | undefined): string {
  return way === undefined ? '' : `, or by ${way}`;
}

function countUnchecked(parts: Plan['parts']): number {
  return parts.reduce(
    (sum, { mixes }) => sum + mixes.filter(({ skills }) => skills.some(({ check }) => !check)).length,
    0,
  );
}
