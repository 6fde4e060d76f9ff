import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, connect } from './connection.ts';
import { migrate } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';
import { prepareFolder } from './prepareFolder.ts';
import { StoreError, toStoreError } from './storeError.ts';

/** Two connections, so that reading never waits for writing, nor sees what is not committed. */
export interface OpenDatabase {
  readonly writer: Connection;
  readonly reader: Connection;
}

/** For a connection that writes nothing. */
export const QUERIES_ONLY = 'PRAGMA query_only = ON; PRAGMA trusted_schema = OFF';

/** Opens the file, creates or migrates it where needed, and leaves nothing open when that fails. */
export async function openDatabase(
  file: string,
  steps: readonly Migration[],
  patience: number,
): Promise<OpenDatabase> {
  await prepareFolder(file);
  const opened: Connection[] = [];
  try {
    const writer = await connect(file, patience);
    opened.push(writer);
    await retryWhileLocked(patience, () => setUp(writer, file, steps));
    const reader = await connect(file, patience);
    opened.push(reader);
    await reader.exec(QUERIES_ONLY);
    return { writer, reader };
  } catch (error) {
    for (const connection of opened) await connection.close();
    throw toStoreError(error, file);
  }
}

async function setUp(writer: Connection, file: string, steps: readonly Migration[]): Promise<void> {
  await migrate(writer, file, steps);
  await writer.exec(
    `PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = ${LOG_PAGES}; PRAGMA synchronous = FULL;
     PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF`,
  );
}

/**
 * In pages of 4 KB: from then on a commit moves what the log holds into the store. Keys are spread over all pages, so
 * that a page is often written again: in a longer log more of that is moved only once.
 */
const LOG_PAGES = 4000;

/** Switching to WAL and waking up after a crash need a lock for which SQLite itself does not always wait. */
async function retryWhileLocked(patience: number, work: () => Promise<void>): Promise<void> {
  for (let waited = 0; ; waited += PAUSE) {
    try {
      return await work();
    } catch (error) {
      if (!isLocked(error) || waited >= patience) throw error;
      await sleep(PAUSE);
    }
  }
}

/** In milliseconds. */
const PAUSE = 50;

function isLocked(error: unknown): boolean {
  return error instanceof StoreError && error.kind === 'locked';
}
