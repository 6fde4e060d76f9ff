import { stat } from 'node:fs/promises';
import type { Connection } from './connection.ts';
import { StoreError } from './storeError.ts';

/** Keeps the file beside the store short in which SQLite first writes (the write-ahead log). */
export interface Journal {
  /** To be called after every transaction. */
  watch(): Promise<void>;
}

/**
 * SQLite moves what is in the log into the store as it goes, but starts the log anew only when a write begins while
 * nobody reads: in a long run with many readers that may never be. So once the log is long, the writer asks for a moment
 * without readers. One that reads for longer is not waited for, and asked again later.
 */
export function createJournal(
  connection: Connection,
  file: string,
  { patience, longest }: { readonly patience: number; readonly longest: number },
): Journal {
  let untilLook = EVERY;

  const isLong = async (): Promise<boolean> => {
    const log = await stat(`${file}-wal`).catch(() => undefined);
    return log !== undefined && log.size > longest;
  };

  async function startAnew(): Promise<void> {
    await connection.exec(`PRAGMA busy_timeout = ${Math.min(MOMENT, patience)}`);
    try {
      await connection.all('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch (error) {
      // What was written is safe in the log, however long that is.
      if (!(error instanceof StoreError)) throw error;
    } finally {
      await connection.exec(`PRAGMA busy_timeout = ${patience}`);
    }
  }

  return {
    async watch() {
      untilLook -= 1;
      if (untilLook > 0) return;
      untilLook = EVERY;
      if (!(await isLong())) return;
      await startAnew();
      if (await isLong()) untilLook = AGAIN;
    },
  };
}

/** In bytes: so long may the log be, or a little longer. */
export const LONGEST_LOG = 32_000_000;

/** The log is looked at after so many transactions. */
const EVERY = 20;
/** Sooner where a reader was in the way: until it is gone the log grows with every transaction. */
const AGAIN = 4;

/** How long readers are waited for, in milliseconds. */
const MOMENT = 200;
