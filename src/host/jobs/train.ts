import * as vscode from 'vscode';
import { earlierJob } from '../../core/jobs/earlierJob.ts';
import type { Job } from '../../core/jobs/job.ts';
import type { EngineName } from '../../core/jobs/jobSpec.ts';
import { prepareJob } from '../../core/jobs/prepareJob.ts';
import type { TargetProbe } from '../../core/jobs/probe.ts';
import type { TargetPort } from '../../core/jobs/targetPort.ts';
import { lacksFor } from '../../core/jobs/targetReport.ts';
import type { TrainPlan } from '../../core/skillset/trainPlan.ts';
import { effortLines, trainingLines, yieldLines } from '../../core/training/trainingSummary.ts';
import type { Projects } from '../language/projects.ts';
import type { PlanDocuments } from '../runs/planDocuments.ts';
import { type SkillsetFile, soundSkillset, titleOf } from '../runs/preparedRun.ts';
import { pricesFor } from '../runs/prices.ts';
import { skillsetIn } from '../runs/runTargets.ts';
import type { OpenStore } from '../stores.ts';
import { UserError } from '../userError.ts';
import type { Agreements } from './agreements.ts';
import { agreeTo } from './agreeTo.ts';
import type { DraftTraining, JobsEngine } from './jobsEngine.ts';
import { type StartTools, startShown } from './startShown.ts';
import { pickTarget } from './targets/pickTarget.ts';
import type { Targets } from './targets/targets.ts';

export interface TrainTools extends StartTools {
  readonly jobsEngine: JobsEngine;
  readonly targets: Targets;
  readonly projects: Projects;
  readonly plans: PlanDocuments;
  readonly agreements: Agreements;
  /** Of Skillmix. */
  readonly version: string;
}

interface TrainingPlace {
  readonly file: SkillsetFile;
  readonly plan: TrainPlan;
  readonly open: OpenStore;
  readonly port: TargetPort;
}

/** A training that can be started: nothing of it has been sent. */
interface Training extends TrainingPlace {
  readonly draft: Extract<DraftTraining, { kind: 'ready' }>;
  /** The same work, as it was left or done before. */
  readonly earlier: Job | undefined;
}

/** The command *Train the Model*: shows what will be sent and run and what it takes, asks once, and starts the job. */
export async function train(tools: TrainTools, argument: unknown): Promise<void> {
  const file = await soundSkillset(tools, await skillsetIn(tools, argument));
  const place = await trainingPlace(tools, file);
  const running = await runningThere(place);
  if (running !== undefined)
    throw new UserError(
      `The training ${running.id} of this file is on ${place.port.name} already: ${running.state}.`,
      [{ title: 'Show Jobs', command: 'skillmix.jobs.focus' }],
    );
  const training = await prepare(tools, place);
  if (training === undefined) return;
  if (!(await isWanted(tools, training))) return training.draft.discard();
  await start(tools, training);
  void vscode.commands.executeCommand('skillmix.jobs.focus');
}

/** The training of a study that was agreed to: nothing is asked, and nothing is done twice. */
export async function trainAgreed(tools: TrainTools, file: SkillsetFile): Promise<'waiting' | 'failed'> {
  const place = await trainingPlace(tools, file);
  const running = await runningThere(place);
  if (running !== undefined) {
    // A start that was cut is sent again; the target makes one of both.
    if (running.state === 'starting') await startShown(tools, place.open.store, running);
    return 'waiting';
  }
  const training = await prepare(tools, place);
  if (training === undefined) return 'failed';
  if (training.earlier?.state === 'done') await training.draft.discard();
  else await start(tools, training);
  return 'waiting';
}

/** What was left is gone on with as the same job. */
async function start(tools: TrainTools, { open, port, draft, earlier }: Training): Promise<void> {
  const { spec } = draft;
  const job =
    earlier === undefined || earlier.state === 'done'
      ? await prepareJob(
          { store: open.store, clock: tools.engine.clock },
          { file: open.file, target: port.name, spec },
          tools.engine.random,
        )
      : { ...earlier, spec };
  await startShown(tools, open.store, job);
}

/** @throws UserError where there is nothing to train */
async function trainingPlace(tools: TrainTools, file: SkillsetFile): Promise<TrainingPlace> {
  const plan = file.skillset.study?.train;
  if (plan === undefined)
    throw new UserError('The study trains nothing: write "train:" with a "base:" under "study:".');
  const open = await tools.stores.existing(file.uri);
  if (open === undefined)
    throw new UserError('There is no text to train on yet: generate and grade the data first.', [
      { title: 'Generate the Data', command: 'skillmix.generateData', args: [file.uri] },
    ]);
  return { file, plan, open, port: await pickTarget(tools.targets, plan.target) };
}

/** Two trainings of one study on one machine are a mistake: they would take each other's memory. */
async function runningThere({ open: { store, file }, port }: TrainingPlace): Promise<Job | undefined> {
  const open = await store.jobs({ file, open: true });
  return open.find(({ spec, target }) => spec.kind === 'train' && target === port.name);
}

/** Asks the target what it has, and writes the data. Undefined: it was cancelled. */
async function prepare(tools: TrainTools, place: TrainingPlace): Promise<Training | undefined> {
  const { file, plan, open, port } = place;
  const { uri, skillset } = file;
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
      const probe = await probeWith(port, plan.engine, stop.signal);
      if (probe === undefined) return undefined;
      const { path } = tools.engine.storePlace(uri.fsPath);
      const data = { file: uri.fsPath, key: open.file, store: open.store, storePath: path, skillset };
      const { version } = tools;
      return tools.jobsEngine.prepareTraining({ ...data, plan, port, probe, priceOf, version }, stop.signal);
    },
  );
  if (draft === undefined) return undefined;
  if (draft.kind === 'refused') throw new UserError(draft.problems.join(' '));
  const earlier = earlierJob(await open.store.jobs({ file: open.file }), port.name, draft.sameWork);
  return { ...place, draft, earlier };
}

/** What the target has. Undefined: it was cancelled. @throws UserError where it is not reached, or lacks the engine */
export async function probeWith(
  port: TargetPort,
  engine: EngineName,
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

/** The one question before anything is sent. */
function isWanted(
  tools: TrainTools,
  { file, port, draft: { summary, card, spec }, earlier }: Training,
): Promise<boolean> {
  const yields = [...earlierLines(earlier), ...yieldLines(card)];
  const all = [...yields, ...trainingLines(summary)];
  const isKnown = tools.agreements.toShow(port, spec).length === 0;
  const { path, content } = summary.config;
  return agreeTo(tools, {
    title: `Train ${titleOf(file)} on ${port.name}`,
    go: 'Start',
    lines: isKnown ? [...yields, ...effortLines(summary)] : all,
    text: all,
    jobs: [{ port, spec }],
    sent: ['', `${path}:`, content],
  });
}

function earlierLines(earlier: Job | undefined): string[] {
  if (earlier === undefined) return [];
  const { id, state } = earlier;
  return state === 'done'
    ? [`${id} has done this very training: started, it is done once more.`]
    : [`It goes on with ${id}, which is ${state}: it has the same data and settings.`];
}
