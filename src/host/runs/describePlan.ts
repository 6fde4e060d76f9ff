import { formatStudy } from '../../core/plan/formatStudy.ts';
import type { Plan, PlanOverrides } from '../../core/plan/plan.ts';
import { planSummary } from '../../core/plan/planSummary.ts';
import type { PricePort } from '../../core/plan/prices.ts';
import { type StudyFacts, studyReport } from '../../core/plan/studyReport.ts';
import { NOTHING_STORED, surveyOf } from '../../core/plan/survey.ts';
import type { Student } from '../../core/runs/generateSample.ts';
import type { Grader } from '../../core/runs/gradeSample.ts';
import type { SamplePurpose } from '../../core/runs/records.ts';
import { spentBefore } from '../../core/runs/spentBefore.ts';
import { readSettings } from '../settings.ts';
import { UserError } from '../userError.ts';
import type { SkillsetFile } from './preparedRun.ts';
import type { RunTools } from './runTools.ts';

export interface PlanToDescribe {
  readonly purpose: SamplePurpose;
  /** They name all students and graders. */
  readonly overrides: PlanOverrides;
  readonly students: readonly Student[];
  readonly graders: readonly Grader[];
  readonly prices: PricePort;
}

export interface DescribedPlan {
  readonly plan: Plan;
  /** In a few lines. */
  readonly summary: string;
  /** At length. */
  readonly text: string;
}

/** Calls at a time that the time is told for where the settings say nothing. */
const CONCURRENCY = 8;

/** Draws a plan, and says what it takes. Nothing is asked, and no store is made. */
export async function describePlan(
  tools: RunTools,
  { uri, skillset }: SkillsetFile,
  told: PlanToDescribe,
): Promise<DescribedPlan> {
  const { purpose, overrides } = told;
  const concurrency = readSettings(uri).concurrency ?? CONCURRENCY;
  const facts = { ...(await storedFacts(tools, uri, told)), ...modelFacts(told), concurrency };
  const planned = studyReport(skillset, [purpose], overrides, { ...facts, digest: tools.engine.digest });
  if (planned.kind === 'problem') throw new UserError(planned.message);
  const { report } = planned;
  const [first] = report.plans;
  if (first === undefined || first.texts === 0)
    throw new UserError(`The study asks for no texts: give "${purpose}" some.`);
  return {
    plan: first.plan,
    summary: planSummary(report),
    text: `${formatStudy(report, concurrency)}\n`,
  };
}

async function storedFacts(
  { stores, engine }: RunTools,
  uri: SkillsetFile['uri'],
  { prices }: PlanToDescribe,
): Promise<Pick<StudyFacts, 'survey' | 'spent' | 'file'>> {
  const open = await stores.existing(uri);
  if (open === undefined) {
    const { file } = engine.storePlace(uri.fsPath);
    return { survey: NOTHING_STORED, spent: { money: 0, tokens: 0 }, file };
  }
  const { store, file } = open;
  const [survey, spent] = await Promise.all([
    surveyOf(store, file),
    spentBefore(store, file, prices.priceOf),
  ]);
  return { survey, spent, file };
}

function modelFacts({
  students,
  graders,
  prices,
}: PlanToDescribe): Pick<StudyFacts, 'studentOf' | 'priceOf'> {
  const known = [...students, ...graders].flatMap((model) =>
    'port' in model ? [[model.name, { ...model, sampling: {} }] as const] : [],
  );
  const models = new Map<string, Student>(known);
  return {
    studentOf: (name) => models.get(name),
    priceOf: (name) => {
      const found = models.get(name);
      return found && prices.priceOf(found.port.identity, found.model);
    },
  };
}
