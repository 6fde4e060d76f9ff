import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const CLI = resolve('dist/cli.cjs');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skillmix lists '));
  await writeFile(
    join(folder, 'skills.csv'),
    'category,skill,definition,example,comments,status\r\nlogic,"either, or","One of two.","""Tea"", or coffee?",hard,keep\r\nlogic,old,Gone.,Gone.,,remove\r\n',
  );
  await writeFile(join(folder, 'topics.txt'), 'Sewing\nBread\n');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function skillmix(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [CLI, ...args], { cwd: folder }, (error, out, err) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

const MAKE = ['import', 'skills.csv', 'topics.txt', '-o', 'study.skillset.yaml'];
const fileNamed = (name: string) => readFile(join(folder, name), 'utf8');

test('skillmix import makes a skillset of lists, without a problem, and tells what it left out', async () => {
  expect(await skillmix(...MAKE)).toEqual({
    code: 0,
    out: '1 skill and 2 topics in study.skillset.yaml.\n',
    err: 'skills.csv, row 3, "old": left out: its status is "remove".\n',
  });
  expect(await fileNamed('study.skillset.yaml')).toContain('  # hard\n  - name: either, or\n');
  expect((await skillmix('check', 'study.skillset.yaml')).code).toBe(0);
});

test('skillmix import writes over no file, and says what is missing', async () => {
  await skillmix(...MAKE);
  const before = await fileNamed('study.skillset.yaml');
  for (const [args, err] of [
    [MAKE, 'There is a file study.skillset.yaml already'],
    [MAKE.slice(0, 3), '--output'],
    [[...MAKE.slice(0, 4), 'study.yaml'], '.skillset.yaml'],
    [['import', 'skills.csv', 'texts.jsonl', '-o', 'new.skillset.yaml'], 'Give lists'],
    [['import', '.'], '--store'],
  ] as const)
    expect(await skillmix(...args)).toMatchObject({ code: 2, err: expect.stringContaining(err) });
  expect(await fileNamed('study.skillset.yaml')).toBe(before);
});

test('skillmix export --skills writes what import reads again, or JSON', async () => {
  await skillmix(...MAKE);
  const exportTo = (format: string, output: string) =>
    skillmix('export', 'study.skillset.yaml', '--skills', '--format', format, '-o', output);
  expect(await exportTo('csv', 'out.csv')).toMatchObject({ code: 0 });
  await skillmix('import', 'out.csv', 'out.topics.txt', '-o', 'again.skillset.yaml');
  await exportTo('csv', 'first.csv');
  await skillmix('export', 'again.skillset.yaml', '--skills', '--format', 'csv', '-o', 'second.csv');
  expect(await fileNamed('second.csv')).toBe(await fileNamed('first.csv'));
  expect(await fileNamed('second.topics.txt')).toBe('Sewing\nBread\n');
  await exportTo('json', 'out.json');
  expect(JSON.parse(await fileNamed('out.json'))).toMatchObject({
    title: 'study',
    skills: [{ name: 'either, or', example: '"Tea", or coffee?' }],
    topics: [{ name: 'Sewing' }, { name: 'Bread' }],
  });
  expect((await exportTo('trl', 'out.jsonl')).code).toBe(2);
});
