import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../../src/adapters/store/connection.ts';
import { packAll } from '../../../src/adapters/store/deflated.ts';
import { openStore } from '../../../src/adapters/store/sqliteStore.ts';
import { createRandom, type Random } from '../../../src/core/mixes/random.ts';
import type { CallRecord, StorePort } from '../../../src/core/runs/ports.ts';
import type { Grading, GradingId, Sample, SampleId } from '../../../src/core/runs/records.ts';
import { call, grading, run, sample } from './storeRecords.ts';

/** The units of which texts are made: halves of pairs, marks of the store's own forms, and what formats trip over. */
const UNITS = [
  ...['\ud800', '\udbff', '\udc00', '\udfff', '🧵', '\u{10f800}', '\u{10ffff}', '\u{10f7ff}', '\ufffd'],
  ...['\u0000', '\u0001', '\u001d', '\u001e', '\u001f', '\u2028', '\ufeff', '\uffff', 'é', 'e\u0301'],
  ...['\\', '\\u', '\\ud800', '"', "'", '[', '{', ',', 'null', '1', ' ', '\n', '\r\n', 'word', 'Answer: '],
];

function drawText(random: Random): string {
  const length = [0, 1, 2, 5, 40, 400, 3000][random.below(7)] ?? 0;
  return Array.from({ length }, () => UNITS[random.below(UNITS.length)]).join('');
}

describe('what the SQLite store was given', () => {
  let folder: string;
  let store: StorePort;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skillmix-letter-'));
    store = await openStore(join(folder, 'store.db'));
    await store.saveRun(run('run'));
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  async function expectBack(texts: readonly string[]): Promise<void> {
    const at = (index: number): string => texts[index % texts.length] ?? '';
    const calls = texts.map((_, index) => callOf(`key ${index}`, at(index), at(index + 1)));
    const samples = texts.map((_, index) => sampleOf(`s${index}`, at(index), at(index + 1), at(index + 2)));
    const gradings = texts.map((_, index) => gradingOf(`g${index}`, `s${index}`, at(index), at(index + 1)));
    await Promise.all(calls.map((each) => store.saveCall(each)));
    await Promise.all(samples.map((each) => store.saveSample(each)));
    await Promise.all(gradings.map((each) => store.saveGrading(each)));
    const found = {
      calls: await Promise.all(calls.map(({ key }) => store.findCall(key))),
      samples: await Promise.all(samples.map(({ id }) => store.findSample(id))),
      gradings: await Promise.all(gradings.map(({ id }) => store.findGrading(id))),
    };
    expect(found).toEqual({ calls, samples, gradings });
  }

  it.each([1, 2, 3, 4, 5])('comes back to the letter, whatever it holds (seed %i)', async (seed) => {
    const random = createRandom('to the letter', seed);
    await expectBack(Array.from({ length: 40 }, () => drawText(random)));
  });

  it('comes back where it is one such unit, alone or many times', async () => {
    await expectBack(UNITS.flatMap((unit) => [unit, unit.repeat(1000), `x${unit}`.repeat(700)]));
  });

  it('comes back where it is a million characters long', async () => {
    const words = Array.from({ length: 150_000 }, (_, index) => `w${index}`).join(' ');
    await expectBack([`${words}🧵`, '\ud83e'.repeat(20_000)]);
  });

  it('is told apart where only halves of pairs differ', async () => {
    await expectBack(['\ud83e', '\ud83d', '\udd75', '\ufffd', '?']);
  });
});

