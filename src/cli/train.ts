import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { fileKey, storeAt, storeBeside } from '../adapters/files/storeLocation.ts';
import { openStore } from '../adapters/store/sqliteStore.ts';
import { trainingFolder } from '../adapters/training/draftTraining.ts';
import { type TrainingReady, trainingOn } from '../adapters/training/trainingOn.ts';
import { templateOf } from '../adapters/training/trainOn.ts';
import { followJob } from '../core/jobs/advanceJobs.ts';
import { earlierJob } from '../core/jobs/earlierJob.ts';
import { isOpen, type Job } from '../core/jobs/job.ts';
import type { JobTools } from '../core/jobs/jobTools.ts';
import { prepareJob } from '../core/jobs/prepareJob.ts';
import type { TargetProbe } from '../core/jobs/probe.ts';
import { startJob } from '../core/jobs/startJob.ts';
import type { TargetPort } from '../core/jobs/targetPort.ts';
import { lacksFor } from '../core/jobs/targetReport.ts';
import type { StorePort } from '../core/runs/ports.ts';
import type { Skillset } from '../core/skillset/skillset.ts';
import type { TrainPlan } from '../core/skillset/trainPlan.ts';
import { presetOf } from '../core/training/presets.ts';
import { trainingLines, yieldLines } from '../core/training/trainingSummary.ts';
import type { CommandContext } from './commandContext.ts';
import { jobToolsOn } from './jobsInStore.ts';
import { pricesOption, storeOption, targetsOption } from './options.ts';
import { pricesFrom } from './prices.ts';
import { readSkillset } from './readSkillset.ts';
import { targetNamed } from './targetsFile.ts';
import { harmless, print, tell, UsageError, WorkError } from './terminal.ts';

interface TrainFlags {
  readonly on?: string;
  readonly targets?: string;
  readonly dryRun?: boolean;
  readonly wait?: boolean;
  readonly again?: boolean;
  readonly prices?: string;
  readonly store?: string;
}

export function trainCommand(context: CommandContext): Command {
  return new Command('train')
    .description('Fine-tune the base of study.train on the kept texts, as a job on a target.')
    .argument('<file>', 'a skillset file')
    .option('--on <target>', 'where it runs: local, or a name of the targets (default: the study’s)')
    .addOption(targetsOption())
    .option('--dry-run', 'show what would be sent and run, and start nothing')
    .option('--again', 'train once more what was trained with the same data and settings')
    .option('--wait', 'follow the job until it has ended')
    .addOption(pricesOption())
    .addOption(storeOption())
    .addHelpText(
      'after',
      '\nA token of the hub is taken from HF_TOKEN, and reaches the target in a file that only you can read.',
    )
    .action((file: string, flags: TrainFlags) => runTraining(file, flags, context));
}

/** Trains what the study asks for; where it runs and how it ended is told on the terminal. */
export async function runTraining(
  file: string,
  flags: TrainFlags,
  { signal, end }: CommandContext,
): Promise<void> {
  const skillset = await readSkillset(file);
  const plan = skillset.study?.train;
  if (plan === undefined)
    throw new UsageError(`${file} trains nothing: write "train:" with a "base:" under "study:".`);
  const name = flags.on ?? plan.target;
  if (name === undefined)
    throw new UsageError('Name a target with --on, or as study.train.target: local, or one of the targets.');
  const port = targetNamed(name, file, flags.targets);
  try {
    await withStore(file, flags.store, (place) =>
      train({ ...place, file, skillset, plan, port }, flags, { signal, end }),
    );
  } finally {
    await port.close();
  }
}

interface StorePlace {
  readonly store: StorePort;
  /** The file as the store names it. */
  readonly key: string;
  /** Of the store. */
  readonly path: string;
}

interface Training extends StorePlace {
  readonly file: string;
  readonly skillset: Skillset;
  readonly plan: TrainPlan;
  readonly port: TargetPort;
}

async function withStore(
  file: string,
  path: string | undefined,
  work: (place: StorePlace) => Promise<void>,
): Promise<void> {
  const location = path === undefined ? storeBeside(file) : storeAt(path);
  if (!existsSync(location.path))
    throw new UsageError(`There is no store at ${location.path}: generate and grade texts first.`);
  const store = await openStore(location.path);
  try {
    await work({ store, key: fileKey(location, file), path: location.path });
  } finally {
    await store.close();
  }
}

