import { isTargetIdentity } from '../../core/answers/evaluatedModel.ts';
import { formatStudy } from '../../core/plan/formatStudy.ts';
import type { Plan, PlanOverrides } from '../../core/plan/plan.ts';
import { planSummary } from '../../core/plan/planSummary.ts';
import type { PricePort } from '../../core/plan/prices.ts';
import { type StudyFacts, type StudyReport, studyReport } from '../../core/plan/studyReport.ts';
import { NOTHING_STORED, surveyOf } from '../../core/plan/survey.ts';
import type { Student } from '../../core/runs/generateSample.ts';
import type { Grader } from '../../core/runs/gradeSample.ts';
import type { SamplePurpose } from '../../core/runs/records.ts';
import { spentBefore } from '../../core/runs/spentBefore.ts';
import { readSettings } from '../settings.ts';
import { UserError } from '../userError.ts';
import type { SkillsetFile } from './preparedRun.ts';
import { pricesFor } from './prices.ts';
import type { RunTools } from './runTools.ts';

export interface PlanToDescribe {
  readonly purpose: SamplePurpose;
  /** They name all students and graders. */
  readonly overrides: PlanOverrides;
  readonly students: readonly Student[];
  readonly graders: readonly Grader[];
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
  file: SkillsetFile,
  told: PlanToDescribe,
): Promise<DescribedPlan> {
  const { report, ...described } = await describePlans(tools, file, [told]);
  const [first] = report.plans;
  if (first === undefined || first.texts === 0)
    throw new UserError(`The study asks for no texts: give "${told.purpose}" some.`);
  return { ...described, plan: first.plan };
}

/** The same for several parts of the study, of which one budget is left. */
export async function describePlans(
  tools: RunTools,
  { uri, skillset }: SkillsetFile,
  told: readonly PlanToDescribe[],
): Promise<Omit<DescribedPlan, 'plan'> & { readonly report: StudyReport }> {
  const concurrency = readSettings(uri).concurrency ?? CONCURRENCY;
  const prices = await pricesFor(tools.engine, uri);
  const facts = { ...(await storedFacts(tools, uri, prices)), ...modelFacts(told, prices), concurrency };
  const parts = told.map(({ purpose }) => purpose);
  const overrides = (part: SamplePurpose): PlanOverrides =>
    told.find(({ purpose }) => purpose === part)?.overrides ?? {};
  const planned = studyReport(skillset, parts, overrides, { ...facts, digest: tools.engine.digest });
  if (planned.kind === 'problem') throw new UserError(planned.message);
  const { report } = planned;
  return { report, summary: planSummary(report), text: `${formatStudy(report, concurrency)}\n` };
}

async function storedFacts(
  { stores, engine }: RunTools,
  uri: SkillsetFile['uri'],
  { priceOf }: PricePort,
): Promise<Pick<StudyFacts, 'survey' | 'spent' | 'file'>> {
  const open = await stores.existing(uri);
  if (open === undefined) {
    const { file } = engine.storePlace(uri.fsPath);
    return { survey: NOTHING_STORED, spent: { money: 0, tokens: 0 }, file };
  }
  const { store, file } = open;
  const [survey, spent] = await Promise.all([surveyOf(store, file), spentBefore(store, file, priceOf)]);
  return { survey, spent, file };
}

function modelFacts(
  told: readonly PlanToDescribe[],
  { priceOf }: PricePort,
): Pick<StudyFacts, 'studentOf' | 'priceOf'> {
  const named = told.flatMap(({ students, graders }) => [...students, ...graders]);
  const known = named.flatMap((model) =>
    'port' in model ? [[model.name, { ...model, sampling: {} }] as const] : [],
  );
  const models = new Map<string, Student>(known);
  return {
    studentOf: (name) => models.get(name),
    priceOf: (name) => {
      const found = models.get(name);
      if (found === undefined) return undefined;
      const { identity } = found.port;
      return isTargetIdentity(identity) ? FREE : priceOf(identity, found.model);
    },
  };
}

/** What answers on a target costs the target's time, and nothing by call. */
const FREE = { input: 0, output: 0, batchFactor: 1, source: 'the target’s own time' };