describe('the file of the SQLite store', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skillmix-letter-'));
    file = join(folder, 'store.db');
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function execute(sql: string): Promise<unknown[]> {
    const connection = await connect(file);
    const rows = await connection.all(sql);
    await connection.close();
    return rows;
  }

  const LONG = `${'A sentence that stands in the prompt again and again. '.repeat(100)}Again`;

  async function saved(): Promise<void> {
    const store = await openStore(file);
    await store.saveRun(run('run'));
    await store.saveCall(callOf('key', LONG, LONG.toUpperCase()));
    await store.saveSample(sampleOf('sample', LONG, `${LONG}!`, LONG));
    await store.saveGrading(gradingOf('grading', 'sample', LONG, LONG));
    await store.close();
  }

  it('packs long texts, and leaves a sample to be searched', async () => {
    await saved();
    expect(await execute('SELECT max(length(content)) < 500 AS small FROM texts')).toEqual([{ small: 1 }]);
    expect(
      await execute(`SELECT typeof(more) AS more FROM samples WHERE text LIKE '%stands in the prompt%'`),
    ).toEqual([{ more: 'blob' }]);
    expect(
      await execute('SELECT typeof(content) AS points, length(content) < 500 AS small FROM points'),
    ).toEqual([{ points: 'blob', small: 1 }]);
  });

  it('is read with the dictionary that it was written with, whatever the prompts say today', async () => {
    await saved();
    const older = { number: 259, bytes: Buffer.from(LONG) };
    const [packed = ''] = await packAll([LONG], older);
    const db = await connect(file);
    await db.run('INSERT INTO dictionaries (id, content) VALUES (?, ?)', [older.number, older.bytes]);
    await db.run('UPDATE texts SET content = ? WHERE id = (SELECT min(id) FROM texts)', [packed]);
    await db.close();
    const store = await openStore(file);
    await store.saveCall(callOf('second', `${LONG}2`, 'short'));
    expect(await store.findCall('key')).toEqual(callOf('key', LONG, LONG.toUpperCase()));
    expect(await store.findCall('second')).toEqual(callOf('second', `${LONG}2`, 'short'));
    await store.close();
    expect(packed.length).toBeLessThan(50);
    expect(await execute('SELECT count(*) AS count FROM dictionaries')).toEqual([{ count: 2 }]);
  });

  it.each([
    ['texts', `UPDATE texts SET content = substr(content, 1, 20) WHERE typeof(content) = 'blob'`],
    ['texts', 'DELETE FROM dictionaries'],
  ])('tells which row is broken: %s, %s', async (table, sql) => {
    await saved();
    await execute(sql);
    const store = await openStore(file);
    await expect(store.findCall('key')).rejects.toMatchObject({
      kind: 'corrupt',
      message: expect.stringMatching(
        new RegExp(`The row \\d+ of table ${table} in the store is broken`, 'u'),
      ),
    });
    await store.close();
  });
});

function callOf(key: string, prompt: string, text: string): CallRecord {
  const raw = {
    id: key,
    choices: [{ message: { content: text, reasoning: prompt } }],
    extra: [prompt, null],
  };
  return {
    ...call(key, { kind: 'reply', reply: { text, finish: 'stop', raw } }),
    request: {
      model: 'writer',
      messages: [{ role: 'user', content: prompt }],
      schema: { name: 'points', schema: { enum: [prompt], description: text } },
    },
  };
}

function sampleOf(id: string, text: string, explanation: string, draft: string): Sample {
  const base = sample(id);
  const skills = base.mix.skills.map((skill) => ({ ...skill, definition: text, aliases: [draft] }));
  const plain = { ...base, id: id as SampleId, mix: { ...base.mix, skills }, draft };
  if (text.length % 3 === 0) return { ...plain, result: { kind: 'unreadable', why: text } };
  return { ...plain, result: { kind: 'text', text, explanation } };
}

function gradingOf(id: string, sampleId: string, reason: string, quote: string): Grading {
  const changes = { id: id as GradingId, sampleId: sampleId as SampleId };
  if (reason.length % 3 === 1) return grading(id, { ...changes, result: { kind: 'failed', why: reason } });
  const criterion = { kind: 'skill', skill: quote } as const;
  return grading(id, {
    ...changes,
    result: { kind: 'graded', points: [{ criterion, point: 1, reason, quote }] },
  });
}
