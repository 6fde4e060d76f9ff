import type { Connection } from './connection.ts';
import { StoreError } from './storeError.ts';
import { rollBack } from './writeQueue.ts';

export interface ReadQueue {
  /** Runs the work with one view of the file, however often it reads. */
  add<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** Takes no more work, and resolves when all that was added is settled. */
  end(): Promise<void>;
}

/** Reads one after the other: a connection can have one transaction at a time. */
export function createReadQueue(connection: Connection): ReadQueue {
  let last: Promise<unknown> = Promise.resolve();
  let ended = false;
  return {
    add(work) {
      if (ended) return Promise.reject(new StoreError('other', 'The store is closed. Open it again first.'));
      const result = last.then(() => read(connection, work));
      last = result.catch(() => {});
      return result;
    },
    async end() {
      ended = true;
      await last;
    },
  };
}

async function read<T>(connection: Connection, work: (connection: Connection) => Promise<T>): Promise<T> {
  await connection.exec('BEGIN');
  try {
    return await work(connection);
  } finally {
    await rollBack(connection);
  }
}
