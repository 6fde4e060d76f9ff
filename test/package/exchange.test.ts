import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { csvOf, gradedRow, gradedTable, textRow, writeStudent } from '../support/releaseFolder.ts';

const CLI = resolve('dist/cli.cjs');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skillmix exchange '));
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

const STORE = ['--store', 'store.db'];
const GOOD = 'He broke bread and his word. It was not unkind.';
const ALL = gradedTable(
  [
    ['zeugma', 1],
    ['litotes', 1],
    ['anaphora', 1],
  ],
  5,
);

/** Two generations of a mix; the rounds of the first are copies of one, and its second row cannot be read. */
async function writeRelease(): Promise<void> {
  const texts = csvOf([textRow(GOOD), textRow('')], { crlf: true });
  const round = csvOf([gradedRow(GOOD, ALL), gradedRow('', ALL)], { bom: true });
  const graded = Object.fromEntries([1, 2, 3].map((n) => [`by_gpt-4_on_text_1_${n}_gpt`, round]));
  await writeStudent(join(folder, 'test'), { run: 'k3_s10_vdefault_r1', student: 'gpt-4', texts, graded });
  await writeStudent(join(folder, 'test'), {
    ...{ run: 'k3_s10_vdefault_r2', student: 'gpt-4', texts: csvOf([textRow('Plain words.')]) },
    graded: {
      'by_gpt-4_on_text_1_1_gpt': csvOf([
        gradedRow('Plain words.', ALL.replace('litotes | 1', 'litotes | 0').replace('** | 5', '** | 9')),
      ]),
      'by_gpt-4_on_text_1_2_gpt': csvOf([gradedRow('Plain words.', 'Point earned: 1', { points_0: '1.0' })]),
    },
  });
}

async function importRelease(path = 'test') {
  return JSON.parse((await skillmix('import', path, ...STORE, '--format', 'json')).out);
}

describe('skillmix import', () => {
  test('brings in a release and tells what its tables leave open', async () => {
    await writeRelease();
    expect(await importRelease()).toMatchObject({
      ...{ file: 'test', folders: 2, mixes: 1, texts: 3, newTexts: 3, unreadableTexts: 1 },
      ...{ gradings: 5, newGradings: 5, unreadableGradings: 1, textsWithIdenticalRounds: 1 },
      totalsThatDiffer: [{ stated: 9, points: 4 }],
      leftOut: [{ what: 'a grading of an empty text', count: 3 }],
    });
    const report = JSON.parse((await skillmix('report', ...STORE, '--format', 'json')).out);
    expect(report.cells).toMatchObject([
      { student: 'gpt-4', grader: 'gpt-4', split: 'all', k: 3, samples: 3, graded: 2, identicalRounds: 1 },
    ]);
  });

  test('changes nothing when it is done again, and adds what is new', async () => {
    await writeRelease();
    expect(await importRelease('test/k3_s10_vdefault_r1')).toMatchObject({ file: 'test', newTexts: 2 });
    expect(await importRelease()).toMatchObject({ newTexts: 1, newGradings: 2 });
    const before = await skillmix('report', ...STORE, '--format', 'json');
    expect(await importRelease()).toMatchObject({ texts: 3, newTexts: 0, newGradings: 0 });
    expect(await skillmix('report', ...STORE, '--format', 'json')).toEqual(before);
  });

  test('reads the good lines of a JSONL file, tells the others by number, and ends with 1', async () => {
    const line = {
      ...{ mix: { skills: ['litotes'], topic: 'Bread' }, student: 'ann', text: 'Not bad.' },
      gradings: [{ grader: 'bob', points: { litotes: 1, topic: 0, sense: 1 } }],
    };
    await writeFile(join(folder, 'texts.jsonl'), `${JSON.stringify(line)}\n{"mix":1}\n\nnonsense\n`);
    const { code, out } = await skillmix('import', 'texts.jsonl', ...STORE);
    expect(code).toBe(1);
    expect(out).toContain('1 text: 1 new, 0 unreadable');
    expect(out).toMatch(/line 2: .*\n(?:.*\n)*line 4: .*is not JSON/u);
  });

  test('brings in what people said, once, and it can be exported', async () => {
    const line = {
      ...{ mix: { skills: ['litotes'], topic: 'Bread' }, student: 'ann', text: 'Not bad.' },
      gradings: [{ grader: 'bob', points: { litotes: 1, topic: 0, sense: 1 } }],
      reviews: [{ reviewer: 'cy', chance: true, points: { topic: { point: 1, reason: 'Loaf.' } } }],
    };
    await writeFile(join(folder, 'texts.jsonl'), JSON.stringify(line));
    expect((await skillmix('import', 'texts.jsonl', ...STORE)).out).toContain('1 review: 1 new');
    expect((await skillmix('import', 'texts.jsonl', ...STORE)).out).toContain('1 review: 0 new');
    await skillmix(
      'export',
      'texts',
      ...STORE,
      '--table',
      'reviews',
      '--format',
      'jsonl',
      '-o',
      'reviews.jsonl',
    );
    expect(JSON.parse(await readFile(join(folder, 'reviews.jsonl'), 'utf8'))).toMatchObject({
      ...{ reviewer: 'cy', criterion: 'topic', point: 1, reason: 'Loaf.', byChance: true },
    });
  });

  test('says what it looked for where there is nothing to import', async () => {
    await writeFile(join(folder, 'empty.jsonl'), '');
    expect(await skillmix('import', '.', ...STORE)).toMatchObject({
      code: 2,
      err: expect.stringContaining('k3_s10_vdefault_r1'),
    });
    expect((await skillmix('import', 'empty.jsonl', ...STORE)).code).toBe(1);
  });
});

