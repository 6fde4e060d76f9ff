import type { PlanOverrides } from '../../core/plan/plan.ts';
import { planRecord } from '../../core/plan/planRecord.ts';
import { workOf } from '../../core/plan/runPlan.ts';
import type { SamplePurpose } from '../../core/runs/records.ts';
import { RUN_WORDS } from '../../core/runs/runItem.ts';
import type { Skillset } from '../../core/skillset/skillset.ts';
import type { ModelUse } from '../models/models.ts';
import { readSettings, type Settings } from '../settings.ts';
import { describePlan } from './describePlan.ts';
import { askedModels, type PreparedRun, type SkillsetFile, titleOf } from './preparedRun.ts';
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
  const { uri } = file;
  const named = await namedModels(tools, file, purpose, overrides);
  if (named === undefined) return undefined;
  const students = await tools.models.studentsNamed(named.students, {}, uri, use);
  const graders = await tools.models.gradersNamed(named.graders, uri, use);
  const prices = await pricesFor(tools.engine, uri);
  const { plan, ...described } = await describePlan(tools, file, {
    purpose,
    overrides: named,
    students,
    graders,
  });
  return {
    kind: purpose,
    skillset: uri,
    title: `${RUN_WORDS[purpose]} of ${titleOf(file)}`,
    part: purpose === 'data' ? 'data' : 'evaluation',
    ...described,
    record: planRecord(plan),
    models: askedModels(students, graders),
    budget: plan.budget,
    priceOf: prices.priceOf,
    workFor: async (runTools, run) => workOf(runTools, run, { plan, students, graders, retryUnreadable }),
  };
}

type Named = PlanOverrides & Required<Pick<PlanOverrides, 'students' | 'graders'>>;

/** Leads to a student where neither the study nor the settings name one. */
async function namedModels(
  tools: RunTools,
  { uri, skillset }: SkillsetFile,
  purpose: SamplePurpose,
  overrides: PlanOverrides,
): Promise<Named | undefined> {
  const namedNow = (): Named => ({
    ...settingsOverrides(skillset, purpose, readSettings(uri)),
    ...overrides,
  });
  const named = namedNow();
  if (named.students.length > 0) return named;
  return (await tools.chooseModels(uri)) ? namedNow() : undefined;
}

/**
 * What the study says, it says for everybody who runs it; the settings decide only what it leaves out. So the same file
 * gives the same run here and on the command line.
 */
export function settingsOverrides(skillset: Skillset, purpose: SamplePurpose, settings: Settings): Named {
  const { temperature, maxTokens, rounds } = settings;
  const student = skillset.student ?? settings.student;
  const asked = skillset.study?.[purpose];
  const listed = purpose === 'evaluate' ? skillset.study?.evaluate?.students : undefined;
  return {
    students: listed ?? (student === undefined ? [] : [student]),
    graders: skillset.grade?.graders ?? settings.graders,
    ...(skillset.grade?.rounds === undefined ? { rounds } : {}),
    ...(asked?.temperature === undefined && temperature !== undefined ? { temperature } : {}),
    ...(asked?.maxTokens === undefined && maxTokens !== undefined ? { maxTokens } : {}),
  };
}
