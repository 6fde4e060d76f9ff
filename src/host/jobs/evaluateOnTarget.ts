import { modelName } from '../../core/answers/evaluatedModel.ts';
import { answersInJobs } from '../../core/answers/evaluationOn.ts';
import { shownSpecs } from '../../core/answers/shownSpecs.ts';
import { plural } from '../../core/format/formatCount.ts';
import { textsIn } from '../../core/plan/plan.ts';
import { graderName } from '../../core/runs/gradeSample.ts';
import { budgetLines } from '../runs/budgetLines.ts';
import { troublesOnce } from '../runs/lookAfterBatches.ts';
import { soundSkillset } from '../runs/preparedRun.ts';
import { skillsetIn } from '../runs/runTargets.ts';
import { agreeTo } from './agreeTo.ts';
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
  if (!(await isAgreed(tools, work)) && !(await isWanted(tools, work))) return;
  await tools.goingOn.during(uri, 'The evaluation', (signal) => untilEvaluated(tools, work, signal));
}

/** What it comes to was agreed to when it was begun, unless something else would run there now. */
async function isAgreed({ agreements, engine }: EvaluateTools, work: Evaluation): Promise<boolean> {
  const { evaluation, port } = work;
  const specs = shownSpecs(evaluation, port, engine.digest);
  return (
    specs.every((spec) => agreements.toShow(port, spec).length === 0) &&
    (await waitingThere(work)) !== undefined
  );
}

async function untilEvaluated(tools: EvaluateTools, work: Evaluation, signal: AbortSignal): Promise<void> {
  const { store, file } = work.open;
  const news = jobNews(tools, work.open);
  const how = { way: 'live', signal, tell: troublesOnce() } as const;
  for (;;) {
    const seen = await store.jobs({ file });
    if ((await advanceEvaluation(tools, work, how)) !== 'waiting' || signal.aborted) return;
    await news(seen, signal);
  }
}

/** The one question before anything is sent. */
function isWanted(
  tools: EvaluateTools,
  { port, evaluation, graders, priceOf, title }: Evaluation,
): Promise<boolean> {
  const { plan, models } = evaluation;
  const texts = plural(textsIn(plan), 'text');
  const judges = graders.length === 0 ? 'nobody' : graders.map(graderName).join(' and ');
  const isServed = models.some((model) => !answersInJobs(evaluation, model));
  const lines = [
    `${models.map(modelName).join(' and ')}: ${texts} of each, in two turns; graded by ${judges}.`,
    ...budgetLines(plan.budget, graders, priceOf),
    isServed
      ? 'A server answers while this window is open.'
      : 'It goes on by itself while this window is open. Closed, its jobs go on; "Go On" in Jobs takes it up.',
  ];
  const jobs = shownSpecs(evaluation, port, tools.engine.digest).map((spec) => ({ port, spec }));
  return agreeTo(tools, { title, go: 'Start', lines, text: lines, jobs });
}
