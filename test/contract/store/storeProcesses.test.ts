import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../../src/adapters/store/connection.ts';
import { openStore } from '../../../src/adapters/store/sqliteStore.ts';
import { createWorker, type Worker } from './storeProcess.ts';
import { endpoint, request } from './storeRecords.ts';

describe('the SQLite store in several processes', () => {
  let worker: Worker;
  beforeAll(async () => {
    worker = await createWorker();
  });
  afterAll(() => worker.dispose());

  it('is created once when several processes open it first at the same time, and no call is claimed twice', async () => {
    const file = join(worker.folder, 'claims', 'store.db');
    const processes = Array.from({ length: 4 }, () => worker.start('claim', file));
    const claimed = (await Promise.all(processes.map((each) => each.rest()))).flat();
    expect(claimed).toHaveLength(200);
    expect(new Set(claimed).size).toBe(200);
  });

  it('holds everything that was reported as saved by processes that were killed', async () => {
    const file = join(worker.folder, 'killed.db');
    const processes = ['a', 'b'].map((name) => worker.start('write', file, name));
    const saved = await Promise.all(
      processes.map(async (each) => {
        const lines: string[] = [];
        while (lines.length < 300) lines.push((await each.nextLine()) ?? 'ended too early');
        await each.kill();
        return [...lines, ...(await each.rest())];
      }),
    );
    const store = await openStore(file);
    const found = new Set<string>((await store.samples({})).map((each) => each.id));
    await store.close();
    expect(saved.flat().filter((id) => !found.has(id))).toEqual([]);
    expect(await integrityOf(file)).toEqual([{ integrity_check: 'ok' }]);
  });

  it('holds every batch that was reported as taken by a process that was killed, with its calls', async () => {
    const file = join(worker.folder, 'batches.db');
    const process = worker.start('batch', file, 'a');
    const taken: string[] = [];
    while (taken.length < 30) taken.push((await process.nextLine()) ?? 'ended too early');
    await process.kill();
    taken.push(...(await process.rest()));
    const store = await openStore(file);
    const batches = await store.batches({ open: true });
    const held = await Promise.all(batches.map(async ({ id }) => (await store.batchedCalls(id)).length));
    expect(batches.map(({ id }) => id)).toEqual(expect.arrayContaining(taken));
    // A batch and its calls are there together, or neither is; the last one may not have been reported.
    expect(new Set(held)).toEqual(new Set([10]));
    for (const id of taken) {
      expect(await store.findCall(`${id} 4`)).toMatchObject({ batchId: id });
      expect(await store.claimCall(`${id} 5`, endpoint, request)).toEqual({ kind: 'batched', batchId: id });
    }
    await store.close();
    expect(await integrityOf(file)).toEqual([{ integrity_check: 'ok' }]);
  });

  it('holds every review that was reported as saved by two processes that were killed, each once and in order', async () => {
    const file = join(worker.folder, 'reviews.db');
    const processes = ['ann', 'bob'].map((name) => worker.start('review', file, name));
    const saved = await Promise.all(
      processes.map(async (each) => {
        const lines: string[] = [];
        while (lines.length < 50) lines.push((await each.nextLine()) ?? 'ended too early');
        await each.kill();
        return [...lines, ...(await each.rest())];
      }),
    );
    const store = await openStore(file);
    const found = await store.reviews({});
    await store.close();
    for (const [index, name] of ['ann', 'bob'].entries()) {
      const own = found.filter(({ reviewer }) => reviewer === name).map(({ id }) => id as string);
      const reported = saved[index] ?? [];
      expect(own.slice(0, reported.length)).toEqual(reported);
      // The last one may have been safe and not yet reported.
      expect(own.length - reported.length).toBeLessThanOrEqual(1);
    }
    expect(await integrityOf(file)).toEqual([{ integrity_check: 'ok' }]);
  });

  it('lets the call of a killed process be claimed at once', async () => {
    const file = join(worker.folder, 'taken-over.db');
    const hanging = worker.start('claim-and-hang', file);
    expect(await hanging.nextLine()).toBe('claimed');
    const store = await openStore(file);
    expect(await store.claimCall('key', endpoint, request)).toEqual({ kind: 'busy' });
    await hanging.kill();
    expect(await store.claimCall('key', endpoint, request)).toEqual({ kind: 'claimed' });
    await store.close();
  });

  it('says what to do when the folder cannot be written', async () => {
    const folder = join(worker.folder, 'read-only');
    await mkdir(folder);
    await chmod(worker.folder, 0o755);
    await chmod(folder, 0o555);
    const [line] = await worker.start('open', join(folder, 'store.db')).rest();
    expect(line).toMatch(/^read-only: .*read-only\/store\.db cannot be written\. Make the file/u);
    const [below] = await worker.start('open', join(folder, '.skillmix', 'store.db')).rest();
    expect(below).toMatch(/^read-only: /u);
  });
});

async function integrityOf(file: string): Promise<unknown[]> {
  const connection = await connect(file);
  const rows = await connection.all('PRAGMA integrity_check');
  await connection.close();
  return rows;
}
