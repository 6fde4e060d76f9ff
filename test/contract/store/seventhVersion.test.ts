import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../../src/adapters/store/connection.ts';
import { wordIndex } from '../../../src/adapters/store/migrations/0007-queries.ts';
import { fillWords } from '../../../src/adapters/store/migrations/fillWords.ts';
import { openStore } from '../../../src/adapters/store/sqliteStore.ts';
import { fillScaleResults } from '../../support/scaleResults.ts';
import { run, sample } from './storeRecords.ts';

const FILE = 'study.skillset.yaml';
const SAMPLES = 600;
const LOOK = { nameRule: true, graders: ['lab/judge'] };
/** Beginnings of all lengths, frequent and rare, and words to their end. */
const SEARCHES = ['k', 'ka', 'kat', 'kato', 'zi', 'zimor', 'tomi ', 'kakakaka mi', 'unheard'];

describe('a store that the seventh version wrote', () => {
  let folder: string;
  const made = (name: string) => join(folder, `${name}.db`);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skillmix-seventh-'));
    await fillScaleResults(made('new'), { file: FILE, samples: SAMPLES });
    await copyFile(made('new'), made('old'));
    await takeBack(made('old'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is carried over to the tables of a new one, without a copy, as no row is changed', async () => {
    const migrated = await copied('tables');
    await (await openStore(migrated)).close();
    expect(await tablesOf(migrated)).toEqual(await tablesOf(made('new')));
    expect(await tablesOf(made('old'))).not.toEqual(await tablesOf(made('new')));
    expect(existsSync(`${migrated}.v7.bak`)).toBe(false);
  });

  it('finds by words what a new one finds', async () => {
    const found = await countsIn(await copied('words'));
    expect(found).toEqual(await countsIn(made('new')));
    expect(found.filter((count) => count > 0).length).toBeGreaterThan(SEARCHES.length / 2);
  });

  it('finds what is written and changed afterwards too', async () => {
    const store = await openStore(await copied('later'));
    const find = async (search: string) =>
      (await store.resultList({ file: FILE, filter: { search }, look: LOOK })).numbers.length;
    await store.saveRun(run('run', { file: FILE }));
    const later = (text: string) =>
      store.saveSample(sample('later', { file: FILE, result: { kind: 'text', text } }));
    await later('An unheard-of seam.');
    await expect(find('unh')).resolves.toBe(1);
    await later('A usual seam.');
    await expect(find('unh')).resolves.toBe(0);
    await expect(find('usu')).resolves.toBe(1);
    await store.close();
  });

  async function copied(name: string): Promise<string> {
    await copyFile(made('old'), made(name));
    return made(name);
  }
});

/** Puts the indexes of words of the seventh version into the place of newer ones. */
async function takeBack(path: string): Promise<void> {
  const db = await connect(path);
  await db.exec(`
    DROP TABLE text_words; DROP TABLE reason_words;
    CREATE VIRTUAL TABLE text_words USING fts5 (text, ${wordIndex});
    CREATE VIRTUAL TABLE reason_words USING fts5 (reasons, ${wordIndex})`);
  await fillWords(db);
  await db.exec('PRAGMA user_version = 7');
  await db.close();
}

async function tablesOf(path: string): Promise<unknown[]> {
  const db = await connect(path);
  const tables = await db.all('SELECT type, name, sql FROM sqlite_schema ORDER BY name');
  await db.close();
  return tables;
}

async function countsIn(path: string): Promise<number[]> {
  const store = await openStore(path);
  const counts: number[] = [];
  for (const search of SEARCHES)
    counts.push((await store.resultList({ file: FILE, filter: { search }, look: LOOK })).numbers.length);
  await store.close();
  return counts;
}
