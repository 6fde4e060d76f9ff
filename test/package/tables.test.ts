import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/adapters/store/sqliteStore.ts';
import type { RunId } from '../../src/core/runs/records.ts';
import { createWorkplace, type Workplace } from '../support/commandLine.ts';
import { round, type SampleWords, sample } from '../unit/metrics/judgedRecords.ts';

const SKILLSET = `skillset: 1
title: Tables
skills:
  - { name: a, category: first, definition: What a is., example: An a. }
  - { name: b, category: first, definition: What b is., example: A b. }
topics: [Sewing]
`;

let place: Workplace;
beforeAll(async () => {
  // No model is asked by these commands.
  place = await createWorkplace('http://127.0.0.1:9');
  await place.write('a.skillset.yaml', SKILLSET);
  const store = await openStore(join(place.folder, '.skillmix', 'skillmix.db'));
  const runId = 'run-1' as RunId;
  await store.saveRun({
    id: runId,
    kind: 'evaluate',
    file: 'a.skillset.yaml',
    plan: {},
    startedAt: 1,
    state: 'done',
  });
  const evaluated: SampleWords = { purpose: 'evaluate', seed: 1, split: 'held-out' };
  const points: readonly [SampleWords, string][] = [
    [{ ...evaluated, mix: 'x', student: 'lab/base' }, '10 111'],
    [{ ...evaluated, mix: 'y', student: 'lab/base' }, '11 111'],
    [{ ...evaluated, mix: 'x', student: 'lab/tuned' }, '11 111'],
    [{ ...evaluated, mix: 'y', student: 'lab/tuned' }, '11 111'],
    [{ purpose: 'data', seed: 1, split: 'training', mix: 'z', student: 'lab/writer' }, '11 111'],
  ];
  for (const [words, given] of points) {
    const one = { ...sample(words), runId, file: 'a.skillset.yaml' };
    await store.saveSample(one);
    await store.saveGrading(round(one, given));
  }
  await store.close();
});
afterAll(() => place.dispose());

describe('skillmix tables', () => {
  it('sets out what was evaluated, not the data, with where it comes from', async () => {
    const { code, out } = await place.run('tables', 'a.skillset.yaml', '--name', 'lab/base=Base');
    expect(code).toBe(0);
    expect(out).toContain('| student | held-out, k = 2 |');
    expect(out).toContain('| Base | .50 [.09, .91] |');
    expect(out).not.toContain('lab/writer');
    expect(out).toMatch(/- skillset: a\.skillset\.yaml, SHA-256 [0-9a-f]{64}/u);
    expect(out).toContain('- texts: 5');
  });

  it('takes what is asked for, in the order of the students, and counts only that', async () => {
    const flags = [
      '--table',
      'efficiency',
      '--student',
      'lab/tuned',
      '--student',
      'lab/base',
      '--format',
      'csv',
    ];
    const { code } = await place.run('tables', 'a.skillset.yaml', ...flags, '-o', 'out.csv');
    expect(code).toBe(0);
    const rows: Record<string, string>[] = parse(await readFile(join(place.folder, 'out.csv'), 'utf8'), {
      columns: true,
    });
    expect(rows.map(({ student, value, mixes, filters }) => [student, value, mixes, filters])).toEqual([
      ['lab/tuned', '1', '2', "'--student lab/tuned --student lab/base"],
      ['lab/base', '0.5', '2', "'--student lab/tuned --student lab/base"],
    ]);
  });

  it.each([
    ['no students to compare', ['--table', 'efficiency'], 'Name the students of the comparison'],
    ['nothing that is graded', ['--k', '5'], 'Nothing is graded'],
    ['a name without words', ['--name', 'lab/base'], 'Write student=words'],
  ])('says what is wrong with %s', async (_, flags, message) => {
    const { code, out, err } = await place.run('tables', 'a.skillset.yaml', ...flags);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });
});

describe('skillmix report --html', () => {
  it('writes one page that names no other address, with the figures of the store and the texts behind them', async () => {
    const flags = ['--base', 'lab/base', '--tuned', 'lab/tuned', '--purpose', 'evaluate'];
    const { code, err } = await place.run('report', 'a.skillset.yaml', '--html', 'report.html', ...flags);
    expect([code, err.trim()]).toEqual([0, 'Written: report.html']);
    const page = await readFile(join(place.folder, 'report.html'), 'utf8');
    expect(page).toContain('<title>Tables</title>');
    expect(page).toContain('.50 [.09, .91]');
    expect(page).toContain('All 4 texts');
    expect(page).toContain('1 mixes gained full marks, 0 lost them');
    expect(page.match(/<(?:link|iframe|img|script)[^>]+(?:src|href)=/gu)).toBeNull();
  });

  it.each([
    ['one student to compare', ['--base', 'lab/base'], 'Give both --base and --tuned'],
    ['some of the assumptions of novelty', ['--p-skill', '0.1'], '--p-topic'],
  ])('says what is wrong with %s', async (_, flags, message) => {
    const { code, err } = await place.run('report', 'a.skillset.yaml', '--html', 'no.html', ...flags);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
