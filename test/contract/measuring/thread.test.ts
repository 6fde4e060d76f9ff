import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { copySqlite, sqliteBinary } from '../../../scripts/build.mjs';
import {
  createMeasuringThread,
  type MeasuringThread,
} from '../../../src/adapters/measuring/createMeasuringThread.ts';
import { connect } from '../../../src/adapters/store/connection.ts';
import { openStore } from '../../../src/adapters/store/sqliteStore.ts';
import { answerTask } from '../../../src/core/measuring/answerTask.ts';
import type { Asked, TaskKind } from '../../../src/core/measuring/tasks.ts';
import { applyReviews } from '../../../src/core/review/applyReviews.ts';
import type { StorePort } from '../../../src/core/runs/ports.ts';
import type { Review, ReviewId, SampleId } from '../../../src/core/runs/records.ts';
import { fillScaleResults, scaleSampleId } from '../../support/scaleResults.ts';

const FILE = 'a.skillset.yaml';
const SAMPLES = 300;
const OPTIONS = { nameRule: true };
const QUESTIONS: { readonly [Kind in TaskKind]: Asked<Kind> } = {
  overview: { filter: { k: 3 }, nameRule: true, novelty: { pSkill: 0.1, pTopic: 0.1, corpus: 100 } },
  comparison: { options: OPTIONS, compared: { base: 'lab/tuned', tuned: 'lab/base' } },
  graders: { options: OPTIONS },
  alarms: { options: OPTIONS },
  gathered: { title: 'A study', options: OPTIONS, texts: 10 },
  cells: { options: { nameRule: false } },
};
const KINDS = Object.keys(QUESTIONS) as TaskKind[];

/** What a thread does is what is built: Node 20 runs no TypeScript. */
describe('the thread that works out figures', () => {
  let folder: string;
  let path: string;
  let store: StorePort;
  const threads: MeasuringThread[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skillmix-thread-'));
    path = join(folder, 'store.db');
    await build({
      entryPoints: ['src/statistics.ts'],
      outfile: join(folder, 'statistics.cjs'),
      ...{ bundle: true, platform: 'node', format: 'cjs', logLevel: 'warning', plugins: [sqliteBinary] },
    });
    copySqlite(folder);
    await fillScaleResults(path, { file: FILE, samples: SAMPLES, reasonWords: 3 });
    store = await openStore(path);
    const review: Review = {
      ...{ id: 'r' as ReviewId, sampleId: scaleSampleId(1) as SampleId, reviewer: 'Ann', createdAt: 1 },
      ...{ isBlind: true, draw: { kind: 'picked' } },
      points: [{ criterion: 'topic', point: 0, reason: '' }],
    };
    await store.saveReview(review);
  });
  afterEach(async () => {
    for (const thread of threads.splice(0)) await thread.end();
  });
  afterAll(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  function thread(): MeasuringThread {
    const made = createMeasuringThread(join(folder, 'statistics.cjs'));
    threads.push(made);
    return made;
  }

  function question<Kind extends TaskKind>(kind: Kind, isCorrected = false) {
    return { kind, store: path, version: '1', results: { file: FILE, isCorrected }, asked: QUESTIONS[kind] };
  }

  /** In this thread. */
  function answerHere<Kind extends TaskKind>(kind: Kind, isCorrected: boolean) {
    const facts = async (corrected: boolean) => {
      const graded = await store.reportFacts({ file: FILE });
      const reviews = await store.reviews({ file: FILE });
      return corrected ? applyReviews(graded, reviews, { graders: 'with' }) : graded;
    };
    const { signal } = new AbortController();
    const results = { file: FILE, isCorrected };
    return answerTask(kind, QUESTIONS[kind], { store, results, facts, signal });
  }

  it.each(KINDS)(
    'tells the same as is worked out here, with and without the corrections of people (%s)',
    async (kind) => {
      const asked = thread();
      for (const isCorrected of [false, true, false])
        expect(await asked.ask(question(kind, isCorrected))).toEqual(await answerHere(kind, isCorrected));
    },
  );

  it('leaves this thread to others meanwhile', async () => {
    const asked = thread();
    await asked.ask(question('overview'));
    let turns = 0;
    let isAnswered = false;
    const answering = asked.ask(question('comparison')).finally(() => {
      isAnswered = true;
    });
    while (!isAnswered) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
    }
    await answering;
    expect(turns).toBeGreaterThan(50);
  });

  it('writes nothing into the store, so that nobody is told of a change', async () => {
    const watching = await connect(path);
    const version = () => watching.all('PRAGMA data_version');
    const before = await version();
    const asked = thread();
    for (const kind of KINDS) await asked.ask(question(kind));
    expect(await version()).toEqual(before);
    await watching.close();
  });

  it('reads anew what is asked for under another version', async () => {
    const asked = thread();
    const first = await asked.ask(question('cells'));
    const moved = join(folder, 'moved.db');
    await fillScaleResults(moved, { file: FILE, samples: 60, reasonWords: 3 });
    const second = await asked.ask({ ...question('cells'), store: moved });
    expect(second.counted.samples).toBe(60);
    expect(first.counted.samples).toBe(SAMPLES);
    // Nothing holds a file that was asked about.
    await rename(moved, join(folder, 'elsewhere.db'));
  });

  it('tells what is wrong with a store, and goes on with the next question', async () => {
    const asked = thread();
    const nowhere = { ...question('cells'), store: join(folder, 'not', 'there.db') };
    await expect(asked.ask(nowhere)).rejects.toMatchObject({ name: 'StoreError' });
    expect((await asked.ask(question('cells'))).cells.length).toBeGreaterThan(0);
  });

  it('gives up what is called off, at once for the one who asked, and goes on with the next question', async () => {
    const asked = thread();
    await asked.ask(question('overview'));
    const stop = new AbortController();
    const called = asked.ask(question('gathered'), stop.signal);
    stop.abort(new Error('called off'));
    await expect(called).rejects.toThrow('called off');
    expect((await asked.ask(question('cells'))).counted.samples).toBe(SAMPLES);
    await expect(asked.ask(question('cells'), stop.signal)).rejects.toThrow('called off');
  });

  it('rejects what is open when it ends, and begins anew with the next question', async () => {
    const asked = thread();
    const open = asked.ask(question('gathered'));
    const closed = expect(open).rejects.toThrow('has ended');
    await asked.end();
    await closed;
    expect((await asked.ask(question('cells'))).counted.samples).toBe(SAMPLES);
  });
});
