import * as vscode from 'vscode';
import { prepareJob } from '../../core/jobs/prepareJob.ts';
import type { TargetProbe } from '../../core/jobs/probe.ts';
import { shownWords } from '../../core/jobs/quoted.ts';
import type { TargetPort } from '../../core/jobs/targetPort.ts';
import { lacksFor } from '../../core/jobs/targetReport.ts';
import type { TrainPlan } from '../../core/skillset/trainPlan.ts';
import { type TrainingSummary, trainingLines, yieldLines } from '../../core/training/trainingSummary.ts';
import type { Projects } from '../language/projects.ts';
import type { PlanDocuments } from '../runs/planDocuments.ts';
import { type SkillsetFile, soundSkillset, titleOf } from '../runs/preparedRun.ts';
import { pricesFor } from '../runs/prices.ts';
import { skillsetIn } from '../runs/runTargets.ts';
import type { OpenStore } from '../stores.ts';
import { UserError } from '../userError.ts';
import type { DraftTraining, JobsEngine } from './jobsEngine.ts';
import { type StartTools, startShown } from './startShown.ts';
import { pickTarget } from './targets/pickTarget.ts';
import type { Targets } from './targets/targets.ts';

export interface TrainTools extends StartTools {
  readonly jobsEngine: JobsEngine;
  readonly targets: Targets;
  readonly projects: Projects;
  readonly plans: PlanDocuments;
  /** Of Skillmix. */
  readonly version: string;
}

type ReadyTraining = Extract<DraftTraining, { kind: 'ready' }>;

/** The command *Train the Model*: shows what will be sent and run and what it takes, asks once, and starts the job. */
export async function train(tools: TrainTools, argument: unknown): Promise<void> {
  const file = await soundSkillset(tools, await skillsetIn(tools, argument));
  const plan = file.skillset.study?.train;
  if (plan === undefined)
    throw new UserError('The study trains nothing: write "train:" with a "base:" under "study:".');
  const open = await tools.stores.existing(file.uri);
  if (open === undefined)
    throw new UserError('There is no text to train on yet: generate and grade the data first.', [
      { title: 'Generate the Data', command: 'skillmix.generateData', args: [file.uri] },
    ]);
  const port = await pickTarget(tools.targets, plan.target);
  await mustNotTrain(open, port);
  const draft = await prepared(tools, file, { plan, open, port });
  if (draft === undefined) return;
  if (!(await isWanted(tools, file, port, draft))) return draft.discard();
  const job = await prepareJob(
    { store: open.store, clock: tools.engine.clock },
    { file: open.file, target: port.name, spec: draft.spec },
    tools.engine.random,
  );
  await startShown(tools, open.store, job);
}

/** Two trainings of one study on one machine are a mistake: they would take each other's memory. */
async function mustNotTrain({ store, file }: OpenStore, { name }: TargetPort): Promise<void> {
  const open = await store.jobs({ file, open: true });
  const running = open.find(({ spec, target }) => spec.kind === 'train' && target === name);
  if (running === undefined) return;
  throw new UserError(`The training ${running.id} of this file is on ${name} already: ${running.state}.`, [
    { title: 'Show Jobs', command: 'skillmix.jobs.focus' },
  ]);
}

interface ToPrepare {
  readonly plan: TrainPlan;
  readonly open: OpenStore;
  readonly port: TargetPort;
}

/** Asks the target what it has, and writes the data. Undefined: it was cancelled. */
async function prepared(
  tools: TrainTools,
  { uri, skillset }: SkillsetFile,
  { plan, open, port }: ToPrepare,
): Promise<ReadyTraining | undefined> {
  const { priceOf } = await pricesFor(tools.engine, uri);
  const draft = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Skillmix: preparing the training on ${port.name}`,
      cancellable: true,
    },
    async (_, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      const probe = await probed(port, plan, stop.signal);
      if (probe === undefined) return undefined;
      const { path } = tools.engine.storePlace(uri.fsPath);
      const { store, file: key } = open;
      const place = { file: uri.fsPath, key, store, storePath: path, skillset };
      const { version } = tools;
      return tools.jobsEngine.prepareTraining({ ...place, plan, port, probe, priceOf, version }, stop.signal);
    },
  );
  if (draft?.kind === 'refused') throw new UserError(draft.problems.join(' '));
  return draft;
}

/** @throws UserError where the target is not reached, or lacks the engine */
async function probed(
  port: TargetPort,
  { engine }: TrainPlan,
  signal: AbortSignal,
): Promise<TargetProbe | undefined> {
  const setUp = { title: 'Set Up a Target', command: 'skillmix.setUpTarget' };
  const outcome = await port.probe(signal);
  if (outcome.kind === 'failure') {
    if (outcome.failure.kind === 'cancelled') return undefined;
    throw new UserError(outcome.failure.message, [setUp]);
  }
  const probe = outcome.value;
  if (probe.engines.some((found) => found.engine === engine)) return probe;
  const lacks = lacksFor(engine, port.target, probe).map(({ what }) => what);
  throw new UserError([`${engine} is not on ${port.name}.`, ...lacks].join(' '), [setUp]);
}

const START = 'Start';
const SHOW = 'Read It All First';

/** The one question before anything is sent. Who wants to read everything first is asked beside it. */
async function isWanted(
  { plans }: TrainTools,
  file: SkillsetFile,
  { name }: TargetPort,
  { summary, card }: ReadyTraining,
): Promise<boolean> {
  const question = `Train ${titleOf(file)} on ${name}?`;
  const lines = [...yieldLines(card), ...trainingLines(summary)];
  const options = { modal: true, detail: lines.join('\n') };
  const chosen = await vscode.window.showInformationMessage(question, options, START, SHOW);
  if (chosen !== SHOW) return chosen === START;
  await plans.open(`Training of ${titleOf(file)} on ${name}`, trainingText(name, lines, summary));
  return (await vscode.window.showInformationMessage(question, START, 'Cancel')) === START;
}

function trainingText(
  target: string,
  lines: readonly string[],
  { command, config }: TrainingSummary,
): string {
  return [
    ...lines,
    '',
    `Exactly this runs on ${target}, in the folder of the job:`,
    `    ${shownWords(command)}`,
    '',
    `${config.path}:`,
    config.content,
  ].join('\n');
}
