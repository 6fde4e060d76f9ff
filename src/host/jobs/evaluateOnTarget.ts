import * as vscode from 'vscode';
import { batchSpec, serveSpec } from '../../core/answers/answerSpec.ts';
import { type EvaluatedModel, modelName } from '../../core/answers/evaluatedModel.ts';
import { answersInJobs, serverPortOf, type TargetEvaluation } from '../../core/answers/evaluationOn.ts';
import { shardsOf } from '../../core/answers/shards.ts';
import { plural } from '../../core/format/formatCount.ts';
import { shownWords } from '../../core/jobs/quoted.ts';
import { textsIn } from '../../core/plan/plan.ts';
import { graderName } from '../../core/runs/gradeSample.ts';
import { budgetLines } from '../runs/budgetLines.ts';
import { soundSkillset } from '../runs/preparedRun.ts';
import { skillsetIn } from '../runs/runTargets.ts';
import type { EvaluateTools } from './answerOnTarget.ts';
import { jobNews } from './jobNews.ts';
import { advanceEvaluation, type Evaluation, prepareEvaluation, waitingThere } from './targetEvaluation.ts';

/**
 * The command *Evaluate on a Target*: has the base and the tuned model answer where their weights lie, and grades what
 * they wrote. Once agreed to it goes on by itself while this window is open; given again, it goes on from what is there.
 */
export async function evaluateOnTarget(tools: EvaluateTools, argument: unknown): Promise<void> {
  const uri = await skillsetIn(tools, argument);
  tools.goingOn.mustBeFree(uri);
  const work = await prepareEvaluation(tools, await soundSkillset(tools, uri));
  // What it comes to was agreed to when it was begun.
  if ((await waitingThere(work)) === undefined && !(await isWanted(work, tools))) return;
  await tools.goingOn.during(uri, 'The evaluation', (signal) => untilEvaluated(tools, work, signal));
}

async function untilEvaluated(tools: EvaluateTools, work: Evaluation, signal: AbortSignal): Promise<void> {
  const news = jobNews(tools, work.open);
  while ((await advanceEvaluation(tools, work, signal)) === 'waiting' && !signal.aborted) await news(signal);
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
    ...(isServed
      ? ['A server answers while this window is open.']
      : [
          'It goes on by itself while this window is open. Closed, its jobs go on; "Go On" in Jobs takes it up.',
        ]),
    `This runs on ${port.name}, once for each ${evaluation.shardSize} requests:`,
    ...models.map((model) => shownWords(commandOf(evaluation, model, port, engine.digest))),
  ].join('\n');
  return (await vscode.window.showInformationMessage(`${title}?`, { modal: true, detail }, START)) === START;
}

function commandOf(
  evaluation: TargetEvaluation,
  model: EvaluatedModel,
  { target }: TargetPort,
  digest: EvaluateTools['engine']['digest'],
): readonly string[] {
  const { engine, gpus } = evaluation;
  const port = serverPortOf(modelName(model), digest);
  const spec = answersInJobs(evaluation, model)
    ? batchSpec(model, shardsOf([''], 1), { gpus })
    : serveSpec(model, { engine, port, gpus, target: target.kind });
  return spec.tasks[0]?.command ?? [];
}