async function train(training: Training, flags: TrainFlags, { signal, end }: CommandContext): Promise<void> {
  const { store, key, port } = training;
  const running = (await store.jobs({ file: key, open: true })).find(
    ({ spec, target }) => spec.kind === 'train' && target === port.name,
  );
  if (running?.state === 'starting' && !flags.dryRun)
    return endAs(await send(training, running, flags, signal), end);
  if (running !== undefined && !flags.dryRun)
    throw new WorkError(
      `The training ${running.id} of this file is on ${port.name} already: ${running.state}.`,
    );
  const isDry = flags.dryRun === true;
  const folder = isDry ? await mkdtemp(join(tmpdir(), 'skillmix-train-')) : trainingFolder(training.path);
  try {
    const prepared = await prepare(training, { ...flags, folder }, signal);
    for (const line of trainingLines(prepared.summary)) print(harmless(line));
    print(`\n${prepared.summary.config.path}:\n${harmless(prepared.summary.config.content)}`);
    if (isDry) return;
    const tools = toolsOf(training);
    const earlier = flags.again
      ? undefined
      : earlierJob(await store.jobs({ file: key }), port.name, prepared.sameWork);
    if (earlier?.state === 'done') {
      await rm(folder, { recursive: true, force: true });
      print(`${earlier.id} on ${port.name} has done this very training. To do it once more: --again.`);
      return;
    }
    if (earlier !== undefined)
      tell(`It goes on with ${earlier.id}, which is ${earlier.state}: it has the same data and settings.`);
    const what = { file: key, target: port.name, spec: prepared.spec };
    const job = earlier ? { ...earlier, spec: prepared.spec } : await prepareJob(tools, what, Math.random);
    endAs(await send(training, job, flags, signal), end);
  } finally {
    if (isDry) await rm(folder, { recursive: true, force: true });
  }
}

async function prepare(
  { store, key, file, skillset, plan, port }: Training,
  { folder, prices, dryRun }: TrainFlags & { readonly folder: string },
  signal: AbortSignal,
): Promise<Extract<TrainingReady, { kind: 'ready' }>> {
  const probe = await port.probe(signal);
  if (probe.kind === 'failure') {
    if (!dryRun) throw new WorkError(probe.failure.message);
    tell(`${probe.failure.message} So nothing is known of the machine, and one GPU is taken.`);
  } else tellLacks(plan, port, { probe: probe.value, isDry: dryRun === true });
  // A slip of the pen in the study is wrong usage, and is told before any data are written.
  const template = await templateOf(plan, file);
  if (template.kind === 'problem') throw new UsageError(template.message);
  const prepared = await trainingOn(
    {
      ...{ store, key, file, skillset, plan, port, folder },
      ...{ probe: probe.kind === 'ok' ? probe.value : undefined },
      ...{ priceOf: await pricesFrom(prices), version: packageJson.version },
    },
    signal,
  );
  if (prepared.kind === 'refused') throw new WorkError(prepared.problems.join('\n'));
  for (const line of yieldLines(prepared.card)) tell(line);
  return prepared;
}

/** @throws WorkError where the engine is missing, unless nothing is to be started */
function tellLacks(
  { engine }: TrainPlan,
  { name, target }: TargetPort,
  { probe, isDry }: { readonly probe: TargetProbe; readonly isDry: boolean },
): void {
  for (const { what } of lacksFor(engine, target, probe)) tell(harmless(what));
  if (isDry || probe.engines.some((found) => found.engine === engine)) return;
  throw new WorkError(
    `${engine} is not on ${name}. Make it with: skillmix targets setup ${name} --engine ${engine}`,
  );
}

function endAs({ state }: Job, end: CommandContext['end']): void {
  end(state === 'failed' || state === 'lost' || state === 'cancelled' ? 'failed' : 'ok');
}

function toolsOf({ store, port }: Training): JobTools {
  return jobToolsOn(store, (name) => (name === port.name ? port : undefined));
}

/** Sends a job; one whose start was cut is sent again, and the target makes one start of both. */
async function send(training: Training, job: Job, { wait }: TrainFlags, signal: AbortSignal): Promise<Job> {
  const { port, plan } = training;
  const tools = toolsOf(training);
  const token = process.env.HF_TOKEN;
  if (token === undefined && presetOf(plan.base)?.isGated)
    tell(
      `The hub hands out ${plan.base} only with a token: set HF_TOKEN, unless ${port.name} has the model or a token already.`,
    );
  const secrets = token === undefined ? {} : { HF_TOKEN: token };
  const started = await startJob(tools, job, { secrets }, signal);
  tellJob(started);
  if (isOpen(started.state)) tell(`Its state: skillmix jobs. Its log: skillmix jobs log ${started.id}`);
  if (!wait || !isOpen(started.state)) return started;
  let told = 0;
  const ended = await followJob(
    tools,
    started,
    ({ progress }) => {
      if (progress === undefined || progress.done === told) return;
      told = progress.done;
      tell(
        `step ${told} of ${progress.total}${progress.loss === undefined ? '' : `, loss ${progress.loss}`}`,
      );
    },
    signal,
  );
  tellJob(ended);
  return ended;
}

function tellJob({ id, target, state, why }: Job): void {
  print(`${id} on ${target}: ${state}${why === undefined ? '' : `. ${harmless(why)}`}`);
}
