import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { replaceLines } from '../../../src/adapters/exchange/atomicFile.ts';
import { readCsvTable } from '../../../src/adapters/exchange/csvTable.ts';
import { hashLines } from '../../../src/adapters/exchange/hashLines.ts';
import { findReleaseFolders, readTables } from '../../../src/adapters/exchange/releaseFolders.ts';
import { writeTable } from '../../../src/adapters/exchange/tableFile.ts';
import { textLines } from '../../../src/adapters/exchange/textLines.ts';
import {
  columnsOf,
  type Row,
  reviewsOfAll,
  rowsOf,
  type TableName,
} from '../../../src/core/exchange/tables/tables.ts';
import { csvOf, textRow, writeStudent } from '../../support/releaseFolder.ts';
import { grading, review, sample } from '../store/storeRecords.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skillmix exchange '));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a table of others', () => {
  const rows = [textRow('One, "two"\nthree.'), textRow('')];

  test.each([[{}], [{ bom: true }], [{ crlf: true }], [{ bom: true, crlf: true }]])(
    'is read with new lines and quotes in its cells, as %j',
    async (form) => {
      const path = join(folder, 'records.csv');
      await writeFile(path, csvOf(rows, form));
      expect(await readCsvTable(path)).toEqual({ rows, broken: [] });
    },
  );

  test.each([
    ['ends within quotes', (table: string) => table.slice(0, -2), /quote/iu],
    ['ends between two cells', (table: string) => table.slice(0, -4), /length/iu],
    ['has a cell too many', (table: string) => `${table.trimEnd()},"more"\n`, /length/iu],
  ])('that %s gives the rows before that, and says so', async (_, broken, why) => {
    const path = join(folder, 'records.csv');
    await writeFile(path, broken(csvOf(rows)));
    const found = await readCsvTable(path);
    expect(found.rows).toEqual([rows[0]]);
    expect(found.broken).toEqual([expect.stringMatching(why)]);
  });
});

describe('the folders of a release', () => {
  const student = { run: 'k3_s10_vdefault_r1', student: 'gpt-4', texts: csvOf([textRow('A.')]), graded: {} };

  test('have one name, whichever of them the reading begins with', async () => {
    const experiment = join(folder, 'test');
    await writeStudent(experiment, student);
    for (const path of [experiment, join(experiment, student.run), join(experiment, student.run, 'gpt-4')])
      expect(await findReleaseFolders(path)).toMatchObject({
        name: 'test',
        students: [{ student: 'gpt-4', run: { seed: 10, generation: 1 } }],
      });
    expect(await findReleaseFolders(folder)).toBeUndefined();
  });

  test('are told where they are passed over', async () => {
    await writeStudent(folder, { ...student, graded: { by_someone: csvOf([textRow('A.')]) } });
    await writeStudent(folder, { ...student, student: 'notes' });
    await rm(join(folder, student.run, 'notes', 'records.csv'));
    const found = await findReleaseFolders(folder);
    expect(found?.leftOut).toEqual(['k3_s10_vdefault_r1/notes: there is no records.csv']);
    const [place] = found?.students ?? [];
    expect(place && (await readTables(place)).leftOut).toEqual([
      'graded/by_someone: the name does not say who graded which round',
    ]);
  });
});

describe('a file of lines', () => {
  test('is there only when it is whole, and a failure leaves the old one', async () => {
    const path = join(folder, 'data.jsonl');
    await writeFile(path, 'old\n');
    const failing = replaceLines(path, async (write) => {
      await write('new');
      throw new Error('The disk is full.');
    });
    await expect(failing).rejects.toThrow('The disk is full.');
    expect(await readFile(path, 'utf8')).toBe('old\n');
    expect(await readdir(folder)).toEqual(['data.jsonl']);
  });

  test('has the hash and the number of lines that were told, in parts of any size', async () => {
    const path = join(folder, 'data.jsonl');
    const line = 'ä🧵'.repeat(1000);
    const written = await replaceLines(path, async (write) => {
      for (let count = 0; count < 300; count += 1) await write(`${count} ${line}`);
    });
    const lines: string[] = [];
    expect(await hashLines(path, (found) => lines.push(found))).toEqual(written);
    expect([lines.length, lines[299]]).toEqual([300, `299 ${line}`]);
  });

  test('is read without its byte order mark, with either kind of line ends', async () => {
    await writeFile(join(folder, 'a.jsonl'), '\uFEFF{}\r\n{"a":1}\n');
    const lines: string[] = [];
    for await (const line of textLines(join(folder, 'a.jsonl'))) lines.push(line);
    expect(lines).toEqual(['{}', '{"a":1}']);
  });
});

