import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../../src/adapters/store/connection.ts';
import { openStore } from '../../../src/adapters/store/sqliteStore.ts';
import type { PanelFilter } from '../../../src/protocol/panel.ts';
import { fillScaleResults, scaleSkill } from '../../support/scaleResults.ts';
import { createWorker, type Worker } from './storeProcess.ts';

const FILE = 'study.skillset.yaml';
const LOOK = { nameRule: true, graders: ['lab/judge', 'lab/other'] };
const SAMPLES = 2_000;
const FILTERS: readonly PanelFilter[] = [
  {},
  { search: 'tomi' },
  { disagreement: 'rounds' },
  { missed: `skill:${scaleSkill(12)}` },
];

describe('a store that the sixth version wrote', () => {
  let folder: string;
  let worker: Worker;
  let before: Contents;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skillmix-sixth-'));
    worker = await createWorker();
    await fillScaleResults(join(folder, 'new.db'), { file: FILE, samples: SAMPLES });
    before = await contentsOf(join(folder, 'new.db'));
    await copyFile(join(folder, 'new.db'), join(folder, 'old.db'));
    await takeBack(join(folder, 'old.db'));
  });
  afterAll(async () => {
    await worker.dispose();
    await rm(folder, { recursive: true });
  });

  it('gives the same report as before and the lists of a new one, and a copy is kept', async () => {
    const path = join(folder, 'migrated.db');
    await copyFile(join(folder, 'old.db'), path);
    expect(await contentsOf(path)).toEqual(before);
    expect(before.lists.every(({ numbers }) => numbers.length > 0)).toBe(true);
    await expect(versionOf(`${path}.v6.bak`)).resolves.toBe(6);
  });

  it('is brought up to date by the next process when the first is killed in the middle', async () => {
    const path = join(folder, 'killed.db');
    await copyFile(join(folder, 'old.db'), path);
    const first = worker.start('claim', path);
    while (!existsSync(`${path}.v6.bak`)) await sleep(1);
    await first.kill();
    await expect(versionOf(path), 'nothing is half done').resolves.toBe(6);
    expect(await contentsOf(path)).toEqual(before);
  });
});

interface Contents {
  readonly report: unknown;
  readonly lists: readonly { readonly numbers: readonly number[] }[];
}

async function contentsOf(path: string): Promise<Contents> {
  const store = await openStore(path);
  const report = await store.reportFacts({ file: FILE });
  const lists = [];
  for (const filter of FILTERS) lists.push(await store.resultList({ file: FILE, filter, look: LOOK }));
  await store.close();
  return { report, lists };
}

/** Leaves nothing of what the seventh version has put in. */
async function takeBack(path: string): Promise<void> {
  const db = await connect(path);
  await db.exec(`
    DROP TRIGGER text_words_of_new; DROP TRIGGER text_words_of_changed;
    DROP TABLE text_words; DROP TABLE reason_words;
    ALTER TABLE results DROP COLUMN differing;
    PRAGMA user_version = 6`);
  await db.close();
}

async function versionOf(path: string): Promise<unknown> {
  const db = await connect(path);
  const [row] = await db.all('PRAGMA user_version');
  await db.close();
  return row instanceof Object && 'user_version' in row ? row.user_version : undefined;
}
