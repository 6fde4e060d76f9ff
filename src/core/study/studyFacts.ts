import { checkOf } from '../grading/checkPattern.ts';
import { yieldsOf } from '../metrics/yields.ts';
import type { Mix } from '../mixes/mix.ts';
import { type Plan, textsIn } from '../plan/plan.ts';
import { roundName, type Survey, surveyOf } from '../plan/survey.ts';
import { tasksOf } from '../plan/tasksOf.ts';
import { moneyFor, type PriceOf } from '../runs/budget.ts';
import { type Student, sampleIdOf } from '../runs/generateSample.ts';
import { RULE_GRADER } from '../runs/modelRef.ts';
import type { CallRecord, ClockPort, Digest, StorePort } from '../runs/ports.ts';
import type { Run, RunId } from '../runs/records.ts';
import type { Skillset } from '../skillset/skillset.ts';
import type { StudyFacts, WorkCount } from './stages.ts';

/** What is asked of whom; the plans of the study, with the students that are known by now. */
export interface StudyWork {
  readonly skillset: Skillset;
  /** As in `Run.file`. */
  readonly file: string;
  readonly data?: { readonly plan: Plan; readonly students: readonly Student[] };
  readonly evaluate?: {
    readonly plan: Plan;
    readonly students: readonly Student[];
    /** How many more there will be, when something is trained. */
    readonly unknown: number;
  };
}

export interface FactTools {
  readonly store: StorePort;
  readonly clock: ClockPort;
  readonly digest: Digest;
  readonly priceOf: PriceOf;
}

/** Reads from the store how far a study is. */
export async function studyFacts(tools: FactTools, work: StudyWork): Promise<StudyFacts> {
  const { store, clock } = tools;
  const { file, skillset, data, evaluate } = work;
  const survey = await surveyOf(store, file);
  const runs = (await store.runs(file)).toSorted((a, b) => a.startedAt - b.startedAt);
  const train = skillset.study?.train;
  return {
    ...(data && { data: { ...countOf(tools, file, survey, data), kept: await keptOf(tools, work) } }),
    ...(train && { train: { target: train.target, steps: train.steps } }),
    ...(evaluate && { evaluate: evaluationCount(tools, file, survey, evaluate) }),
    runs,
    jobs: await store.jobs({ file }),
    batches: await store.batches({ file, open: true }),
    money: {
      data: await paidBy(tools, runs, ['data']),
      evaluate: await paidBy(tools, runs, ['evaluate'], 'generate'),
      grade: await paidBy(tools, runs, ['evaluate', 'grade'], 'grade'),
    },
    now: clock.now(),
  };
}

function countOf(
  { digest }: Pick<FactTools, 'digest'>,
  file: string,
  { texts }: Survey,
  { plan, students }: { readonly plan: Plan; readonly students: readonly Student[] },
): WorkCount {
  const count = { texts: 0, settled: 0, gradings: 0, graded: 0 };
  for (const student of students) {
    for (const task of tasksOf(plan, { runId: '' as RunId, file, student, digest })) {
      const known = texts.get(sampleIdOf({ digest }, task));
      count.texts += 1;
      if (known === undefined || known.state === 'failed') continue;
      count.settled += 1;
      if (known.state === 'unreadable') continue;
      for (const name of roundsOf(plan, task.mix)) {
        count.gradings += 1;
        if (known.gradings.has(name)) count.graded += 1;
      }
    }
  }
  return count;
}

function evaluationCount(
  tools: Pick<FactTools, 'digest'>,
  file: string,
  survey: Survey,
  evaluate: NonNullable<StudyWork['evaluate']>,
): NonNullable<StudyFacts['evaluate']> {
  const known = countOf(tools, file, survey, evaluate);
  const { plan, unknown } = evaluate;
  return { ...known, texts: known.texts + unknown * textsIn(plan), isGraded: plan.graders.length > 0 };
}

/** The gradings that a text for the mix gets: the rule grader leaves alone what it has no check for. */
function roundsOf({ graders, rounds }: Plan, { skills }: Mix): string[] {
  return graders.flatMap((grader) => {
    if (grader !== RULE_GRADER)
      return Array.from({ length: rounds }, (_, index) => roundName(grader, index + 1));
    const isGradable = skills.every(({ check }) => check !== undefined && checkOf(check) !== undefined);
    return isGradable ? [roundName(grader, 1)] : [];
  });
}

/** By all graders together, where there are several. */
async function keptOf(
  { store }: Pick<FactTools, 'store'>,
  { file, skillset, data }: StudyWork,
): Promise<number> {
  const { tables } = yieldsOf(await store.reportFacts({ file }), {
    keep: data?.plan.keep ?? 'full-marks',
    nameRule: skillset.grade?.nameRule ?? true,
    filter: { purposes: ['data'] },
  });
  const most = Math.max(0, ...tables.map(({ graders }) => graders.length));
  return tables
    .filter(({ graders }) => graders.length === most)
    .reduce((sum, { total }) => sum + total.kept, 0);
}

async function paidBy(
  { store, priceOf }: FactTools,
  runs: readonly Run[],
  kinds: readonly Run['kind'][],
  only?: CallRecord['purpose'],
): Promise<number> {
  let money = 0;
  for (const { id } of runs.filter(({ kind }) => kinds.includes(kind))) {
    for (const { endpoint, model, isBatch, purpose, input, output } of await store.spent({ runId: id })) {
      const price = priceOf(endpoint, model);
      if (price !== undefined && (only === undefined || purpose === only))
        money += moneyFor(price, { input, output }) * (isBatch ? (price.batchFactor ?? 1) : 1);
    }
  }
  return money;
}
