import type { Connection } from './connection.ts';
import { StoreError } from './storeError.ts';
import { doAll, everyoneHasAdded, type GroupWork, type Piece, succeed } from './storeWork.ts';
import { rollBack } from './writeQueue.ts';

export interface ReadQueue {
  /** Runs the work with one view of the file, however often it reads. */
  add<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** The same for one input of a kind of work: those that wait together are read together. */
  addTo<I, T>(work: GroupWork<I, T>, input: I): Promise<T>;
  /**
   * The same without one view, for work that looks into the file once, or then only at what never changes: to begin and
   * to end a view takes longer than to find that nothing is there.
   */
  lookUp<I, T>(work: GroupWork<I, T>, input: I): Promise<T>;
  /** Takes no more work, and resolves when all that was added is settled. */
  end(): Promise<void>;
}

/** Reads one after the other: a connection can have one transaction at a time. */
export function createReadQueue(connection: Connection): ReadQueue {
  const pieces: ReadPiece[] = [];
  let reading: Promise<void> | undefined;
  let ended = false;

  async function readAll(): Promise<void> {
    while (pieces.length > 0) {
      await everyoneHasAdded();
      await settle(connection, nextOf(pieces));
    }
    reading = undefined;
  }

  function read<I, T>(work: GroupWork<I, T>, input: I, needsView: boolean): Promise<T> {
    if (ended) return Promise.reject(new StoreError('other', 'The store is closed. Open it again first.'));
    return new Promise<T>((resolve, reject) => {
      pieces.push({ work, input, needsView, resolve, reject });
      reading ??= readAll();
    });
  }

  return {
    add: (work) => read(async (db) => [await work(db)], undefined, true),
    addTo: (work, input) => read(work, input, true),
    lookUp: (work, input) => read(work, input, false),
    async end() {
      ended = true;
      await reading;
    },
  };
}

interface ReadPiece extends Piece {
  readonly needsView: boolean;
}

/** Takes the first piece out, and all others of the same work. */
function nextOf(pieces: ReadPiece[]): ReadPiece[] {
  const work = pieces[0]?.work;
  const next = pieces.filter((piece) => piece.work === work);
  const rest = pieces.filter((piece) => piece.work !== work);
  pieces.splice(0, pieces.length, ...rest);
  return next;
}

/** Never rejects. When one of several fails, the others are read each on its own. */
async function settle(connection: Connection, pieces: readonly ReadPiece[]): Promise<void> {
  try {
    if (pieces.some(({ needsView }) => needsView)) await readInOneView(connection, pieces);
    else await doAll(connection, pieces);
    for (const piece of pieces) succeed(piece);
  } catch (error) {
    if (pieces.length === 1) for (const piece of pieces) piece.reject(error);
    else for (const piece of pieces) await settle(connection, [piece]);
  }
}

async function readInOneView(connection: Connection, pieces: readonly ReadPiece[]): Promise<void> {
  await connection.exec('BEGIN');
  try {
    await doAll(connection, pieces);
  } finally {
    await rollBack(connection);
  }
}
