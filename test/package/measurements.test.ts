import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/adapters/store/sqliteStore.ts';
import type { RunId } from '../../src/core/runs/records.ts';
import { round, sample } from '../unit/metrics/judgedRecords.ts';

const CLI = resolve('dist/cli.cjs');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skillmix measure '));
  const store = await openStore(join(folder, 'store.db'));
  await store.saveRun({
    ...{ id: 'run' as RunId, kind: 'import', file: 'a', plan: {} },
    startedAt: 1,
    state: 'done',
  });
  for (const [at, mix] of ['x', 'y', 'z', 'u', 'v', 'w'].entries())
    for (const student of ['lab/base', 'lab/tuned']) {
      const written = sample({ mix, student });
      // One mix has no text of the base: it is not compared.
      if (mix === 'w' && student === 'lab/base') continue;
      await store.saveSample({ ...written, result: { kind: 'text', text: `${student} on ${mix}` } });
      const points = student === 'lab/tuned' ? '11 111' : at === 0 ? '11 111' : '00 111';
      await store.saveGrading(round(written, points));
      await store.saveGrading(round(written, points, { round: 2 }));
      await store.saveGrading(round(written, '10 111', { grader: 'lab/second' }));
    }
  await store.close();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function skillmix(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [CLI, ...args, '--store', 'store.db'], { cwd: folder }, (error, out, err) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });
}

const NOVELTY = ['--p-skill', '0.05', '--p-topic', '0.001', '--corpus', '100000'];

describe('skillmix report --table', () => {
  test.each([
    ['criteria', /^lab\/base +lab\/judge +held-out +skill +all +5 +2 +10/mu],
    ['categories', /first half +2/u],
    ['rates', /lab\/tuned +lab\/judge +held-out +b +all +6 +6 +6 +1\.00/u],
    ['hardest', /lab\/base +lab\/judge +held-out +a +first half +5 +\.20 \[/u],
    ['texts', /lab\/second +held-out +2 +graded +10111 +\.00/u],
    ['pairs', /lab\/judge +lab\/base +a +b +5 +4\.0 +3\.2 +1\.25/u],
    ['agreement', /lab\/judge, lab\/second/u],
    ['consistency', /lab\/judge: 11 texts with at least 2 readable rounds/u],
    ['bias', /Kendall’s tau/u],
    ['alarms', /lab\/judge +skill points without words of the text/u],
    ['novelty', /lab\/tuned +lab\/judge +held-out +2 +\.250/u],
  ])('prints %s as a table, as CSV of even rows, and as JSON', async (table, expected) => {
    const ask = (format: string) => skillmix('report', '--table', table, '--format', format, ...NOVELTY);
    expect((await ask('table')).out).toMatch(expected);
    const [header, ...rows] = (await ask('csv')).out.trimEnd().split('\r\n');
    const fields = (line = '') => line.replaceAll(/"(?:[^"]|"")*"/gu, '').split(',').length;
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(fields(row)).toBe(fields(header));
    expect(JSON.parse((await ask('json')).out)).toBeTypeOf('object');
  });

  test('asks for what the novelty threshold is made of', async () => {
    const { code, err } = await skillmix('report', '--table', 'novelty', '--p-skill', '0.05');
    expect(code).toBe(2);
    expect(err).toContain('--p-skill, --p-topic and --corpus');
  });
});

describe('skillmix compare', () => {
  const compare = (...more: string[]) =>
    skillmix('compare', '--base', 'lab/base', '--tuned', 'lab/tuned', '--grader', 'lab/judge', ...more);

  test('tells the paired difference, what changed, and what is not compared, with the samples', async () => {
    const { graders } = JSON.parse((await compare('--format', 'json')).out);
    expect(graders).toHaveLength(1);
    expect(graders[0].ratios[0]).toMatchObject({
      ...{ mixes: 5, onlyBase: 0, onlyTuned: 1 },
      fullMarks: {
        max: { base: 0.2, tuned: 1, difference: 0.8, p: 0.125, bounds: { mixes: 5, unreadableMixes: 0 } },
      },
    });
    expect(graders[0].flips).toHaveLength(4);
    expect(graders[0].flips[0]).toMatchObject({
      ...{ kind: 'gained', skills: ['a', 'b'], topic: 'Sewing' },
      base: [{ sample: expect.stringMatching(/^sample /u), text: expect.stringContaining('lab/base on') }],
    });
    expect(graders[0].unpaired).toMatchObject([{ only: 'tuned', samples: [expect.any(String)] }]);
  });

  test('prints the figures, and with --flips the texts of both students', async () => {
    expect((await compare()).out).toMatch(/full marks: max +all +all +5 +\.20 +1\.00 +\.80/u);
    const flips = (await compare('--flips')).out;
    expect(flips).toContain('lab/base on y');
    expect(flips).toContain('tuned only');
  });

  test.each([
    ['a student without a text', ['--tuned', 'lab/third'], 'There is no text by lab/third'],
    ['one student twice', ['--tuned', 'lab/base'], 'two different students'],
    ['other students besides', ['--student', 'lab/base'], 'with --base and --tuned'],
    ['a grader of neither', ['--grader', 'lab/nobody'], 'No grader has graded texts of both'],
  ])('says what is wrong with %s', async (_, more, message) => {
    const grader = more[0] === '--grader' ? [] : ['--grader', 'lab/judge'];
    const args = ['compare', '--base', 'lab/base', '--tuned', 'lab/tuned', ...grader, ...more];
    const { code, err } = await skillmix(...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
