import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/adapters/store/sqliteStore.ts';
import type { CriterionPoint } from '../../src/core/grading/criterion.ts';
import { criteriaOf } from '../../src/core/grading/criterion.ts';
import type { Run, RunId } from '../../src/core/runs/records.ts';
import { round, roundOf, type SampleWords, sample } from '../unit/metrics/judgedRecords.ts';

const CLI = resolve('dist/cli.cjs');

/** In it a skill that is named keeps its point, and all skills are enough to be kept. */
const SKILLSET = `skillset: 1
title: Report
skills:
  - { name: a, category: first, definition: What a is., example: An a. }
  - { name: b, category: first, definition: What b is., example: A b. }
topics: [Sewing, Beekeeping]
splits:
  all: {}
study:
  data:
    student: lab/writer
    keep: all-skills
    parts: [{ k: 2, split: all, attempts: 4 }]
  grade: { graders: [lab/judge], nameRule: false }
`;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skillmix report '));
  await writeFile(join(folder, 'a.skillset.yaml'), SKILLSET);
  await fillStore();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Three attempts at data, of which one names a skill, and a text of another run, seed and purpose. */
async function fillStore(): Promise<void> {
  const store = await openStore(join(folder, '.skillmix', 'skillmix.db'));
  const run = { kind: 'data', file: 'a.skillset.yaml', plan: {}, startedAt: 1, state: 'done' } as const;
  await store.saveRun({ ...run, id: 'run-1' as RunId });
  await store.saveRun({ ...run, id: 'run-2' as RunId, kind: 'evaluate' } satisfies Run);
  const data: SampleWords = { purpose: 'data', seed: 1, split: 'all' };
  const [named, middling, poor, other] = [
    { ...sample({ ...data, mix: 'x' }), runId: 'run-1' as RunId },
    { ...sample({ ...data, mix: 'y' }), runId: 'run-1' as RunId },
    { ...sample({ ...data, mix: 'z' }), runId: 'run-1' as RunId },
    { ...sample({ purpose: 'evaluate', seed: 2, split: 'all', mix: 'x' }), runId: 'run-2' as RunId },
  ];
  for (const each of [named, middling, poor, other])
    await store.saveSample({ ...each, file: 'a.skillset.yaml' });
  const points = criteriaOf(named.mix).map(
    (criterion, index): CriterionPoint => ({
      criterion,
      point: 1,
      reason: 'Yes.',
      ...(index === 0 ? { named: true } : {}),
    }),
  );
  await store.saveGrading(roundOf(named, { kind: 'graded', points }));
  await store.saveGrading(round(middling, '11 011'));
  await store.saveGrading(round(poor, '01 111'));
  await store.saveGrading(round(other, '11 111'));
  await store.close();
}

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function report(...args: string[]): Promise<Ended> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [CLI, 'report', 'a.skillset.yaml', ...args],
      { cwd: folder },
      (error, out, err) => done({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });
}

async function cells(...args: string[]) {
  const { out } = await report('--format', 'json', ...args);
  return JSON.parse(out).cells;
}

async function yields(...args: string[]) {
  const { out } = await report('--table', 'yields', '--format', 'json', ...args);
  return JSON.parse(out);
}

describe('skillmix report', () => {
  test('narrows to a run, by the beginning of its id, to a seed, or to a purpose', async () => {
    expect(await cells()).toHaveLength(2);
    expect(await cells('--run', 'run-2')).toMatchObject([{ seed: 2, samples: 1 }]);
    expect(await cells('--seed', '1')).toMatchObject([{ seed: 1, samples: 3 }]);
    expect(await cells('--purpose', 'evaluate')).toMatchObject([{ purpose: 'evaluate', samples: 1 }]);
    expect(await cells('--purpose', 'none')).toEqual([]);
  });

  test.each([
    ['a run that is not there', ['--run', 'nobody'], 'There is no run nobody'],
    ['the beginning of several runs', ['--run', 'run-'], 'Several runs begin with run-'],
    ['a purpose that there is not', ['--purpose', 'poem'], 'Give data, evaluate or none.'],
  ])('says what is wrong with %s', async (_, args, message) => {
    const { code, out, err } = await report(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  test('takes the name rule from the study, unless an option says otherwise', async () => {
    const fullMarks = async (...args: string[]) => (await cells('--seed', '1', ...args))[0].fullMarks.max;
    expect(await fullMarks()).toBeCloseTo(1 / 3);
    expect(await fullMarks('--name-rule')).toBe(0);
    expect(await fullMarks('--no-name-rule')).toBeCloseTo(1 / 3);
  });

  test('tells how many attempts at data are kept, as the study says or as the option says', async () => {
    expect(await yields()).toMatchObject({
      keep: 'all-skills',
      tables: [{ total: { attempts: 3, kept: 2 } }],
    });
    expect(await yields('--keep', 'full-marks')).toMatchObject({ tables: [{ total: { kept: 1 } }] });
    expect(await yields('--keep', 'all')).toMatchObject({ tables: [{ graders: [], total: { kept: 3 } }] });
    expect(await yields('--purpose', 'evaluate')).toMatchObject({ tables: [{ total: { attempts: 1 } }] });
  });

  test('writes the yields as a table and as CSV', async () => {
    const table = await report('--table', 'yields');
    expect(table.out).toContain('lab/writer; kept with all skills from lab/judge');
    const csv = await report('--table', 'yields', '--format', 'csv');
    expect(csv.out).toContain('lab/writer,,,"[""lab/judge""]",all-skills,total,,,,,3,3,2,');
  });
});
