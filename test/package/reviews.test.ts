import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../src/adapters/store/sqliteStore.ts';
import type { RunId } from '../../src/core/runs/records.ts';
import { round, sample } from '../unit/metrics/judgedRecords.ts';

const CLI = resolve('dist/cli.cjs');
const STUDY = 'a.skillset.yaml';

const SKILLSET = `skillset: 1
title: Reviews
skills:
  - { name: a, category: first, definition: What a is., example: An a. }
  - { name: b, category: first, definition: What b is., example: A b. }
topics: [Sewing]
study: { seed: 7 }
`;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skillmix reviews '));
  await writeFile(join(folder, STUDY), SKILLSET);
  const store = await openStore(join(folder, '.skillmix', 'skillmix.db'));
  const id = 'run-1' as RunId;
  await store.saveRun({ id, kind: 'evaluate', file: STUDY, plan: {}, startedAt: 1, state: 'done' });
  for (let index = 0; index < 30; index += 1) {
    const text = { ...sample({ mix: `mix ${index}`, student: 'lab/hidden' }), runId: id, file: STUDY };
    await store.saveSample(text);
    await store.saveGrading(round(text, index % 2 === 0 ? '11 111' : '10 111', { grader: 'lab/judge' }));
  }
  await store.close();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function skillmix(...args: string[]): Promise<Ended> {
  return new Promise((done) => {
    execFile(process.execPath, [CLI, ...args], { cwd: folder }, (error, out, err) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

type Row = Record<string, string>;

async function readSheet(): Promise<Row[]> {
  return parse(await readFile(join(folder, 'sheet.csv'), 'utf8'), { bom: true, columns: true });
}

async function writeSheet(rows: readonly Row[], delimiter = ','): Promise<void> {
  const line = (cells: readonly string[]) =>
    cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter);
  const lines = [line(Object.keys(rows[0] ?? {})), ...rows.map((row) => line(Object.values(row)))];
  await writeFile(join(folder, 'sheet.csv'), lines.join('\r\n'));
}

const sheet = (...more: string[]) => skillmix('reviews', 'sheet', STUDY, '-o', 'sheet.csv', ...more);
const importSheet = (reviewer: string) =>
  skillmix('reviews', 'import', STUDY, 'sheet.csv', '--reviewer', reviewer);
const agreement = async () => JSON.parse((await skillmix('reviews', STUDY, '--format', 'json')).out);
const fullMarks = async (how: string) => {
  const { out } = await skillmix('report', STUDY, '--reviews', how, '--format', 'json');
  const { cells } = JSON.parse(out);
  return cells.map((cell: { grader: string; graded: number; fullMarks: { mean: number } }) => [
    ...[cell.grader, cell.graded, cell.fullMarks.mean],
  ]);
};

describe('a spot check by a sheet', () => {
  test('is written blind, with a row for each criterion, the same each time', async () => {
    expect(await sheet('-n', '10')).toMatchObject({ code: 0, out: '10 of 30 graded texts in sheet.csv.\n' });
    const first = await readFile(join(folder, 'sheet.csv'), 'utf8');
    expect(first).not.toMatch(/lab|hidden|judge/u);
    const rows = await readSheet();
    expect(rows).toHaveLength(50);
    expect(rows.every(({ point }) => point === '')).toBe(true);
    expect(rows[0]).toMatchObject({
      number: '1',
      text: 'A text.',
      criterion: 'a',
      definition: 'What a is.',
      id: 'skill:a',
    });
    await sheet('-n', '10');
    expect(await readFile(join(folder, 'sheet.csv'), 'utf8')).toBe(first);
  });

  test('is kept once, also with semicolons, and tells how far graders agree with people', async () => {
    await sheet('-n', '12');
    const rows = await readSheet();
    await writeSheet(
      rows.map((row) => ({ ...row, point: row.id === 'topic' ? 'no' : '1', reason: 'So.' })),
      ';',
    );
    expect(await importSheet('Ann')).toMatchObject({
      code: 0,
      out: '12 texts with points: 12 new reviews by Ann.\n',
    });
    expect((await importSheet('Ann')).out).toContain('0 new reviews');
    const { byChance, chosen } = await agreement();
    expect([byChance.texts, chosen.texts]).toEqual([12, 0]);
    const topic = byChance.agreement.criteria.find(({ criterion }: Row) => criterion === 'topic');
    expect(topic.pairs).toMatchObject([{ raters: ['lab/judge', 'people'], items: 12, onlyFirst: 12 }]);
    const told = await skillmix('reviews', STUDY);
    expect(told.out).toContain('12 texts that chance chose: these figures hold for all texts.');
    expect(told.out).toMatch(/lab\/judge and people +topic +12 +\.00/u);
  });

  test('goes on after the texts that the reviewer has done, and begins anew for another', async () => {
    await sheet('-n', '12');
    await writeSheet((await readSheet()).map((row) => ({ ...row, point: '1' })));
    const first = new Set((await readSheet()).map((row) => row.sample));
    await importSheet('Ann');
    await sheet('-n', '30', '--reviewer', 'Ann');
    const next = new Set((await readSheet()).map((row) => row.sample));
    expect(next.size).toBe(18);
    expect([...next].filter((id) => first.has(id))).toEqual([]);
    await sheet('-n', '12', '--reviewer', 'Bob');
    expect(new Set((await readSheet()).map((row) => row.sample))).toEqual(first);
  });

  test('tells which rows it cannot read, keeps the others, and ends with 1', async () => {
    await sheet('-n', '2');
    const rows = (await readSheet()).map((row) => ({ ...row, point: '1' }));
    await writeSheet(rows.map((row, index) => (index === 0 ? { ...row, point: 'maybe' } : row)));
    const { code, err, out } = await importSheet('Ann');
    expect(code).toBe(1);
    expect(err).toContain('row 2: the point is "maybe" and must be 1, 0 or empty');
    expect(out).toContain('2 new reviews');
    await writeFile(join(folder, 'sheet.csv'), 'a,b\n1,2\n');
    expect(await importSheet('Ann')).toMatchObject({
      code: 1,
      err: expect.stringContaining('is no sheet for reviews'),
    });
  });

  test('changes the report where that is asked for, and goes out as a table', async () => {
    await sheet('-n', '30');
    await writeSheet((await readSheet()).map((row) => ({ ...row, point: '1' })));
    await importSheet('Ann');
    expect(await fullMarks('without')).toEqual([['lab/judge', 30, 0.5]]);
    expect(await fullMarks('with')).toEqual([['lab/judge', 30, 1]]);
    expect(await fullMarks('only')).toEqual([['people', 30, 1]]);
    const written = await skillmix(
      'export',
      STUDY,
      '--table',
      'reviews',
      '--format',
      'jsonl',
      '-o',
      'reviews.jsonl',
    );
    expect(written.out).toBe('150 reviews in reviews.jsonl.\n');
    const [line = ''] = (await readFile(join(folder, 'reviews.jsonl'), 'utf8')).split('\n');
    expect(JSON.parse(line)).toMatchObject({
      reviewer: 'Ann',
      blind: true,
      byChance: true,
      drawn: 'random',
      drawSeed: 7,
    });
  });

  test('says how to begin where nobody has reviewed anything, and who is missing', async () => {
    expect(await skillmix('reviews', STUDY)).toMatchObject({
      code: 0,
      out: expect.stringContaining('docs/reviewing.md'),
    });
    expect((await skillmix('reviews', 'import', STUDY, 'sheet.csv')).code).toBe(2);
    expect((await skillmix('reviews', 'none.skillset.yaml', '--store', 'none.db')).code).toBe(2);
  });
});
