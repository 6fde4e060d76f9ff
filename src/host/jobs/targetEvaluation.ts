import * as vscode from 'vscode';
import { writtenFor } from '../../core/answers/advanceAnswers.ts';
import { isLeft } from '../../core/answers/awaitedJobs.ts';
import { evaluationOn, type TargetEvaluation } from '../../core/answers/evaluationOn.ts';
import { isGradedInBatches } from '../../core/answers/isGradedInBatches.ts';
import { isRunOnTarget } from '../../core/answers/runOnTarget.ts';
import { jobsOnly, targetStudents } from '../../core/answers/targetStudents.ts';
import type { TargetPort } from '../../core/jobs/targetPort.ts';
import { planRecord } from '../../core/plan/planRecord.ts';
import { isStillOut } from '../../core/runs/batches/outInBatches.ts';
import { stepEnding } from '../../core/runs/batches/stepEnding.ts';
import type { PriceOf } from '../../core/runs/budget.ts';
import type { Grader } from '../../core/runs/gradeSample.ts';
import { recordedRun } from '../../core/runs/recordedRun.ts';
import type { Run } from '../../core/runs/records.ts';
import { isFailure } from '../../core/runs/runEnding.ts';
import { endOfStep, type StageEnd } from '../../core/study/advanceStudy.ts';
import { newRunId } from '../mixes/editorRun.ts';
import { type LongerWork, stepInBatches } from '../runs/batchRun.ts';
import type { RunWay } from '../runs/executeRun.ts';
import { gradingTools } from '../runs/gradingTools.ts';
import { runLive } from '../runs/liveRun.ts';
import { tellBatches } from '../runs/lookAfterBatches.ts';
import { askedModels, type PreparedRun, type SkillsetFile, titleOf } from '../runs/preparedRun.ts';
import { settingsOverrides } from '../runs/prepareStudy.ts';
import { pricesFor } from '../runs/prices.ts';
import { readSettings } from '../settings.ts';
import type { OpenStore } from '../stores.ts';
import { UserError } from '../userError.ts';
import { type Answered, answerOnTarget, type EvaluateTools } from './answerOnTarget.ts';
import { pickTarget } from './targets/pickTarget.ts';

/** The evaluation of a file on a target, made ready. Nothing has been sent or written yet. */
export interface Evaluation {
  readonly file: SkillsetFile;
  readonly open: OpenStore;
  readonly port: TargetPort;
  readonly evaluation: TargetEvaluation;
  readonly graders: readonly Grader[];
  readonly priceOf: PriceOf;
  readonly title: string;
}

/** @throws UserError where the study cannot be evaluated there, saying why */
export async function prepareEvaluation(tools: EvaluateTools, file: SkillsetFile): Promise<Evaluation> {
  const { evaluate, train } = file.skillset.study ?? {};
  const port = await pickTarget(tools.targets, evaluate?.target ?? train?.target);
  const open = await tools.stores.of(file.uri);
  const evaluation = await planned(tools, file, open, port);
  const graders = await tools.models.gradersNamed(evaluation.plan.graders, file.uri);
  const { priceOf } = await pricesFor(tools.engine, file.uri);
  const title = `Evaluation of ${titleOf(file)} on ${port.name}`;
  return { file, open, port, evaluation, graders, priceOf, title };
}

