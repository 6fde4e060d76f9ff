import type { Connection } from './connection.ts';
import { StoreError } from './storeError.ts';

/** What is written in one piece. It may run twice: its first run is then rolled back. */
export type Work<T> = (connection: Connection) => Promise<T>;

export interface WriteQueue {
  /** Resolves with the work's result once it is safe on disk. */
  add<T>(work: Work<T>): Promise<T>;
  /** Takes no more work, and resolves when all that was added is settled. */
  end(): Promise<void>;
}

/**
 * Writes in the order of adding, and commits all that is waiting in one transaction (group commit): one
 * wait for the disk serves many writers. When one piece fails, the others are written each on its own.
 */
export function createWriteQueue(connection: Connection): WriteQueue {
  const jobs: Job[] = [];
  let flushing: Promise<void> | undefined;
  let ended = false;

  async function flush(): Promise<void> {
    while (jobs.length > 0) {
      await everyoneHasAdded();
      await settleBatch(connection, jobs.splice(0, LARGEST_BATCH));
    }
    flushing = undefined;
  }

  return {
    add<T>(work: Work<T>): Promise<T> {
      if (ended) return Promise.reject(new StoreError('other', 'The store is closed. Open it again first.'));
      return new Promise<T>((resolve, reject) => {
        jobs.push(jobOf(work, resolve, reject));
        flushing ??= flush();
      });
    },
    async end() {
      ended = true;
      await flushing;
    },
  };
}

/** Keeps the time short for which another process has to wait. */
const LARGEST_BATCH = 1000;

interface Job {
  run(connection: Connection): Promise<void>;
  succeed(): void;
  fail(error: unknown): void;
}

function jobOf<T>(work: Work<T>, resolve: (value: T) => void, reject: (error: unknown) => void): Job {
  let succeed = () => {};
  return {
    async run(connection) {
      const value = await work(connection);
      succeed = () => resolve(value);
    },
    succeed: () => succeed(),
    fail: reject,
  };
}

/** Never rejects: a job that cannot be written is told so. */
async function settleBatch(connection: Connection, batch: readonly Job[]): Promise<void> {
  try {
    await connection.exec('BEGIN IMMEDIATE');
    if (await commitBatch(connection, batch)) return;
    for (const job of batch) await settleBatch(connection, [job]);
  } catch (error) {
    for (const job of batch) job.fail(error);
  }
}

/** Whether the batch is committed. If not, it is rolled back and its jobs can be tried one by one. */
async function commitBatch(connection: Connection, batch: readonly Job[]): Promise<boolean> {
  try {
    for (const job of batch) await job.run(connection);
    await connection.exec('COMMIT');
  } catch (error) {
    await rollBack(connection);
    if (batch.length === 1) throw error;
    return false;
  }
  for (const job of batch) job.succeed();
  return true;
}

/** Some errors (a full disk among them) have ended the transaction already: then there is nothing to undo. */
export async function rollBack(connection: Connection): Promise<void> {
  try {
    await connection.exec('ROLLBACK');
  } catch (error) {
    if (!(error instanceof StoreError && error.message.includes('no transaction is active'))) throw error;
  }
}

function everyoneHasAdded(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
