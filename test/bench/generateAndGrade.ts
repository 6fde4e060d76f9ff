import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OpenAI } from 'openai/client';
import { modelPort } from '../../src/adapters/models/modelPort.ts';
import { openStore } from '../../src/adapters/store/sqliteStore.ts';
import { sha256 } from '../../src/adapters/system/sha256.ts';
import { systemClock } from '../../src/adapters/system/systemClock.ts';
import { drawMixes } from '../../src/core/mixes/drawMixes.ts';
import { mixIdOf } from '../../src/core/mixes/mixId.ts';
import { NO_BUDGET } from '../../src/core/runs/budget.ts';
import type { ModelPort, ModelRequest } from '../../src/core/runs/ports.ts';
import type { Run, RunId } from '../../src/core/runs/records.ts';
import { startRun } from '../../src/core/runs/runner.ts';
import { skill } from '../support/mixes.ts';
import { type Measure, measured } from './measured.ts';

interface Round {
  /** Plain fetch with the same requests, as many at a time. */
  readonly floor: Measure;
  /** OpenAI's SDK by itself with the same requests: nothing is done with the replies. */
  readonly sdk: Measure;
  readonly skillmix: Measure;
  /** The same run again, everything stored. */
  readonly cached: Measure;
}

/** Of the round in the middle, by the processor time of Skillmix against that of plain fetch right after it. */
export interface LoopBench extends Round {
  readonly calls: number;
}

const MODEL = 'fake-writer';

/**
 * Generates and grades `mixes` mixes, three calls each, against a server that waits before it replies. Of several rounds,
 * what else runs on the machine disturbs one more than another.
 */
export async function benchLoop(
  baseUrl: string,
  mixes: number,
  { concurrency, rounds: times }: { readonly concurrency: number; readonly rounds: number },
): Promise<LoopBench> {
  const folder = await mkdtemp(join(tmpdir(), 'skillmix-bench-'));
  try {
    const asked: ModelRequest[] = [];
    const port = modelPort('bench', { kind: 'openai', baseUrl }, undefined);
    const heard = { ...port, ask: hear(port, asked) };
    // What is compiled and connected once is no part of what calls cost: all sides begin warm.
    await loop(heard, join(folder, 'heard.db'), mixes, concurrency);
    await loop(port, join(folder, 'warm.db'), mixes, concurrency);
    await plainFetch(baseUrl, asked, concurrency);
    await bareSdk(baseUrl, asked.slice(0, mixes), concurrency);
    const rounds: Round[] = [];
    for (let round = 0; round < times; round += 1) {
      const path = join(folder, `${round}.db`);
      const skillmix = await measured(() => loop(port, path, mixes, concurrency));
      const floor = await measured(() => plainFetch(baseUrl, asked, concurrency));
      const cached = await measured(() => loop(port, path, mixes, concurrency));
      const sdk = await measured(() => bareSdk(baseUrl, asked, concurrency));
      rounds.push({ skillmix, floor, cached, sdk });
    }
    return { ...medianOf(rounds), calls: asked.length };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function medianOf(rounds: readonly Round[]): Round {
  const ratioOf = ({ skillmix, floor }: Round): number => skillmix.cpu / floor.cpu;
  const sorted = rounds.toSorted((one, other) => ratioOf(one) - ratioOf(other));
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('Nothing was measured.');
  return middle;
}

function hear(port: ModelPort, asked: ModelRequest[]): ModelPort['ask'] {
  return (request, options) => {
    asked.push(request);
    return port.ask(request, options);
  };
}

async function plainFetch(
  baseUrl: string,
  requests: readonly ModelRequest[],
  concurrency: number,
): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer none' };
  await askAll(requests, concurrency, async (request) => {
    const body = JSON.stringify(bodyOf(request));
    const response = await fetch(`${baseUrl}/chat/completions`, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(`The fake provider answered ${response.status}.`);
    await response.json();
  });
}

async function bareSdk(
  baseUrl: string,
  requests: readonly ModelRequest[],
  concurrency: number,
): Promise<void> {
  const { chat } = new OpenAI({ apiKey: 'none', baseURL: baseUrl, maxRetries: 0 });
  await askAll(requests, concurrency, (request) => chat.completions.create(bodyOf(request)));
}

function bodyOf({ model, messages, schema }: ModelRequest) {
  return {
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    ...(schema && { response_format: { type: 'json_schema', json_schema: schema } as const }),
  };
}

async function askAll(
  requests: readonly ModelRequest[],
  concurrency: number,
  ask: (request: ModelRequest) => PromiseLike<unknown>,
): Promise<void> {
  const waiting = requests.values();
  const lane = async (): Promise<void> => {
    for (const request of waiting) await ask(request);
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
}

async function loop(port: ModelPort, path: string, count: number, concurrency: number): Promise<void> {
  const store = await openStore(path);
  const tools = {
    store,
    clock: systemClock,
    digest: sha256,
    random: Math.random,
    takesSchema: new Map<string, boolean>(),
  };
  const run: Run = {
    id: 'bench' as RunId,
    kind: 'generate',
    file: 'bench',
    plan: {},
    startedAt: 0,
    state: 'running',
  };
  await store.saveRun(run);
  const { signal } = new AbortController();
  const student = { name: `bench/${MODEL}`, model: MODEL, port, sampling: {} };
  const texts = drawn(count).map((mix) => ({ runId: run.id, file: 'bench', mix, student, generation: 1 }));
  const grader = { kind: 'model', name: `bench/${MODEL}`, model: MODEL, port } as const;
  const work = { texts, textCount: count, samples: [], graders: [grader], rounds: 1, retryUnreadable: false };
  const { progress } = await startRun(tools, run, work, { concurrency, budget: NO_BUDGET, signal }).ended;
  await store.close();
  const sound = progress.gradings.done;
  if (sound !== count)
    throw new Error(`Only ${sound} of ${count} mixes came through: the figures would mean nothing.`);
}

function drawn(count: number) {
  const skills = Array.from({ length: 60 }, (_, index) => skill(`skill number ${index}`, { check: '.' }));
  const topics = Array.from({ length: 50 }, (_, index) => ({ name: `Topic ${index}`, aliases: [] }));
  const result = drawMixes({ skills, topics, k: 3, count, seed: 1, order: 'nested' });
  if (result.kind === 'too-few') throw new Error('There are too few mixes for the bench.');
  return result.mixes.map((mix) => ({
    id: mixIdOf(mix, sha256),
    skills: mix.skills,
    topic: mix.topic,
    split: 'all',
  }));
}
