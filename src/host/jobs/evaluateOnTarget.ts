import * as vscode from 'vscode';
import { writtenFor } from '../../core/answers/advanceAnswers.ts';
import { batchSpec, serveSpec } from '../../core/answers/answerSpec.ts';
import { type EvaluatedModel, modelName } from '../../core/answers/evaluatedModel.ts';
import {
  answersInJobs,
  evaluationOn,
  serverPortOf,
  type TargetEvaluation,
} from '../../core/answers/evaluationOn.ts';
import { isRunOnTarget } from '../../core/answers/runOnTarget.ts';
import { shardsOf } from '../../core/answers/shards.ts';
import { jobsOnly, targetStudents } from '../../core/answers/targetStudents.ts';
import { plural } from '../../core/format/formatCount.ts';
import { shownWords } from '../../core/jobs/quoted.ts';
import type { TargetPort } from '../../core/jobs/targetPort.ts';
import { textsIn } from '../../core/plan/plan.ts';
import { planRecord } from '../../core/plan/planRecord.ts';
import { stepEnding } from '../../core/runs/batches/stepEnding.ts';
import { waitingRun } from '../../core/runs/batches/waitingRun.ts';
import type { PriceOf } from '../../core/runs/budget.ts';
import { type Grader, graderName } from '../../core/runs/gradeSample.ts';
import { recordedRun } from '../../core/runs/recordedRun.ts';
import type { Run } from '../../core/runs/records.ts';
import { newRunId } from '../mixes/editorRun.ts';
import { budgetLines } from '../runs/budgetLines.ts';
import { gradingTools } from '../runs/gradingTools.ts';
import { runLive } from '../runs/liveRun.ts';
import { lookAfterBatches, tellBatches } from '../runs/lookAfterBatches.ts';
import { askedModels, type SkillsetFile, soundSkillset, titleOf } from '../runs/preparedRun.ts';
import { settingsOverrides } from '../runs/prepareStudy.ts';
import { pricesFor } from '../runs/prices.ts';
import { skillsetIn } from '../runs/runTargets.ts';
import { readSettings } from '../settings.ts';
import type { OpenStore } from '../stores.ts';
import { UserError } from '../userError.ts';
import { type Answered, answerOnTarget, type EvaluateTools } from './answerOnTarget.ts';
import { pickTarget } from './targets/pickTarget.ts';

interface Evaluation {
  readonly file: SkillsetFile;
  readonly open: OpenStore;
  readonly port: TargetPort;
  readonly evaluation: TargetEvaluation;
  readonly graders: readonly Grader[];
  readonly priceOf: PriceOf;
  readonly title: string;
}

/**
 * The command *Evaluate on a Target*: has the base and the tuned model answer where their weights lie, and grades what
 * they wrote. Each time it goes on from what is there; while jobs answer, nobody needs to wait.
 */
export async function evaluateOnTarget(tools: EvaluateTools, argument: unknown): Promise<void> {
  const file = await soundSkillset(tools, await skillsetIn(tools, argument));
  const { evaluate, train } = file.skillset.study ?? {};
  const port = await pickTarget(tools.targets, evaluate?.target ?? train?.target);
  const open = await tools.stores.of(file.uri);
  const evaluation = await planned(tools, file, open, port);
  const graders = await tools.models.gradersNamed(evaluation.plan.graders, file.uri);
  const { priceOf } = await pricesFor(tools.engine, file.uri);
  const title = `Evaluation of ${titleOf(file)} on ${port.name}`;
  const work = { file, open, port, evaluation, graders, priceOf, title };
  // What it comes to was agreed to when it was begun.
  const waiting = waitingRun(await runsThere(open, train?.base), 'evaluate');
  if (waiting === undefined && !(await isWanted(work, tools))) return;
  const answered = await answer(tools, work, waiting?.id ?? newRunId());
  if (answered.state === 'done') await grade(tools, work);
  else tell(title, answered);
}

