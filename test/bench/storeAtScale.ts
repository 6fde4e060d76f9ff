import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/adapters/store/sqliteStore.ts';
import { sha256 } from '../../src/adapters/system/sha256.ts';
import { systemClock } from '../../src/adapters/system/systemClock.ts';
import { NO_BUDGET } from '../../src/core/runs/budget.ts';
import type { GenerationTask } from '../../src/core/runs/generateSample.ts';
import type { ModelPort, StorePort } from '../../src/core/runs/ports.ts';
import type { MixId, Run, RunId } from '../../src/core/runs/records.ts';
import { startRun } from '../../src/core/runs/runner.ts';
import type { Skill } from '../../src/core/skillset/skillset.ts';
import { skill } from '../support/mixes.ts';
import { hash } from '../support/providerServer/hash.ts';
import { forgetfulStore } from './forgetfulStore.ts';
import { instantPort, type Watch } from './instantPort.ts';
import { measured } from './measured.ts';

export interface StoreBench {
  /** Of the closed file, for each sample with its calls and its grading. */
  readonly bytesPerSample: number;
  /** Of what was asked and replied, in UTF-8: each prompt and each reply once. */
  readonly rawBytesPerSample: number;
  /** By how much the process grows, in bytes: over the second half of the writing, and over reading all samples. */
  readonly rss: { readonly write: number; readonly read: number };
  /** The most memory that the process ever had, in bytes: it generates and grades, too. */
  readonly peak: number;
  /** Of the store alone, in microseconds of CPU: what a run takes more than one whose store keeps nothing. */
  readonly cpuPerCall: number;
}

const MODEL = 'fake-writer';
const CALLS_PER_SAMPLE = 3;
const CONCURRENCY = 20;
const FILE = 'bench.skillset.yaml';

/** Generates and grades so many texts with a model that replies at once, then visits them all. */
export async function benchStore(samples: number): Promise<StoreBench> {
  const folder = await mkdtemp(join(tmpdir(), 'skillmix-bench-'));
  try {
    const path = join(folder, 'bench.db');
    const half = Math.floor(samples / 2);
    const rawBytesPerSample = await measureRawTexts(Math.min(samples, 1_000));
    const first = await measured(() => withStore(path, (store) => generateAndGrade(store, 0, half)));
    const halfWay = process.memoryUsage().rss;
    const second = await measured(() => withStore(path, (store) => generateAndGrade(store, half, samples)));
    const written = process.memoryUsage().rss;
    await withStore(path, (store) => visitAll(store, samples));
    const read = process.memoryUsage().rss;
    const peak = process.resourceUsage().maxRSS * 1024;
    const { size } = await stat(path);
    // The last: what it does without a pause takes more memory than a run with a store.
    const bare = await measured(() => generateAndGrade(forgetfulStore, 0, samples));
    return {
      bytesPerSample: size / samples,
      rawBytesPerSample,
      rss: { write: written - halfWay, read: read - written },
      peak,
      cpuPerCall: ((first.cpu + second.cpu - bare.cpu) * 1_000) / (samples * CALLS_PER_SAMPLE),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureRawTexts(samples: number): Promise<number> {
  const texts = new Set<string>();
  await generateAndGrade(forgetfulStore, 0, samples, ({ messages }, reply) => {
    for (const { content } of messages) texts.add(content);
    texts.add(reply);
  });
  return [...texts].reduce((sum, text) => sum + Buffer.byteLength(text), 0) / samples;
}

async function withStore(path: string, work: (store: StorePort) => Promise<void>): Promise<void> {
  const store = await openStore(path);
  await work(store);
  await store.close();
}

async function visitAll(store: StorePort, samples: number): Promise<void> {
  let graded = 0;
  await store.eachSample({ file: FILE }, (_sample, gradings) => {
    graded += gradings.length;
  });
  if (graded !== samples)
    throw new Error(`Only ${graded} of ${samples} texts are graded: the figures would mean nothing.`);
}

/** The texts from number `from` up to `to`, less the last. */
async function generateAndGrade(store: StorePort, from: number, to: number, watch?: Watch): Promise<void> {
  const tools = {
    store,
    clock: systemClock,
    digest: sha256,
    random: Math.random,
    takesSchema: new Map<string, boolean>(),
  };
  const run: Run = {
    id: `bench ${from}` as RunId,
    kind: 'generate',
    file: FILE,
    plan: {},
    startedAt: 0,
    state: 'running',
  };
  await store.saveRun(run);
  const { signal } = new AbortController();
  const port = instantPort(MODEL, watch);
  const grader = { kind: 'model', name: `bench/${MODEL}`, model: MODEL, port } as const;
  const work = {
    texts: tasks(run.id, port, from, to),
    textCount: to - from,
    samples: [],
    graders: [grader],
    rounds: 1,
    retryUnreadable: false,
  };
  const options = { concurrency: CONCURRENCY, budget: NO_BUDGET, signal };
  const { progress } = await startRun(tools, run, work, options).ended;
  if (progress.gradings.done !== to - from)
    throw new Error(`Only ${progress.gradings.done} of ${to - from} texts came through.`);
}

/** One after the other, so that the list takes no memory. */
function* tasks(runId: RunId, port: ModelPort, from: number, to: number): Generator<GenerationTask> {
  const student = { name: `bench/${MODEL}`, model: MODEL, port, sampling: { temperature: 0.7 } };
  for (let number = from; number < to; number += 1) {
    const mix = {
      id: sha256(`mix ${number}`).slice(0, 32) as MixId,
      skills: skillsOf(number),
      topic: { name: `Topic ${number % 50}`, aliases: [] },
      split: 'all',
    };
    yield { runId, file: FILE, mix, student, generation: 1 };
  }
}

/** Three that differ. */
function skillsOf(number: number): Skill[] {
  const row = Math.floor(number / SKILLS);
  return [0, 1 + (row % 29), 30 + (Math.floor(row / 29) % 29)].map((shift) => {
    const index = (number + shift) % SKILLS;
    return skill(`skill number ${index}`, {
      definition: `${wordsOf(index, 20)}.`,
      example: `${wordsOf(index + SKILLS, 17)}.`,
    });
  });
}

const SKILLS = 60;

/** As long as a library's definitions and examples are; as varied, so that they can be packed no better. */
function wordsOf(seed: number, count: number): string {
  return Array.from({ length: count }, (_, place) => WORDS[hash(`${seed} ${place}`) % WORDS.length]).join(
    ' ',
  );
}

const WORDS = (
  'what a text shows when its reader must find out for herself why somebody who was told something else went on as if ' +
  'nobody had asked although the door stood open and the bill lay under the saucer until two conditions that exclude ' +
  'each other are named so that one follows from the rest whichever of them the writer of the letter meant at first ' +
  'dentist carriage boot hammer window sticker hour table coins unwritten rule conduct material shape purpose familiar'
).split(' ');
