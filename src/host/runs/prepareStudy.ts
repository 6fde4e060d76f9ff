import { type Plan, type PlanOverrides, textsIn } from '../../core/plan/plan.ts';
import { planOf } from '../../core/plan/planOf.ts';
import { planRecord } from '../../core/plan/planRecord.ts';
import { startPlan } from '../../core/plan/runPlan.ts';
import type { SamplePurpose } from '../../core/runs/records.ts';
import { RUN_WORDS } from '../../core/runs/runItem.ts';
import type { Skillset } from '../../core/skillset/skillset.ts';
import { graderNames, type ModelUse } from '../models/models.ts';
import { readSettings, type Settings } from '../settings.ts';
import { UserError } from '../userError.ts';
import { describePlan } from './describePlan.ts';
import { type PreparedRun, type SkillsetFile, titleOf } from './preparedRun.ts';
import { pricesFor } from './prices.ts';
import type { RunTools } from './runTools.ts';

export interface StudyOptions {
  /** In place of what the settings and the study say. */
  readonly overrides?: PlanOverrides;
  readonly retryUnreadable?: boolean;
}

/** Draws the plan of one part of the study and finds its models. Undefined where none was chosen. */
export async function prepareStudy(
  tools: RunTools,
  file: SkillsetFile,
  purpose: SamplePurpose,
  { overrides = {}, retryUnreadable = false }: StudyOptions,
  use: ModelUse,
): Promise<PreparedRun | undefined> {
  const { uri, skillset } = file;
  const plan = await planWithModels(tools, file, purpose, overrides);
  if (plan === undefined) return undefined;
  const students = await tools.models.studentsNamed(plan.students, plan.sampling, uri, use);
  const graders = await tools.models.gradersNamed(plan.graders, uri, use);
  const { priceOf } = await pricesFor(tools.engine, uri);
  const open = await tools.stores.existing(uri);
  const described = await describePlan({ plan, skillset, students, graders, priceOf, open });
  return {
    kind: purpose,
    skillset: uri,
    title: `${RUN_WORDS[purpose]} of ${titleOf(file)}`,
    part: purpose === 'data' ? 'data' : 'evaluation',
    ...described,
    record: planRecord(plan),
    start: (runTools, run, signal) =>
      startPlan(runTools, run, {
        plan,
        students,
        graders,
        priceOf,
        retryUnreadable,
        concurrency: readSettings(uri).concurrency,
        signal,
      }),
  };
}

/** Leads to a student where neither the study nor the settings name one. */
async function planWithModels(
  tools: RunTools,
  { uri, skillset }: SkillsetFile,
  purpose: SamplePurpose,
  overrides: PlanOverrides,
): Promise<Plan | undefined> {
  const planNow = (): Plan => {
    const bySettings = settingsOverrides(skillset, purpose, readSettings(uri));
    const planned = planOf(skillset, purpose, { ...bySettings, ...overrides });
    if (planned.kind === 'plan') return planned.plan;
    throw new UserError(planned.message);
  };
  const plan = planNow();
  if (textsIn(plan) === 0) throw new UserError(`The study asks for no texts: give "${purpose}" some.`);
  if (plan.students.length > 0) return plan;
  return (await tools.chooseModels(uri)) ? planNow() : undefined;
}

/**
 * The settings name the models before the study does, but for the students of an evaluation that lists them; the rest
 * they decide only where the study leaves it out.
 */
function settingsOverrides(skillset: Skillset, purpose: SamplePurpose, settings: Settings): PlanOverrides {
  const { student, temperature, maxTokens, rounds } = settings;
  const asked = skillset.study?.[purpose];
  const listed = purpose === 'evaluate' && skillset.study?.evaluate?.students !== undefined;
  return {
    ...(student === undefined || listed ? {} : { students: [student] }),
    graders: graderNames(skillset, settings),
    ...(skillset.grade?.rounds === undefined ? { rounds } : {}),
    ...(asked?.temperature === undefined && temperature !== undefined ? { temperature } : {}),
    ...(asked?.maxTokens === undefined && maxTokens !== undefined ? { maxTokens } : {}),
  };
}
