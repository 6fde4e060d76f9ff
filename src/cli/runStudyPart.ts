import type { YieldReport } from '../core/metrics/yields.ts';
import { type Plan, type PlanOverrides, textsIn } from '../core/plan/plan.ts';
import { planOf } from '../core/plan/planOf.ts';
import { planRecord } from '../core/plan/planRecord.ts';
import { type PlanWork, startPlan, workOf } from '../core/plan/runPlan.ts';
import type { SamplePurpose } from '../core/runs/records.ts';
import { type EndedRun, isFailure } from '../core/runs/runEnding.ts';
import type { Skillset } from '../core/skillset/skillset.ts';
import { runInBatches } from './batchWork.ts';
import type { CommandContext } from './commandContext.ts';
import { gradersNamed, studentsNamed } from './models.ts';
import { pricesFrom } from './prices.ts';
import { checkPrices } from './runBudget.ts';
import { endpointsOf, mostAtOnce, type RunFlags } from './runFlags.ts';
import { tellEnd, textsJson } from './runResult.ts';
import { createRunView } from './runView.ts';
import { printYields, yieldsOfData } from './tellYields.ts';
import { print, printJson, tell, UsageError } from './terminal.ts';
import { type OpenRun, withRun } from './workplace.ts';

export interface StudyFlags extends RunFlags {
  readonly student?: readonly string[];
}

/** Runs a part of the study: every text that its plan asks for is written, and graded as soon as it is there. */
export async function runStudyPart(
  purpose: SamplePurpose,
  file: string,
  skillset: Skillset,
  flags: StudyFlags & PlanOverrides,
  { signal, end }: CommandContext,
): Promise<void> {
  const plan = plannedBy(purpose, skillset, flags);
  const { sampling } = plan;
  const students = studentsNamed(plan.students, { ...endpointsOf(flags), sampling });
  const graders = gradersNamed(plan.graders, endpointsOf(flags));
  if (graders.length === 0)
    tell('No grader is named, so the texts are written and not graded: name some in study.grade.graders.');
  const priceOf = await pricesFrom(flags.prices);
  checkPrices(plan.budget, [...students, ...graders], priceOf, flags.allowUnpriced);

  const { retryUnreadable = false, batch = false, wait = false } = flags;
  const concurrency = mostAtOnce(flags);
  const recorded = planRecord(plan);
  const begun = { kind: purpose, file, plan: recorded, store: flags.store, goesOn: batch };
  const inBatches = (open: OpenRun, planWork: PlanWork): Promise<EndedRun> => {
    const work = () => workOf(open.tools, open.run, planWork);
    return runInBatches(open, { work, students, graders, budget: plan.budget, priceOf, wait, signal });
  };
  const live = async ({ tools, run }: OpenRun, planWork: PlanWork): Promise<EndedRun> => {
    const { onText, onGrading, onRetry, watch } = createRunView(textsIn(plan) * students.length);
    const options = { ...planWork, priceOf, concurrency, signal, onText, onGrading };
    return watch(await startPlan({ ...tools, onRetry }, run, options));
  };
  let yields: YieldReport | undefined;
  const summary = await withRun(begun, async (open) => {
    const planWork = { plan, students, graders, retryUnreadable };
    const ended = batch ? await inBatches(open, planWork) : await live(open, planWork);
    if (purpose === 'data' && ended.state !== 'waiting') yields = await yieldsOfData(open, plan, skillset);
    return ended;
  });
  if (flags.format === 'json') printJson({ plan: recorded, ...textsJson(summary), yields });
  tellEnd(summary);
  if (flags.format !== 'json' && yields !== undefined) printYields(yields, file);
  if (flags.format !== 'json' && summary.state !== 'waiting')
    print(`Read the results with: skillmix report ${file}`);
  end(isFailure(summary) ? 'failed' : 'ok');
}

function plannedBy(purpose: SamplePurpose, skillset: Skillset, flags: StudyFlags & PlanOverrides): Plan {
  const { student: students, grader: graders, ...overrides } = flags;
  const planned = planOf(skillset, purpose, {
    ...overrides,
    ...(students === undefined ? {} : { students }),
    ...(graders === undefined ? {} : { graders }),
  });
  if (planned.kind === 'problem') throw new UsageError(planned.message);
  return planned.plan;
}