/** @throws UserError where the study cannot be evaluated there, saying why */
async function planned(
  { engine }: EvaluateTools,
  { uri, skillset }: SkillsetFile,
  { store, file }: OpenStore,
  port: TargetPort,
): Promise<TargetEvaluation> {
  const jobs = await store.jobs({ file });
  const overrides = settingsOverrides(skillset, 'evaluate', readSettings(uri));
  const asked = { port, jobs, overrides, digest: engine.digest };
  const found = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Skillmix: asking ${port.name}`,
      cancellable: true,
    },
    (_, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      return evaluationOn(skillset, asked, stop.signal);
    },
  );
  if (found.kind === 'planned') return found.evaluation;
  const train = { title: 'Train the Model', command: 'skillmix.train', args: [uri] };
  throw new UserError(found.message, found.kind === 'untrained' ? [train] : []);
}

/** The run that was begun there and waits for its jobs; of the file's runs others may wait for batches of endpoints. */
export async function waitingThere({
  open: { store, file },
  port,
  evaluation,
}: Evaluation): Promise<Run | undefined> {
  const [first] = evaluation.models;
  const runs = await store.runs(file);
  const isHere = (name: string): boolean => name === port.name;
  return first && runs.find((run) => isLeft(run) && isRunOnTarget(run, first.base, isHere));
}

interface EvaluationStep extends LongerWork {
  /** In which the graders are asked. */
  readonly way: RunWay;
}

/**
 * One step: what was answered is read, what comes next is sent, and when all is written it is graded. While jobs or batches
 * answer, nobody needs to wait.
 */
export async function advanceEvaluation(
  tools: EvaluateTools,
  work: Evaluation,
  { way, ...within }: EvaluationStep,
): Promise<StageEnd> {
  const grading = gradingOf(work);
  const { open, port, evaluation } = work;
  const { models } = evaluation;
  if (await isGradedInBatches(open.store, open.file, { target: port.name, models }))
    return endOfStep(await stepInBatches(tools, grading, within));
  const answered = await answer(tools, work, within.signal);
  if (answered.state === 'done' && way === 'batches' && grading.models.length > 0)
    return endOfStep(await stepInBatches(tools, grading, within));
  if (answered.state === 'done')
    return isFailure(await runLive(tools, grading, within.signal)) ? 'failed' : 'done';
  if (answered.state === 'waiting') return 'waiting';
  if (answered.state === 'stopped') tell(work.title, answered);
  return 'failed';
}

async function answer(tools: EvaluateTools, work: Evaluation, signal: AbortSignal): Promise<Answered> {
  const { open, port, evaluation, priceOf, title } = work;
  const runTools = gradingTools(tools, open.store, title);
  // Weights that lie on the target need no hub.
  const isFetched = evaluation.models.some(({ base }) => !base.startsWith('/'));
  const secrets = await tools.jobSecrets.of({ secrets: isFetched ? ['HF_TOKEN'] : [] });
  const id = (await waitingThere(work))?.id ?? newRunId();
  const begun = { id, kind: 'evaluate', file: open.file, plan: planRecord(evaluation.plan) } as const;
  try {
    return await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: `Skillmix: ${title}` },
      () =>
        recordedRun(runTools, begun, async (run) =>
          stillWaiting(
            open,
            run,
            await answerOnTarget(tools, { port, evaluation, priceOf, runTools, run, secrets, signal }),
          ),
        ),
    );
  } finally {
    tools.stores.changed();
    tools.jobs.changed();
  }
}

async function stillWaiting({ store }: OpenStore, run: Run, answered: Answered): Promise<Answered> {
  const isWaiting = answered.state === 'cancelled' && (await isStillOut(store, run));
  return isWaiting ? { ...answered, state: 'waiting' } : answered;
}

function tell(title: string, { step, why }: Answered): void {
  const last = step?.steps.at(-1)?.step;
  if (last !== undefined) tellBatches(stepEnding(title, last));
  else if (why !== undefined) void vscode.window.showWarningMessage(`${title}: ${why}`);
}

/** What they wrote is graded like any other text. */
function gradingOf({ file, port, evaluation, graders, priceOf, title }: Evaluation): PreparedRun {
  const { plan, models } = evaluation;
  const students = targetStudents(port.name, models, { port: jobsOnly(port.name), sampling: plan.sampling });
  return {
    ...{ kind: 'evaluate', skillset: file.uri, title, part: 'evaluation', summary: title, text: title },
    record: planRecord(plan),
    models: askedModels([], graders),
    budget: plan.budget,
    priceOf,
    workFor: async (runTools, run) => ({
      ...{ texts: [], textCount: 0, graders, rounds: plan.rounds, retryUnreadable: false },
      samples: [...writtenFor(runTools, run, { plan, students })],
    }),
  };
}
