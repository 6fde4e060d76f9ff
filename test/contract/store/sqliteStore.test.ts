import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../../src/adapters/store/connection.ts';
import type { Migration } from '../../../src/adapters/store/migrations/migration.ts';
import { migrations } from '../../../src/adapters/store/migrations/migrations.ts';
import { saveRun } from '../../../src/adapters/store/runs.ts';
import { openStore, type StoreOptions } from '../../../src/adapters/store/sqliteStore.ts';
import type { StoreError } from '../../../src/adapters/store/storeError.ts';
import { createWriteQueue } from '../../../src/adapters/store/writeQueue.ts';
import type { StorePort } from '../../../src/core/runs/ports.ts';
import type { RunId } from '../../../src/core/runs/records.ts';
import { call, endpoint, grading, progress, request, run, sample } from './storeRecords.ts';

describe('the SQLite store', () => {
  let folder: string;
  let file: string;
  let opened: StorePort[];

  async function open(options: StoreOptions = {}, path = file): Promise<StorePort> {
    const store = await openStore(path, options);
    opened.push(store);
    return store;
  }

  async function execute(sql: string, path = file): Promise<unknown[]> {
    const connection = await connect(path);
    const rows = await connection.all(sql);
    await connection.close();
    return rows;
  }

  async function errorOf(work: Promise<unknown>): Promise<StoreError> {
    return work.then(
      () => expect.fail('it did not fail'),
      (error) => error,
    );
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skillmix-sqlite-'));
    file = join(folder, 'store.db');
    opened = [];
  });
  afterEach(async () => {
    vi.useRealTimers();
    await Promise.all(opened.map((store) => store.close()));
    await rm(folder, { recursive: true });
  });

  describe('its folder', () => {
    it('is created, and one called .skillmix ignores itself', async () => {
      await open({}, join(folder, 'a', '.skillmix', 'skillmix.db'));
      expect(await readFile(join(folder, 'a', '.skillmix', '.gitignore'), 'utf8')).toBe('*\n');
    });

    it('keeps a .gitignore that is there, and gets none under another name', async () => {
      const path = join(folder, '.skillmix', 'skillmix.db');
      await (await open({}, path)).close();
      await writeFile(join(folder, '.skillmix', '.gitignore'), '!shared\n');
      await open({}, path);
      await open({}, join(folder, 'results', 'skillmix.db'));
      expect(await readFile(join(folder, '.skillmix', '.gitignore'), 'utf8')).toBe('!shared\n');
      expect(await readdir(join(folder, 'results'))).not.toContain('.gitignore');
    });
  });

  describe('group commit', () => {
    it('saves 2,000 samples at once, and loses none', async () => {
      const store = await open();
      await store.saveRun(run('run'));
      const ids = Array.from({ length: 2000 }, (_, index) => `sample ${index}`);
      await Promise.all(ids.map((id) => store.saveSample(sample(id))));
      expect(new Set((await store.samples({})).map((each) => each.id))).toEqual(new Set(ids));
    });

    it('commits what is asked for together in one transaction', async () => {
      await open();
      const connection = await connect(file);
      const executed: string[] = [];
      const queue = createWriteQueue({
        exec: (sql) => {
          executed.push(sql);
          return connection.exec(sql);
        },
        run: (sql, values) => connection.run(sql, values),
        all: (sql, values) => connection.all(sql, values),
        close: () => connection.close(),
      });
      await Promise.all(
        ['a', 'b', 'c'].map((id) => queue.add((db) => saveRun(db, { owner: 'me' }, run(id)))),
      );
      expect(executed).toEqual(['BEGIN IMMEDIATE', 'COMMIT']);
      await connection.close();
    });

    it('keeps all that is asked for together, but for what fails', async () => {
      const store = await open();
      await store.saveRun(run('run'));
      const outcomes = await Promise.allSettled(
        Array.from({ length: 50 }, (_, index) =>
          store.saveSample(sample(`s${index}`, { runId: (index % 10 === 3 ? 'unknown' : 'run') as never })),
        ),
      );
      const failed = outcomes.flatMap((each, index) => (each.status === 'rejected' ? [index] : []));
      expect(failed).toEqual([3, 13, 23, 33, 43]);
      expect(await store.samples({})).toHaveLength(45);
    });

    it('writes the texts of a request again that were undone with what failed', async () => {
      const store = await open();
      const asked = { ...request };
      const outcomes = await Promise.allSettled([
        store.claimCall('key', endpoint, asked),
        store.saveSample(sample('lost', { runId: 'unknown' as RunId })),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
      await store.saveCall({ ...call('key'), request: asked });
      expect(await store.findCall('key')).toMatchObject({ request: asked });
    });
  });

  describe('what it keeps', () => {
    it('holds the definition of a skill once, however many samples show it', async () => {
      const store = await open();
      await store.saveRun(run('run'));
      for (const id of ['a', 'b', 'c']) await store.saveSample(sample(id));
      expect(await execute('SELECT count(*) AS count FROM skill_texts')).toEqual([{ count: 2 }]);
      expect(await execute('SELECT count(*) AS count FROM mixes')).toEqual([{ count: 1 }]);
    });

    it('keeps the request of a call that was asked and never answered', async () => {
      const store = await open();
      await store.claimCall('key', endpoint, request);
      expect(await execute('SELECT state FROM calls')).toEqual([{ state: 'asked' }]);
      const texts = await execute('SELECT content FROM texts ORDER BY id LIMIT 2');
      expect(texts).toEqual(request.messages.map(({ content }) => ({ content })));
    });
  });

  describe('claims', () => {
    it('are renewed while the store is open, so that a long call is not taken over', async () => {
      vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
      let now = 0;
      const store = await open({ now: () => now });
      const other = await open({ now: () => now });
      await store.claimCall('key', endpoint, request);
      now = 9 * 60_000;
      vi.advanceTimersByTime(9 * 60_000);
      await store.saveRun(run('run'));
      now = 18 * 60_000;
      expect(await other.claimCall('key', endpoint, request)).toEqual({ kind: 'busy' });
    });
  });

  describe('a run of another machine', () => {
    it('is taken for gone after 15 minutes of silence', async () => {
      let now = 0;
      const store = await open({ now: () => now });
      const elsewhere = await open({ owner: 'another-machine 1 x', now: () => now });
      await elsewhere.saveRun(run('silent', { startedAt: now }));
      await elsewhere.saveRun(run('heard', { startedAt: now }));
      const gone = async () => (await store.runs()).filter(({ isGone }) => isGone).map(({ id }) => id);
      now = 10 * 60_000;
      await elsewhere.touchRun('heard' as RunId, now, progress);
      now = 15 * 60_000 - 1;
      expect(await gone()).toEqual([]);
      now = 15 * 60_000;
      expect(await gone()).toEqual(['silent']);
      now = 25 * 60_000;
      expect(await gone()).toEqual(['heard', 'silent']);
    });
  });

  describe('a broken row', () => {
    beforeEach(async () => {
      const store = await open();
      await store.saveRun(run('run'));
      await store.saveSample(sample('sample'));
      await store.saveGrading(grading('grading'));
      await store.saveCall(call('key'));
    });

    it.each([
      ['samples', `UPDATE samples SET kind = 'poem'`, 'sample', (store: StorePort) => store.samples({})],
      ['samples', `UPDATE samples SET text = NULL`, 'sample', (store: StorePort) => store.samples({})],
      ['gradings', `DELETE FROM points`, 'grading', (store: StorePort) => store.gradings({})],
      [
        'gradings',
        `UPDATE points SET content = '[["x"]]'`,
        'grading',
        (store: StorePort) => store.gradings({}),
      ],
      ['runs', `UPDATE runs SET plan = '['`, 'run', (store: StorePort) => store.runs()],
      ['calls', `UPDATE calls SET finish = NULL`, 'key', (store: StorePort) => store.findCall('key')],
      [
        'calls',
        `UPDATE calls SET request = '{}'`,
        'key',
        (store: StorePort) => store.claimCall('key', endpoint, request),
      ],
    ])('of %s is an error that names the table and the id (%s)', async (table, sql, id, read) => {
      const [store] = opened;
      await execute(sql);
      const error = await errorOf(store === undefined ? Promise.resolve() : read(store));
      expect(error).toMatchObject({ name: 'StoreError', kind: 'corrupt' });
      expect(error.message).toContain(`The row ${id} of table ${table} in the store is broken`);
    });
  });

  describe('migration', () => {
    const newest = migrations.length;
    const reword: Migration = {
      version: newest + 1,
      changesData: true,
      sql: `UPDATE samples SET student = 'renamed'`,
    };
    const failing: Migration = {
      version: newest + 2,
      changesData: true,
      sql: `UPDATE samples SET student = 'half-way'; INSERT INTO nowhere VALUES (1)`,
    };

    async function oldStore(): Promise<void> {
      const store = await openStore(file);
      await store.saveRun(run('run'));
      await store.saveSample(sample('sample'));
      await store.close();
    }

    it('changes the rows and keeps a copy from before', async () => {
      await oldStore();
      const store = await open({ migrations: [...migrations, reword] });
      expect((await store.samples({}))[0]?.student).toBe('renamed');
      const copy = await open({}, `${file}.v${newest}.bak`);
      expect(await copy.samples({})).toEqual([sample('sample')]);
    });

    it('keeps no copy of a new file', async () => {
      await open({ migrations: [...migrations, reword] });
      expect((await readdir(folder)).filter((name) => name.includes('.bak'))).toEqual([]);
    });

    it('is done once when two open the file together', async () => {
      await oldStore();
      const steps = [...migrations, { ...reword, sql: `UPDATE samples SET student = student || ' renamed'` }];
      const [store] = await Promise.all([open({ migrations: steps }), open({ migrations: steps })]);
      expect((await store.samples({}))[0]?.student).toBe('lab/writer renamed');
    });

    it('leaves the file as it was before a step that fails', async () => {
      await oldStore();
      await errorOf(openStore(file, { migrations: [...migrations, reword, failing] }));
      expect(await execute('PRAGMA user_version')).toEqual([{ user_version: newest + 1 }]);
      expect(await execute('SELECT student FROM samples')).toEqual([{ student: 'renamed' }]);
    });

    it('refuses a file that a newer Skillmix wrote, and leaves it alone', async () => {
      await (await openStore(file, { migrations: [...migrations, reword] })).close();
      const before = await readFile(file);
      const error = await errorOf(openStore(file));
      expect(error.kind).toBe('newer');
      expect(error.message).toContain('Update Skillmix, or choose another file');
      expect(await readFile(file)).toEqual(before);
    });

    it('refuses the SQLite file of another program', async () => {
      await execute('CREATE TABLE songs (title TEXT)');
      const error = await errorOf(openStore(file));
      expect(error.message).toContain('another program');
      expect(await execute('SELECT name FROM sqlite_schema')).toEqual([{ name: 'songs' }]);
    });
  });

  describe('errors', () => {
    it('tell that a file is not a store', async () => {
      await writeFile(file, 'skillset: 1\n'.repeat(100));
      expect(await errorOf(openStore(file))).toMatchObject({ name: 'StoreError', kind: 'corrupt' });
    });

    it('tell that the file cannot be created', async () => {
      await writeFile(join(folder, 'plain'), '');
      const error = await errorOf(openStore(join(folder, 'plain', 'store.db')));
      expect(error.name).toBe('StoreError');
      expect(error.message).toContain(join(folder, 'plain', 'store.db'));
    });

    it('tell that the disk is full, and the store still reads', async () => {
      const small: Migration = {
        version: migrations.length + 1,
        changesData: false,
        sql: 'PRAGMA max_page_count = 60',
      };
      const store = await open({ migrations: [...migrations, small] });
      await store.saveRun(run('run'));
      const plan = { note: 'x'.repeat(300_000) };
      const error = await errorOf(store.saveRun(run('large', { plan })));
      expect(error).toMatchObject({ name: 'StoreError', kind: 'disk-full' });
      expect(error.message).toContain('Free some space');
      expect(await store.runs()).toEqual([run('run')]);
      await store.saveRun(run('run', { state: 'done' }));
    });

    it('tell that another program keeps the file locked, and the store goes on when it lets go', async () => {
      const store = await open({ patience: 1 });
      const other = await connect(file);
      await other.exec('BEGIN IMMEDIATE');
      const errors = await Promise.all([
        errorOf(store.saveRun(run('a'))),
        errorOf(store.claimCall('key', endpoint, request)),
      ]);
      expect(errors.map((error) => error.kind)).toEqual(['locked', 'locked']);
      await other.exec('ROLLBACK');
      await other.close();
      await store.saveRun(run('b'));
      expect(await store.runs()).toEqual([run('b')]);
    });
  });
});
