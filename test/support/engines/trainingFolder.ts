import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../../scripts/support/command.mjs';
import { sha256 } from '../../../src/adapters/system/sha256.ts';
import { formatLine } from '../../../src/core/exchange/training/format.ts';
import type { JobSpec } from '../../../src/core/jobs/jobSpec.ts';
import type { ChatMessage } from '../../../src/core/runs/ports.ts';
import type { TrainPlan } from '../../../src/core/skillset/trainPlan.ts';
import { answerRows } from '../../../src/core/training/answerRows.ts';
import type { ChatTemplate } from '../../../src/core/training/chatTemplates.ts';
import { prepareTraining, TRAINING_ENGINES } from '../../../src/core/training/prepareTraining.ts';
import { trainPlan } from '../../unit/training/plans.ts';

/** A small model, data for it and jobs that train it, on this machine's processor. */
export interface TrainingFolder {
  readonly path: string;
  readonly conversations: readonly (readonly ChatMessage[])[];
  /** The job of a training of the small model. */
  spec(plan: Partial<TrainPlan>, template: ChatTemplate): Promise<JobSpec>;
  /** A job's folder with its files, as a target lays it out. */
  lay(name: string, spec: JobSpec): Promise<string>;
  dispose(): Promise<void>;
}

/** @param environment of the engine @param ownTemplate which the model comes with */
export async function createTrainingFolder(
  environment: string,
  ownTemplate: string,
): Promise<TrainingFolder> {
  const path = await mkdtemp(join(tmpdir(), 'skillmix-training-'));
  const conversations = Array.from({ length: 24 }, (_, index) => conversation(index));
  const lines = conversations.map((messages) => formatLine(messages, 'trl'));
  const [data, model, template] = [join(path, 'texts.jsonl'), join(path, 'model'), join(path, 'own.jinja')];
  await writeFile(data, lines.map((line) => `${line}\n`).join(''));
  await writeFile(template, ownTemplate);
  const script = join(import.meta.dirname, 'make_model.py');
  await run(join(environment, 'bin/python'), [script, model, template, data], {
    env: { HF_HUB_OFFLINE: '1' },
  });
  return {
    path,
    conversations,
    async spec(some, chosen) {
      const plan = trainPlan({ ...SMALL, base: model, ...some });
      const form = TRAINING_ENGINES[plan.engine].rowForm(chosen);
      const rows = form === 'answer' ? lines.flatMap(answerRows) : lines;
      const text = rows.map((line) => `${line}\n`).join('');
      const source = join(path, `${form}.jsonl`);
      await writeFile(source, text);
      const prepared = prepareTraining({
        ...{ title: 'Train a small model', plan, seed: 10, template: chosen },
        machine: { nodes: 1, gpus: 0 },
        data: { source, bytes: Buffer.byteLength(text), sha256: sha256(text), rows: rows.length },
      });
      if (prepared.kind === 'refused') throw new Error(prepared.problems.join('\n'));
      return prepared.spec;
    },
    async lay(name, { files }) {
      const folder = join(path, name);
      for (const file of files) {
        await mkdir(dirname(join(folder, file.path)), { recursive: true });
        if ('content' in file) await writeFile(join(folder, file.path), file.content);
        else await copyFile(file.source, join(folder, file.path));
      }
      return folder;
    },
    dispose: () => rm(path, { recursive: true, force: true }),
  };
}

export interface EndedTask {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly log: string;
}

export interface RunningTask {
  readonly process: ChildProcess;
  readonly ended: Promise<EndedTask>;
  /** What it has said so far. */
  log(): string;
}

/** Runs the task of a job as a target runs it: in the job's folder, with the engine's environment first in the path. */
export function runTask(spec: JobSpec, folder: string, environment: string): RunningTask {
  const [program = '', ...words] = spec.tasks[0]?.command ?? [];
  const bin = join(environment, 'bin');
  // One file for both, as on a target: in two pipes a bar might overtake the figures before it.
  const logPath = join(folder, `log.${Date.now()}`);
  const output = openSync(logPath, 'a');
  const log = (): string => readFileSync(logPath, 'utf8');
  const child = spawn(join(bin, program), words, {
    cwd: folder,
    env: {
      ...process.env,
      ...spec.environment,
      PATH: `${bin}:${process.env.PATH}`,
      HF_HUB_OFFLINE: '1',
      CUDA_VISIBLE_DEVICES: '',
    },
    stdio: ['ignore', output, output],
    detached: true,
  });
  closeSync(output);
  const ended = new Promise<EndedTask>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, log: log() }));
  });
  return { process: child, ended, log };
}

/** The step of the evidence, where it is there. */
export async function evidenceOf(spec: JobSpec, folder: string): Promise<number | undefined> {
  const evidence = spec.tasks[0]?.evidence;
  if (evidence?.kind !== 'trainer-state') throw new Error('A training has its trainer’s state as evidence.');
  const text = await readFile(join(folder, evidence.path), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text).global_step;
}

const SMALL: Partial<TrainPlan> = {
  steps: 6,
  batch: 4,
  warmup: 2,
  maxLength: 256,
  saveEvery: 4,
  perDevice: 2,
};

/** Two turns with the characters that texts of models have. */
function conversation(index: number): ChatMessage[] {
  return [
    { role: 'user', content: `Write about topic ${index}.\n\nShow the skill: red herring (n° ${index}).` },
    {
      role: 'assistant',
      content: `The needle went in ${index} times — but have you seen the price of thread?`,
    },
    { role: 'user', content: 'Now improve it, and write "Answer:" before it.' },
    {
      role: 'assistant',
      content: `Answer: The needle fell ${index} times; “thread”, though, is cheap.\n\nExplanation: it’s naïve 🧵.`,
    },
  ];
}
