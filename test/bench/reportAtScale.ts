import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Connection, connect } from '../../src/adapters/store/connection.ts';
import { fillResults } from '../../src/adapters/store/migrations/fillResults.ts';
import { openStore } from '../../src/adapters/store/sqliteStore.ts';
import { reportOf } from '../../src/core/metrics/report.ts';
import { measured } from './measured.ts';

export interface ReportBench {
  readonly gradings: number;
  /** From the closed store to the report, in milliseconds; the file is in the system's memory. */
  readonly wall: number;
  /** The same of this process on all threads, in milliseconds. */
  readonly cpu: number;
  /** By how much the process has grown at the end, in bytes. */
  readonly rss: number;
}

const SAMPLES = 100_000;
const GENERATIONS = 3;
const ROUNDS = 3;

/**
 * Reports over a store with three rounds for each of 100,000 texts, of which three are for the same mix. The store is
 * filled by another process, so that nothing of it is in the memory of this one.
 */
export async function benchReport(): Promise<ReportBench> {
  const folder = await mkdtemp(join(tmpdir(), 'skillmix-bench-'));
  try {
    const path = join(folder, 'bench.db');
    await promisify(execFile)(process.execPath, [process.argv[1] ?? '', 'fillReport', path]);
    const before = process.memoryUsage().rss;
    const { wall, cpu } = await measured(() => report(path));
    return { gradings: SAMPLES * ROUNDS, wall, cpu, rss: process.memoryUsage().rss - before };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function report(path: string): Promise<void> {
  const store = await openStore(path);
  const facts = await store.reportFacts({ file: FILE });
  const { cells } = reportOf(facts, { nameRule: true });
  await store.close();
  const graded = cells.reduce((sum, cell) => sum + cell.graded, 0);
  if (graded !== SAMPLES)
    throw new Error(`Only ${graded} of ${SAMPLES} texts are graded: the figures would mean nothing.`);
}

const FILE = 'bench.skillset.yaml';
const SKILLS = 100;
const SMALLEST_K = 2;
const DIFFERENT_K = 4;

/** By SQL that lists the rows: as many calls of the store would take minutes. */
export async function fillReportStore(path: string): Promise<void> {
  await (await openStore(path)).close();
  const db = await connect(path);
  await db.exec('PRAGMA synchronous = OFF; BEGIN');
  await db.run(
    `INSERT INTO runs (id, kind, file, plan, started_at, state) VALUES ('bench', 'data', ?, '{}', 0, 'done')`,
    [FILE],
  );
  await fillSkills(db);
  for (let first = 1; first <= SAMPLES; first += PART) await fillPart(db, first);
  await fillResults(db);
  await db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
  await db.close();
}

const PART = 10_000;

async function fillSkills(db: Connection): Promise<void> {
  const rows = Array.from({ length: SKILLS }, (_, index) => [
    index + 1,
    hash(`skill ${index}`),
    `skill ${index}`,
    `category ${index % 8}`,
  ]);
  await db.run(
    `INSERT INTO skill_texts (id, hash, name, category, definition, example, aliases, common)
     SELECT value ->> 0, unhex(value ->> 1), value ->> 2, value ->> 3, 'A definition.', 'An example.', '[]', 0
     FROM json_each(?)`,
    [JSON.stringify(rows)],
  );
}

/** Samples from `first` on, each with its mix, where it is new, and its gradings. */
async function fillPart(db: Connection, first: number): Promise<void> {
  const numbers = Array.from({ length: Math.min(PART, SAMPLES - first + 1) }, (_, index) => first + index);
  const mixes = [...new Set(numbers.map(mixOf))].map((mix) => {
    const k = SMALLEST_K + (mix % DIFFERENT_K);
    const skills = Array.from({ length: k }, (_, place) => ((mix * 7 + place * 31) % SKILLS) + 1);
    return [mix, hash(`mix ${mix}`), k, JSON.stringify(skills)];
  });
  await db.run(
    `INSERT INTO mixes (id, hash, mix_id, topic, topic_aliases, split, seed, k, skills)
     SELECT value ->> 0, unhex(value ->> 1), value ->> 1, 'Sewing', '[]', 'training', 10, value ->> 2, value ->> 3
     FROM json_each(?) WHERE TRUE ON CONFLICT DO NOTHING`,
    [JSON.stringify(mixes)],
  );
  const samples = numbers.map((number) => [number, hash(`sample ${number}`), mixOf(number)]);
  await db.run(
    `INSERT INTO samples (number, id, run_id, file, mix, student, sampling, purpose, generation, prompt_version,
       created_at, kind, call_keys, text)
     SELECT value ->> 0, value ->> 1, 'bench', ?, value ->> 2, 'lab/writer', '{"temperature":0.7}', 'evaluate',
       value ->> 0 % ${GENERATIONS}, 'p1', 1700000000000 + value ->> 0, 'text', '[]', ? FROM json_each(?)`,
    [FILE, 'A text of some words, as long as they are. '.repeat(8), JSON.stringify(samples)],
  );
  const gradings = numbers.flatMap((number) =>
    Array.from({ length: ROUNDS }, (_, round) => {
      const criteria = SMALLEST_K + (mixOf(number) % DIFFERENT_K) + 3;
      const key = hash(`grading ${number} ${round}`);
      const earned = Number.parseInt(key.slice(0, 4), 16) % 2 ** criteria;
      return [key, number, round + 1, earned, criteria];
    }),
  );
  await db.run(
    `INSERT INTO gradings (id, sample, grader, round, rubric_version, created_at, call_key, kind, earned, named, unquoted,
       criteria, words)
     SELECT value ->> 0, value ->> 1, 'lab/judge', value ->> 2, 'r1', 1700000000000 + value ->> 1, value ->> 0 || 'ab',
       'graded', value ->> 3, 0, 0, value ->> 4, substr(value ->> 0, 1, 16) FROM json_each(?)`,
    [JSON.stringify(gradings)],
  );
}

function mixOf(sample: number): number {
  return Math.ceil(sample / GENERATIONS);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
