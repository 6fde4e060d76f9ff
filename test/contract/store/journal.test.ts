import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Connection, connect } from '../../../src/adapters/store/connection.ts';
import { openStore } from '../../../src/adapters/store/sqliteStore.ts';
import type { StorePort } from '../../../src/core/runs/ports.ts';
import { run } from './storeRecords.ts';

const LONGEST = 2_000_000;
/** Of twenty transactions, between which nobody looks at the log. */
const SLACK = 2_000_000;

describe('the write-ahead log of the SQLite store', () => {
  let folder: string;
  let file: string;
  let store: StorePort;
  let reader: Connection;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skillmix-journal-'));
    file = join(folder, 'store.db');
    store = await openStore(file, { longestLog: LONGEST });
    reader = await connect(file);
  });
  afterEach(async () => {
    await reader.close();
    await store.close();
    await rm(folder, { recursive: true });
  });

  /** One transaction with some 80 KB that differ from those before. */
  async function write(number: number): Promise<void> {
    await store.saveRun(run(`run ${number % 5}`, { plan: { number, note: `${number} `.repeat(20_000) } }));
  }

  async function read(connection: Connection): Promise<void> {
    await connection.exec('BEGIN');
    await connection.all('SELECT count(*) FROM runs');
  }

  async function logSize(): Promise<number> {
    return (await stat(`${file}-wal`)).size;
  }

  it('stays short in many writes, while at every moment somebody reads for a little', async () => {
    let writing = true;
    const other = await connect(file);
    const reading = [reader, other].map(async (connection, index) => {
      await sleep(10 * index);
      while (writing) {
        await read(connection);
        await sleep(20);
        await connection.exec('ROLLBACK');
      }
    });
    let longest = 0;
    for (let number = 0; number < 400; number += 1) {
      await write(number);
      longest = Math.max(longest, await logSize());
    }
    writing = false;
    await Promise.all(reading);
    await other.close();
    expect(longest).toBeLessThan(LONGEST + 4 * SLACK);
  });

  it('becomes short again after somebody has read for long, and nothing is lost', async () => {
    // Who begins to read while the log is empty does not need it.
    await write(0);
    await read(reader);
    for (let number = 1; number < 80; number += 1) await write(number);
    expect(await logSize()).toBeGreaterThan(LONGEST + SLACK);
    await reader.exec('ROLLBACK');
    for (let number = 80; number < 100; number += 1) await write(number);
    expect(await logSize()).toBeLessThan(LONGEST + SLACK);
    expect((await store.runs()).map(({ plan }) => plan.number)).toEqual([95, 96, 97, 98, 99]);
  });
});