describe('skillmix export', () => {
  const trl = ['export', 'test', ...STORE, '--format', 'trl', '-o', 'data.jsonl'];

  test('writes the texts with full marks as conversations of both turns, and a card that fits', async () => {
    await writeRelease();
    await importRelease();
    const { code, err } = await skillmix(...trl);
    expect({ code, err }).toEqual({
      code: 0,
      err: 'k = 3: 3 attempts, 2 texts, 2 graded, 1 kept, 1 chosen, 1 exported\n',
    });
    const { messages } = JSON.parse(await readFile(join(folder, 'data.jsonl'), 'utf8'));
    expect(messages.map(({ role }: { role: string }) => role)).toEqual([
      ...['system', 'user', 'assistant', 'user', 'assistant'],
    ]);
    expect(messages.at(-1).content).toContain(`Answer: ${GOOD}`);
    const card = JSON.parse(await readFile(join(folder, 'data.card.json'), 'utf8'));
    expect(card).toMatchObject({
      data: { file: 'data.jsonl', format: 'trl', lines: 1 },
      filters: { keep: 'full-marks', graders: ['gpt-4'], purpose: 'all' },
      writing: [{ student: 'gpt-4', promptVersion: 'skill-mix/default', seed: 10, texts: 1 }],
      rates: { rows: [{ student: 'gpt-4', graders: ['gpt-4'], k: 3, decided: 2, kept: 1, rate: 0.5 }] },
      cost: { dollars: 0, prices: [], unpriced: [] },
    });
    const words = await readFile(join(folder, 'data.card.md'), 'utf8');
    expect(words).toContain('assistant_only_loss=True');
    expect(words).toContain('| student | prompt version | temperature |');
    expect(words).not.toMatch(/\n\n\n/u);
    expect(await skillmix('export', '--check', 'data.jsonl')).toMatchObject({ code: 0 });
  });

  test('--check ends with 1 and says how the data differ from their card', async () => {
    await writeRelease();
    await importRelease();
    await skillmix(...trl);
    await appendFile(join(folder, 'data.jsonl'), '{"messages":[]}\n');
    const { code, out } = await skillmix('export', '--check', 'data.jsonl');
    expect(code).toBe(1);
    expect(out).toMatch(/1 lines, and there are 2[\s\S]*SHA-256[\s\S]*line 2: the roles are none/u);
  });

  test('ends with 1 where no text passes, and names the way out', async () => {
    await writeRelease();
    await importRelease();
    const { code, err } = await skillmix(...trl, '--grader', 'nobody');
    expect(code).toBe(1);
    expect(err).toContain('--keep');
  });

  test.each(['csv', 'jsonl', 'parquet'])('writes the tables of a store as %s', async (format) => {
    await writeRelease();
    await importRelease();
    const args = [
      'export',
      'test',
      ...STORE,
      '--table',
      'points',
      '--format',
      format,
      '-o',
      `points.${format}`,
    ];
    expect(await skillmix(...args)).toMatchObject({ code: 0, out: `24 points in points.${format}.\n` });
    expect((await readFile(join(folder, `points.${format}`))).length).toBeGreaterThan(0);
  });

  test('does not take a format of tables for one of training, nor an unknown name for an empty store', async () => {
    await writeRelease();
    await importRelease();
    expect((await skillmix('export', 'test', ...STORE, '--format', 'csv', '-o', 'x.csv')).code).toBe(2);
    expect((await skillmix('export', 'tset', ...STORE, '--format', 'trl', '-o', 'x.jsonl')).code).toBe(1);
  });
});