/** Those of the file whose students answer on targets: others may wait for batches of endpoints. */
async function runsThere({ store, file }: OpenStore, base: string | undefined): Promise<Run[]> {
  const runs = await store.runs(file);
  return base === undefined ? [] : runs.filter((run) => isRunOnTarget(run, base));
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

const START = 'Start';

async function isWanted(
  { port, evaluation, graders, priceOf, title }: Evaluation,
  { engine }: EvaluateTools,
): Promise<boolean> {
  const { plan, models } = evaluation;
  const texts = plural(textsIn(plan), 'text');
  const judges = graders.length === 0 ? 'nobody' : graders.map(graderName).join(' and ');
  const isServed = models.some((model) => !answersInJobs(evaluation, model));
  const detail = [
    `${models.map(modelName).join(' and ')}: ${texts} of each, in two turns; graded by ${judges}.`,
    ...budgetLines(plan.budget, graders, priceOf),
    ...(isServed ? ['A server answers while this window is open.'] : ['The editor may be closed meanwhile.']),
    `This runs on ${port.name}, once for each ${evaluation.shardSize} requests:`,
    ...models.map((model) => shownWords(commandOf(evaluation, model, engine.digest))),
  ].join('\n');
  return (await vscode.window.showInformationMessage(`${title}?`, { modal: true, detail }, START)) === START;
}

function commandOf(
  evaluation: TargetEvaluation,
  model: EvaluatedModel,
  digest: EvaluateTools['engine']['digest'],
): readonly string[] {
  const { engine, gpus } = evaluation;
  const spec = answersInJobs(evaluation, model)
    ? batchSpec(model, shardsOf([''], 1), { gpus })
    : serveSpec(model, { engine, port: serverPortOf(modelName(model), digest), gpus });
  return spec.tasks[0]?.command ?? [];
}

async function answer(
  tools: EvaluateTools,
  { open, port, evaluation, priceOf, title }: Evaluation,
  id: ReturnType<typeof newRunId>,
): Promise<Answered> {
  const runTools = gradingTools(tools, open.store, title);
  // Weights that lie on the target need no hub.
  const isFetched = evaluation.models.some(({ base }) => !base.startsWith('/'));
  const secrets = await tools.jobSecrets.of({ secrets: isFetched ? ['HF_TOKEN'] : [] });
  const begun = { id, kind: 'evaluate', file: open.file, plan: planRecord(evaluation.plan) } as const;
  try {
    return await lookAfterBatches(tools, title, (signal) =>
      recordedRun(runTools, begun, (run) =>
        answerOnTarget(tools, { port, evaluation, priceOf, runTools, run, secrets, signal }),
      ),
    );
  } finally {
    tools.jobs.changed();
  }
}

function tell(title: string, { step, why }: Answered): void {
  const last = step?.steps.at(-1)?.step;
  if (last !== undefined) tellBatches(stepEnding(title, last));
  else if (why !== undefined) void vscode.window.showWarningMessage(`${title}: ${why}`);
}

/** What they wrote is graded like any other text, call by call. */
async function grade(
  tools: EvaluateTools,
  { file, port, evaluation, graders, priceOf, title }: Evaluation,
): Promise<void> {
  const { plan, models } = evaluation;
  const students = targetStudents(port.name, models, { port: jobsOnly(port.name), sampling: plan.sampling });
  await runLive(tools, {
    ...{ kind: 'evaluate', skillset: file.uri, title, part: 'evaluation', summary: title, text: title },
    record: planRecord(plan),
    models: askedModels([], graders),
    budget: plan.budget,
    priceOf,
    workFor: async (runTools, run) => ({
      ...{ texts: [], textCount: 0, graders, rounds: plan.rounds, retryUnreadable: false },
      samples: [...writtenFor(runTools, run, { plan, students })],
    }),
  });
}
