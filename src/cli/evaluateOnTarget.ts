import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { batchLines } from '../adapters/models/batchLines.ts';
import { modelPort } from '../adapters/models/modelPort.ts';
import { sha256 } from '../adapters/system/sha256.ts';
import { type AnswersStep, advanceAnswers, writtenFor } from '../core/answers/advanceAnswers.ts';
import { servedName, serveSpec } from '../core/answers/answerSpec.ts';
import { type EvaluatedModel, modelName } from '../core/answers/evaluatedModel.ts';
import { answersInJobs, serverPortOf } from '../core/answers/evaluationOn.ts';
import { isGradedInBatches } from '../core/answers/isGradedInBatches.ts';
import { jobsOnTarget } from '../core/answers/jobsOnTarget.ts';
import { serveModel } from '../core/answers/serveModel.ts';
import { targetBatches } from '../core/answers/targetBatches.ts';
import { jobsOnly, servedAs, targetStudents } from '../core/answers/targetStudents.ts';
import type { Plan, PlanOverrides } from '../core/plan/plan.ts';
import { planRecord } from '../core/plan/planRecord.ts';
import { limitOf, startPlan } from '../core/plan/runPlan.ts';
import type { PriceOf } from '../core/runs/budget.ts';
import type { Grader } from '../core/runs/gradeSample.ts';
import type { TaskCounts } from '../core/runs/progress.ts';
import type { BatchId } from '../core/runs/records.ts';
import { type EndedRun, isFailure } from '../core/runs/runEnding.ts';
import { type RunWork, startRun } from '../core/runs/runner.ts';
import type { Skillset } from '../core/skillset/skillset.ts';
import { runInBatches, tellStep } from './batchWork.ts';
import type { CommandContext } from './commandContext.ts';
import { type EvaluationOn, evaluationOn, type OnTargetFlags } from './evaluationOn.ts';
import { gradersNamed } from './models.ts';
import { pricesFrom } from './prices.ts';
import { budgetOf } from './runBudget.ts';
import { endpointsOf, mostAtOnce } from './runFlags.ts';
import { tellEnd, textsJson } from './runResult.ts';
import { createRunView } from './runView.ts';
import { print, printJson, tell, WorkError } from './terminal.ts';
import { type OpenRun, withRun } from './workplace.ts';

/** In milliseconds: how often a target is asked while it is waited for. */
const LOOK_AGAIN = 15_000;

/** Evaluates the study's base and tuned model where they can run, and grades what they write. */
export async function evaluateOnTarget(
  file: string,
  skillset: Skillset,
  flags: OnTargetFlags & PlanOverrides,
  { signal, end }: CommandContext,
): Promise<EndedRun> {
  const evaluation = await evaluationOn(file, skillset, flags, signal);
  try {
    const { plan } = evaluation;
    const graders = gradersNamed(plan.graders, endpointsOf(flags));
    if (graders.length === 0) tell('No grader is named, so the texts are written and not graded.');
    const priceOf = await pricesFrom(flags.prices);
    const recorded = planRecord(plan);
    const begun = { kind: 'evaluate', file, plan: recorded, store: flags.store, goesOn: true } as const;
    const summary = await withRun(begun, (open) =>
      answerAndGrade(open, evaluation, { graders, priceOf, flags, signal }),
    );
    if (flags.format === 'json') printJson({ plan: recorded, ...textsJson(summary) });
    tellEnd(summary);
    if (summary.state === 'waiting') tell('Run the same command again to go on.');
    else if (flags.format !== 'json') print(`Read the results with: skillmix report ${file}`);
    end(isFailure(summary) ? 'failed' : 'ok');
    return summary;
  } finally {
    await evaluation.port.close();
  }
}

interface Doing {
  readonly graders: readonly Grader[];
  readonly priceOf: PriceOf;
  readonly flags: OnTargetFlags;
  readonly signal: AbortSignal;
}

/** The texts first, all of them; then those that are graded by models or rules, in the same run. */
async function answerAndGrade(open: OpenRun, evaluation: EvaluationOn, doing: Doing): Promise<EndedRun> {
  const { tools, run } = open;
  const { port, models } = evaluation;
  if (await isGradedInBatches(tools.store, run.file, { target: port.name, models }))
    return gradeInBatches(open, evaluation, doing);
  const batched = evaluation.models.filter((model) => answersInJobs(evaluation, model));
  const answered = await answerInJobs(open, evaluation, batched, doing);
  if (answered !== undefined && answered.state !== 'done') return answered;
  const written = answered === undefined ? [] : [answered.progress.texts];
  for (const model of evaluation.models.filter((one) => !batched.includes(one))) {
    const ended = await answerLive(open, evaluation, model, doing);
    if (ended.state !== 'done') return ended;
    written.push(ended.progress.texts);
  }
  const isBatched = doing.flags.batch === true && doing.graders.some(({ kind }) => kind === 'model');
  return withTexts(await (isBatched ? gradeInBatches : grade)(open, evaluation, doing), written);
}

/** A text that failed is not there to be graded: how it went with the texts is part of how it all ended. */
function withTexts(graded: EndedRun, written: readonly TaskCounts[]): EndedRun {
  const { progress } = graded;
  return { ...graded, progress: { ...progress, texts: sumOf([progress.texts, ...written]) } };
}

function sumOf(all: readonly TaskCounts[]): TaskCounts {
  const sum = (count: keyof TaskCounts): number => all.reduce((so, counts) => so + counts[count], 0);
  return {
    ...{ total: sum('total'), done: sum('done'), unreadable: sum('unreadable'), failed: sum('failed') },
    ...{ running: sum('running'), left: sum('left'), cached: sum('cached') },
  };
}

