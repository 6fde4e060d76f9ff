import type { Connection } from './connection.ts';
import { doJobs, everyoneHasAdded, type GroupWork, type Job, succeed } from './jobs.ts';
import { StoreError } from './storeError.ts';
import { rollBack } from './writeQueue.ts';

export interface ReadQueue {
  /** Runs the work with one view of the file, however often it reads. */
  add<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** The same for one input of a kind of work: those that wait together are read together. */
  addTo<I, T>(work: GroupWork<I, T>, input: I): Promise<T>;
  /** Takes no more work, and resolves when all that was added is settled. */
  end(): Promise<void>;
}

/** Reads one after the other: a connection can have one transaction at a time. */
export function createReadQueue(connection: Connection): ReadQueue {
  const jobs: Job[] = [];
  let reading: Promise<void> | undefined;
  let ended = false;

  async function readAll(): Promise<void> {
    while (jobs.length > 0) {
      await everyoneHasAdded();
      await settle(connection, nextOf(jobs));
    }
    reading = undefined;
  }

  function addTo<I, T>(work: GroupWork<I, T>, input: I): Promise<T> {
    if (ended) return Promise.reject(new StoreError('other', 'The store is closed. Open it again first.'));
    return new Promise<T>((resolve, reject) => {
      jobs.push({ work, input, resolve, reject });
      reading ??= readAll();
    });
  }

  return {
    add: (work) => addTo(async (db) => [await work(db)], undefined),
    addTo,
    async end() {
      ended = true;
      await reading;
    },
  };
}

/** Takes the first job out, and all others of the same work. */
function nextOf(jobs: Job[]): Job[] {
  const work = jobs[0]?.work;
  const next = jobs.filter((job) => job.work === work);
  const rest = jobs.filter((job) => job.work !== work);
  jobs.splice(0, jobs.length, ...rest);
  return next;
}

/** Never rejects. When one of several fails, the others are read each on its own. */
async function settle(connection: Connection, jobs: readonly Job[]): Promise<void> {
  try {
    await connection.exec('BEGIN');
    try {
      await doJobs(connection, jobs);
    } finally {
      await rollBack(connection);
    }
    for (const job of jobs) succeed(job);
  } catch (error) {
    if (jobs.length === 1) for (const job of jobs) job.reject(error);
    else for (const job of jobs) await settle(connection, [job]);
  }
}