describe('a table of the store', () => {
  const written = sample('s1', { purpose: 'data', sampling: { temperature: 0.7 } });
  const gradings = [grading('g1', { sampleId: written.id })];
  const picked = review('r2', { sampleId: written.id, isBlind: false, draw: { kind: 'picked' } });
  const reviews = reviewsOfAll([
    review('r1', { sampleId: written.id, draw: { kind: 'random', seed: 10, place: 0.5 } }),
    { ...picked, points: picked.points.slice(0, 1) },
  ]);

  async function write(format: 'csv' | 'jsonl' | 'parquet', table: TableName, times = 1) {
    const path = join(folder, `t.${format}`);
    const rows: Row[] = Array.from({ length: times }, () => rowsOf(table, written, gradings, reviews)).flat();
    await writeTable(path, format, columnsOf(table), async (add) => {
      for (const row of rows) await add(row);
    });
    return path;
  }

  test('comes back from Parquet with its types: whole numbers, times, lists, and nothing where nothing is known', async () => {
    const file = await asyncBufferFromFile(await write('parquet', 'samples'));
    expect(await parquetReadObjects({ file })).toEqual([
      {
        ...{ sample: 's1', mix: 'mix', k: 2n, topic: 'Sewing', split: 'held-out', seed: 4_294_967_296n },
        skills: ['red herring, "fishy" (ignoratio elenchi)', 'rhetorical question'],
        ...{ student: 'lab/writer', temperature: 0.7, maxTokens: null, purpose: 'data', generation: 1n },
        ...{
          promptVersion: 'p1',
          createdAt: new Date(1_700_000_000_001),
          state: 'text',
          text: 'Who sews? 🧵',
        },
        ...{ explanation: 'It asks.', draft: 'Who does sew?', why: null },
      },
    ]);
  });

  test('comes back from Parquet whole where it has several groups of rows, and where it has none', async () => {
    const many = await parquetReadObjects({
      file: await asyncBufferFromFile(await write('parquet', 'points', 5000)),
    });
    expect(many).toHaveLength(25_000);
    expect(many.at(-1)).toMatchObject({ criterion: 'length', point: 0n, skill: null, named: false });
    const none = await parquetReadObjects({
      file: await asyncBufferFromFile(await write('parquet', 'points', 0)),
    });
    expect(none).toEqual([]);
  });

  test('holds each point of each review, with how the text came to the reviewer', async () => {
    const file = await asyncBufferFromFile(await write('parquet', 'reviews'));
    const rows = await parquetReadObjects({ file });
    const ofFirst = { review: 'r1', blind: true, byChance: true, drawn: 'random', drawSeed: 10n, place: 0.5 };
    expect(rows).toMatchObject([
      { ...ofFirst, criterion: expect.stringContaining('red herring'), point: 1n },
      { ...ofFirst, criterion: 'topic', point: 0n, reason: '' },
      { review: 'r2', blind: false, byChance: false, drawn: 'picked', drawSeed: null, place: null },
    ]);
    const lines = (await readFile(await write('csv', 'reviews'), 'utf8')).trimEnd().split('\r\n');
    expect(lines.at(-1)).toMatch(/^r2,s1,lab\/writer,held-out,2,/u);
  });

  test('comes back from CSV and JSONL as it was', async () => {
    const [row] = (await readCsvTable(await write('csv', 'samples'))).rows;
    expect(row).toMatchObject({ text: 'Who sews? 🧵', createdAt: '2023-11-14T22:13:20.001Z', maxTokens: '' });
    expect(JSON.parse(row?.skills ?? '')).toEqual(written.mix.skills.map(({ name }) => name));
    const line = JSON.parse(await readFile(await write('jsonl', 'samples'), 'utf8'));
    expect(line).toMatchObject({ k: 2, skills: written.mix.skills.map(({ name }) => name), maxTokens: null });
  });
});