async function answerInJobs(
  open: OpenRun,
  evaluation: EvaluationOn,
  models: readonly EvaluatedModel[],
  { priceOf, flags, signal }: Doing,
): Promise<EndedRun | undefined> {
  if (models.length === 0) return undefined;
  const { plan, port, shardSize, gpus, oneAtATime } = evaluation;
  const { retryUnreadable = false, wait = false } = flags;
  const jobs = jobsOnTarget(evaluation.jobTools(open.tools), evaluation.place(open.run.file));
  const batches = targetBatches({ jobs, models, lines: batchLines(port.name), shardSize, gpus });
  const students = targetStudents(port.name, models, {
    port: jobsOnly(port.name, batches),
    sampling: plan.sampling,
  });
  for (;;) {
    const step = await advanceAnswers(
      open.tools,
      open.run,
      { plan, students, oneAtATime, retryUnreadable },
      { limit: limitOf(plan.budget), priceOf, newId: () => randomUUID() as BatchId, signal },
    );
    for (const { step: one } of step.steps) tellStep(one);
    const ended = endedBy(step);
    if (ended.state !== 'waiting' || !wait || signal.aborted) return ended;
    await delay(LOOK_AGAIN, undefined, { signal }).catch(() => undefined);
  }
}

function endedBy({ steps, state, why }: AnswersStep): EndedRun {
  const last = steps.at(-1)?.step;
  if (last === undefined) throw new Error('There is nobody to evaluate.');
  const { stopped, withoutCheck } = last;
  const texts = sumOf(steps.map(({ step }) => step.progress.texts));
  return {
    progress: { ...last.progress, texts },
    stopped,
    withoutCheck,
    state,
    ...(why === undefined ? {} : { why }),
  };
}

async function answerLive(
  open: OpenRun,
  evaluation: EvaluationOn,
  model: EvaluatedModel,
  { priceOf, flags, signal }: Doing,
): Promise<EndedRun> {
  const { plan, port, engine, gpus } = evaluation;
  const serverPort = serverPortOf(modelName(model), sha256);
  const options = {
    ...evaluation.place(open.run.file),
    spec: serveSpec(model, { engine, port: serverPort, gpus, target: port.target.kind }),
    serverPort,
    connect: (at: number, key: string | undefined) =>
      modelPort(
        port.name,
        { kind: 'openai', baseUrl: `http://127.0.0.1:${at}/v1`, timeoutSeconds: 3600 },
        key,
      ),
    random: Math.random,
    onJob: ({ id }: { readonly id: string }) =>
      tell(`Serving ${modelName(model)} on ${port.name} as the job ${id}.`),
  };
  const served = await serveModel(
    evaluation.jobTools(open.tools),
    options,
    (endpoint) => {
      const students = targetStudents(port.name, [model], {
        port: servedAs(port.name, endpoint, servedName(model, engine)),
        sampling: plan.sampling,
      });
      return write(open, plan, students, { priceOf, flags, signal, engine });
    },
    signal,
  );
  if (served.kind === 'served') return served.value;
  throw new WorkError(`${modelName(model)} could not be served on ${port.name}: ${served.why}`);
}

async function write(
  open: OpenRun,
  plan: Plan,
  students: Parameters<typeof startPlan>[2]['students'],
  { priceOf, flags, signal, engine }: Omit<Doing, 'graders'> & Pick<EvaluationOn, 'engine'>,
): Promise<EndedRun> {
  const { onText, onGrading, onRetry, watch } = createRunView(0);
  const options = {
    ...{ plan, students, graders: [], priceOf, signal, onText, onGrading },
    retryUnreadable: flags.retryUnreadable ?? false,
    // The server of Transformers answers in turn: what waits there only waits longer.
    concurrency: mostAtOnce(flags) ?? (engine === 'transformers' ? 1 : undefined),
  };
  return watch(await startPlan({ ...open.tools, onRetry }, open.run, options));
}

async function grade(open: OpenRun, evaluation: EvaluationOn, doing: Doing): Promise<EndedRun> {
  const { plan } = evaluation;
  const { priceOf, flags, signal } = doing;
  const { onText, onGrading, onRetry, watch } = createRunView(0);
  const work = gradingOf(open, evaluation, doing);
  const budget = await budgetOf(open, plan.budget, priceOf);
  const options = { concurrency: mostAtOnce(flags), budget, signal, onText, onGrading };
  return watch(startRun({ ...open.tools, onRetry }, open.run, work, options));
}

function gradeInBatches(open: OpenRun, evaluation: EvaluationOn, doing: Doing): Promise<EndedRun> {
  const { graders, priceOf, flags, signal } = doing;
  return runInBatches(open, {
    work: () => gradingOf(open, evaluation, doing),
    ...{ students: [], graders, priceOf, signal },
    budget: evaluation.plan.budget,
    wait: flags.wait ?? false,
  });
}

function gradingOf(
  { tools, run }: OpenRun,
  { plan, models, port }: EvaluationOn,
  { graders, flags }: Doing,
): RunWork {
  const students = targetStudents(port.name, models, { port: jobsOnly(port.name), sampling: plan.sampling });
  return {
    ...{ texts: [], textCount: 0, graders, rounds: plan.rounds },
    samples: [...writtenFor(tools, run, { plan, students })],
    retryUnreadable: flags.retryUnreadable ?? false,
  };
}
