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
