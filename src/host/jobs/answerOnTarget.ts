import { type AnswersStep, advanceAnswers } from '../../core/answers/advanceAnswers.ts';
import { servedName, serveSpec } from '../../core/answers/answerSpec.ts';
import { type EvaluatedModel, modelName } from '../../core/answers/evaluatedModel.ts';
import { answersInJobs, serverPortOf, type TargetEvaluation } from '../../core/answers/evaluationOn.ts';
import { type JobPlace, jobsOnTarget } from '../../core/answers/jobsOnTarget.ts';
import { serveModel } from '../../core/answers/serveModel.ts';
import { targetBatches } from '../../core/answers/targetBatches.ts';
import { jobsOnly, servedAs, targetStudents } from '../../core/answers/targetStudents.ts';
import type { TargetPort } from '../../core/jobs/targetPort.ts';
import { limitOf, startPlan } from '../../core/plan/runPlan.ts';
import type { PriceOf } from '../../core/runs/budget.ts';
import type { GradingTools } from '../../core/runs/gradeSample.ts';
import type { RunEnd } from '../../core/runs/recordedRun.ts';
import type { BatchId, Run } from '../../core/runs/records.ts';
import type { RunTools } from '../runs/runTools.ts';
import { UserError } from '../userError.ts';
import type { Agreements } from './agreements.ts';
import type { GoingOn } from './goingOn.ts';
import type { JobsEngine } from './jobsEngine.ts';
import type { StartTools } from './startShown.ts';
import type { Targets } from './targets/targets.ts';

export interface EvaluateTools extends RunTools, StartTools {
  readonly jobsEngine: JobsEngine;
  readonly targets: Targets;
  readonly goingOn: GoingOn;
  readonly agreements: Agreements;
}

export interface ToAnswer {
  readonly port: TargetPort;
  readonly evaluation: TargetEvaluation;
  readonly priceOf: PriceOf;
  readonly runTools: GradingTools;
  readonly run: Run;
  /** The values of variables for the jobs. */
  readonly secrets: { readonly [name: string]: string };
  readonly signal: AbortSignal;
}

export interface Answered extends RunEnd {
  /** Of those that answer in jobs. */
  readonly step?: AnswersStep;
}

/**
 * One step of the answers: jobs are looked at, and sent where some are missing. What jobs cannot do is asked of a server
 * there, as long as that takes.
 */
export async function answerOnTarget(tools: EvaluateTools, work: ToAnswer): Promise<Answered> {
  const { evaluation, port, run, secrets } = work;
  const place: JobPlace = { port, file: run.file, secrets: () => secrets };
  const inJobs = evaluation.models.filter((model) => answersInJobs(evaluation, model));
  if (inJobs.length > 0) {
    const step = await answerInJobs(tools, work, place, inJobs);
    const progress = step.steps.at(-1)?.step.progress;
    const why = step.why === undefined ? {} : { why: step.why };
    const answered = { step, state: step.state, ...why, ...(progress && { progress }) };
    if (step.state !== 'done') return answered;
  }
  for (const model of evaluation.models.filter((one) => !inJobs.includes(one))) {
    const served = await answerServed(tools, work, place, model);
    if (served.state !== 'done') return served;
  }
  return { state: 'done' };
}

function answerInJobs(
  tools: EvaluateTools,
  { port, evaluation, priceOf, runTools, run, signal }: ToAnswer,
  place: JobPlace,
  models: readonly EvaluatedModel[],
): Promise<AnswersStep> {
  const { plan, shardSize, gpus, oneAtATime } = evaluation;
  const jobs = jobsOnTarget(tools.jobs.jobTools(runTools.store), place);
  const lines = tools.jobsEngine.batchLines(port.name);
  const batches = targetBatches({ jobs, models, lines, shardSize, gpus });
  const answering = { port: jobsOnly(port.name, batches), sampling: plan.sampling };
  const students = targetStudents(port.name, models, answering);
  const newId = (): BatchId => globalThis.crypto.randomUUID() as BatchId;
  const work = { plan, students, oneAtATime, retryUnreadable: false };
  return advanceAnswers(runTools, run, work, { limit: limitOf(plan.budget), priceOf, newId, signal });
}

/** In seconds: a model on a processor takes its time. */
const TIMEOUT = 3600;

/** @throws UserError where the model cannot be served, saying why */
async function answerServed(
  tools: EvaluateTools,
  { port, evaluation, priceOf, runTools, run, signal }: ToAnswer,
  place: JobPlace,
  model: EvaluatedModel,
): Promise<Answered> {
  const { engine, gpus, plan } = evaluation;
  const serverPort = serverPortOf(modelName(model), tools.engine.digest);
  const address = (at: number): string => `http://127.0.0.1:${at}/v1`;
  const served = await serveModel(
    tools.jobs.jobTools(runTools.store),
    {
      ...place,
      spec: serveSpec(model, { engine, port: serverPort, gpus, target: port.target.kind }),
      serverPort,
      connect: (at, key) => {
        const endpoint = { kind: 'openai', baseUrl: address(at), timeoutSeconds: TIMEOUT } as const;
        return tools.engine.modelPort(port.name, endpoint, key);
      },
      random: tools.engine.random,
      onJob: () => tools.jobs.changed(),
    },
    async (endpoint) => {
      const answering = {
        port: servedAs(port.name, endpoint, servedName(model, engine)),
        sampling: plan.sampling,
      };
      const students = targetStudents(port.name, [model], answering);
      // The server of Transformers answers in turn: what waits there only waits longer.
      const concurrency = engine === 'transformers' ? 1 : undefined;
      const options = { plan, students, graders: [], retryUnreadable: false, priceOf, concurrency, signal };
      return (await startPlan(runTools, run, options)).ended;
    },
    signal,
  );
  if (served.kind === 'served') return served.value;
  throw new UserError(`${modelName(model)} could not be served on ${port.name}: ${served.why}`);
}
