import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { createMeasuringThread } from '../../src/adapters/measuring/createMeasuringThread.ts';
import { openStore } from '../../src/adapters/store/sqliteStore.ts';
import { sha256 } from '../../src/adapters/system/sha256.ts';
import { systemClock } from '../../src/adapters/system/systemClock.ts';
import { compareStudents } from '../../src/core/metrics/compareStudents.ts';
import { graderAgreement } from '../../src/core/metrics/graderAgreement.ts';
import { graderBias } from '../../src/core/metrics/graderBias.ts';
import type { ReportOptions } from '../../src/core/metrics/report.ts';
import { roundConsistency } from '../../src/core/metrics/roundConsistency.ts';
import { skillPairs } from '../../src/core/metrics/skillPairs.ts';
import { createReviewDesk } from '../../src/core/review/reviewDesk.ts';
import { measured, median } from './measured.ts';
import { FILE, SAMPLES } from './panelAtScale.ts';

export interface MeasuresBench {
  readonly samples: number;
  /** What reading the facts and the rounds takes alone, in milliseconds of CPU. */
  readonly floor: number;
  /** What working out takes besides, in milliseconds of CPU. */
  readonly measures: { readonly [name: string]: number };
  /** From asking for the review to its first text, and from there to the next, in milliseconds. */
  readonly review: { readonly open: number; readonly next: number };
  /** From asking the thread about the graders to its answer, and the longest time the asker stood still meanwhile. */
  readonly thread: { readonly wall: number; readonly stop: number };
}

const OPTIONS: ReportOptions = { nameRule: true };
const TIMES = 5;

/** Measures two students in the eyes of two graders on 100,000 texts, with 300,000 gradings. */
export async function benchMeasures(): Promise<MeasuresBench> {
  const folder = await mkdtemp(join(tmpdir(), 'skillmix-bench-'));
  try {
    const path = join(folder, 'bench.db');
    await promisify(execFile)(process.execPath, [process.argv[1] ?? '', 'fillPanel', path]);
    return {
      samples: SAMPLES,
      ...(await benchFigures(path)),
      review: await benchReview(path),
      thread: await benchThread(path),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchFigures(path: string): Promise<Pick<MeasuresBench, 'floor' | 'measures'>> {
  const store = await openStore(path);
  const read = async () =>
    [await store.reportFacts({ file: FILE }), await store.roundFacts({ file: FILE })] as const;
  const floor = await medianCpu(read);
  const [facts, rounds] = await read();
  await store.close();
  const students = { base: 'lab/base', tuned: 'lab/tuned' };
  const work = {
    pairs: () => skillPairs(facts, OPTIONS),
    consistency: () => roundConsistency(facts, rounds, OPTIONS),
    agreement: () => graderAgreement(facts, OPTIONS),
    bias: () => graderBias(facts, OPTIONS),
    comparison: () => compareStudents(facts, OPTIONS, students),
  };
  const measures: { [name: string]: number } = {};
  for (const [name, measure] of Object.entries(work)) measures[name] = await medianCpu(measure);
  return { floor, measures };
}

async function medianCpu(work: () => unknown): Promise<number> {
  const figures: number[] = [];
  for (let time = 0; time < TIMES; time += 1) figures.push((await measured(work)).cpu);
  return median(figures);
}

/** Each time by a store that has not been asked for anything. */
async function benchReview(path: string): Promise<MeasuresBench['review']> {
  const opens: number[] = [];
  const nexts: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const store = await openStore(path);
    const options = {
      store,
      file: FILE,
      reviewer: 'Ann',
      seed: 7,
      clock: systemClock,
      digest: sha256,
      graders: [],
    };
    const before = performance.now();
    const desk = await createReviewDesk(options);
    await desk.open();
    opens.push(performance.now() - before);
    nexts.push((await measured(() => desk.next())).wall);
    await store.close();
  }
  return { open: median(opens), next: median(nexts) };
}

async function benchThread(path: string): Promise<MeasuresBench['thread']> {
  const thread = createMeasuringThread(join(dirname(process.argv[1] ?? ''), 'statistics.cjs'));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const results = { file: FILE, isCorrected: false };
  const question = { store: path, version: '1', results, asked: { options: OPTIONS } };
  const { wall } = await measured(() => thread.ask({ kind: 'graders', ...question }));
  delay.disable();
  await thread.end();
  return { wall, stop: delay.max / 1e6 };
}
