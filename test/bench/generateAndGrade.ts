import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelPort } from '../../src/adapters/models/modelPort.ts';
import { openStore } from '../../src/adapters/store/sqliteStore.ts';
import { sha256 } from '../../src/adapters/system/sha256.ts';
import { systemClock } from '../../src/adapters/system/systemClock.ts';
import { drawMixes } from '../../src/core/mixes/drawMixes.ts';
import { mixIdOf } from '../../src/core/mixes/mixId.ts';
import { NO_BUDGET } from '../../src/core/runs/budget.ts';
import type { Run, RunId } from '../../src/core/runs/records.ts';
import { startRun } from '../../src/core/runs/runner.ts';
import { skill } from '../support/mixes.ts';
import { type Measure, measured } from './measured.ts';

export interface LoopBench {
  /** Plain fetch, the same number of calls, as many at a time. */
  readonly floor: Measure;
  readonly skillmix: Measure;
  /** The same run again, everything stored. */
  readonly cached: Measure;
  readonly calls: number;
  /** Of the store, in bytes, for each mix with its sample and grading. */
  readonly bytesPerMix: number;
}

const MODEL = 'fake-writer';

/** Generates and grades `mixes` mixes against a server that waits `latency` before it replies. */
export async function benchLoop(baseUrl: string, mixes: number, concurrency: number): Promise<LoopBench> {
  const calls = mixes * 3;
  await plainFetch(baseUrl, concurrency, concurrency);
  const floor = await measured(() => plainFetch(baseUrl, calls, concurrency));
  const folder = await mkdtemp(join(tmpdir(), 'skillmix-bench-'));
  try {
    const path = join(folder, 'bench.db');
    const skillmix = await measured(() => loop(baseUrl, path, mixes, concurrency));
    const { size } = await stat(path);
    const cached = await measured(() => loop(baseUrl, path, mixes, concurrency));
    return { floor, skillmix, cached, calls, bytesPerMix: size / mixes };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function plainFetch(baseUrl: string, calls: number, concurrency: number): Promise<void> {
  const body = JSON.stringify({ model: MODEL, messages: [{ role: 'user', content: 'Write a short text.' }] });
  const headers = { 'content-type': 'application/json', authorization: 'Bearer none' };
  let left = calls;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const response = await fetch(`${baseUrl}/chat/completions`, { method: 'POST', headers, body });
      if (!response.ok) throw new Error(`The fake provider answered ${response.status}.`);
      await response.json();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
}

async function loop(baseUrl: string, path: string, count: number, concurrency: number): Promise<void> {
  const store = await openStore(path);
  const tools = {
    store,
    clock: systemClock,
    digest: sha256,
    random: Math.random,
    takesSchema: new Map<string, boolean>(),
  };
  const port = modelPort('bench', { kind: 'openai', baseUrl }, undefined);
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
