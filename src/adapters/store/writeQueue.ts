import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from './connection.ts';
import { StoreError } from './storeError.ts';
import { doAll, everyoneHasAdded, type GroupWork, type Piece, succeed } from './storeWork.ts';

/** What is written in one piece. It may run twice: its first run is then rolled back. */
export type Work<T> = (connection: Connection) => Promise<T>;

export interface WriteHooks {
  /** Is waited for at the end of each transaction, and belongs to it: what it throws undoes the transaction. */
  beforeCommit(connection: Connection): Promise<void>;
  /** Is told when what was written is not there after all. */
  onRollBack(): void;
  /** Is waited for before more is written. Never rejects. */
  betweenBatches(): Promise<void>;
}

const NO_HOOKS: WriteHooks = {
  beforeCommit: async () => {},
  onRollBack: () => {},
  betweenBatches: async () => {},
};

export interface WriteQueue {
  /** Resolves with the work's result once it is safe on disk. */
  add<T>(work: Work<T>): Promise<T>;
  /** The same for one input of a kind of work: those that wait together are written together. */
  addTo<I, T>(work: GroupWork<I, T>, input: I): Promise<T>;
  /** Takes no more work, and resolves when all that was added is settled. */
  end(): Promise<void>;
}

/**
 * Writes in the order of adding, and commits all that is waiting in one transaction (group commit): one
 * wait for the disk serves many writers. When one piece fails, the others are written each on its own.
 */
export function createWriteQueue(connection: Connection, hooks: WriteHooks = NO_HOOKS): WriteQueue {
  const pieces: Piece[] = [];
  let flushing: Promise<void> | undefined;
  let ended = false;
  let hasWritten = false;
  const watched: Connection = {
    exec: (sql) => connection.exec(sql),
    run(sql, values) {
      hasWritten = true;
      return connection.run(sql, values);
    },
    all: (sql, values) => connection.all(sql, values),
    close: () => connection.close(),
  };

  async function flush(): Promise<void> {
    while (pieces.length > 0) {
      await everyoneHasAdded();
      const batch = pieces.splice(0, LARGEST_BATCH);
      hasWritten = false;
      const begun = performance.now();
      await settleBatch(watched, batch, hooks);
      await hooks.betweenBatches();
      if (hasWritten && batch.length > 1) await sleep(Math.max(REST, PERIOD - (performance.now() - begun)));
    }
    flushing = undefined;
  }

  function addTo<I, T>(work: GroupWork<I, T>, input: I): Promise<T> {
    if (ended) return Promise.reject(new StoreError('other', 'The store is closed. Open it again first.'));
    return new Promise<T>((resolve, reject) => {
      pieces.push({ work, input, resolve, reject });
      flushing ??= flush();
    });
  }

  return {
    add: (work) => addTo(async (db) => [await work(db)], undefined),
    addTo,
    async end() {
      ended = true;
      await flushing;
    },
  };
}

/**
 * From the beginning of a transaction that wrote for several writers to the next, in milliseconds: under load there are
 * then few transactions with much in each. Who writes alone is never kept waiting.
 */
const PERIOD = 50;

/** However long a transaction took, in milliseconds: another process gets at the store meanwhile. */
const REST = 10;

/** Keeps the time short for which another process has to wait. */
const LARGEST_BATCH = 1000;

/** Never rejects: a piece that cannot be written is told so. */
async function settleBatch(
  connection: Connection,
  batch: readonly Piece[],
  hooks: WriteHooks,
): Promise<void> {
  try {
    await connection.exec('BEGIN IMMEDIATE');
    if (await commitBatch(connection, batch, hooks)) return;
    for (const piece of batch) await settleBatch(connection, [piece], hooks);
  } catch (error) {
    for (const piece of batch) piece.reject(error);
  }
}

/** Whether the batch is committed. If not, it is rolled back and its pieces can be tried one by one. */
async function commitBatch(
  connection: Connection,
  batch: readonly Piece[],
  { beforeCommit, onRollBack }: WriteHooks,
): Promise<boolean> {
  try {
    await doAll(connection, batch);
    await beforeCommit(connection);
    await connection.exec('COMMIT');
  } catch (error) {
    onRollBack();
    await rollBack(connection);
    if (batch.length === 1) throw error;
    return false;
  }
  for (const piece of batch) succeed(piece);
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
