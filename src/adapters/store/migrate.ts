import { open, rename, rm } from 'node:fs/promises';
import * as v from 'valibot';
import type { Connection } from './connection.ts';
import { connect } from './connection.ts';
import type { Migration } from './migrations/migration.ts';
import { parseRow } from './rows.ts';
import { StoreError } from './storeError.ts';
import { rollBack } from './writeQueue.ts';

/** Marks a SQLite file as a Skillmix store ("SkMx"), so that no other program's file is taken for one. */
const APPLICATION_ID = 0x536b4d78;

/**
 * Brings the file to the newest version, each step in a transaction of its own. Several processes may do it
 * at once: who comes second finds the step done. A copy of the file is kept, as `FILE.vN.bak`, before the
 * first step that changes data. Throws a `StoreError` for a file that is newer than the steps, or not ours.
 */
export async function migrate(
  connection: Connection,
  file: string,
  steps: readonly Migration[],
): Promise<void> {
  const newest = steps.at(-1)?.version ?? 0;
  let version = await versionOf(connection, file, newest);
  // A new file has no rows that a step could harm.
  let needsCopy = version > 0;
  while (version < newest) {
    await inTransaction(connection, async () => {
      version = await versionOf(connection, file, newest);
      const step = steps.find((candidate) => candidate.version === version + 1);
      if (step === undefined) return;
      if (step.changesData && needsCopy) {
        await keepCopy(file, `${file}.v${version}.bak`);
        needsCopy = false;
      }
      await connection.exec(step.sql);
      await step.fill?.(connection);
      await connection.exec(
        `PRAGMA user_version = ${step.version}; PRAGMA application_id = ${APPLICATION_ID}`,
      );
      version = step.version;
    });
  }
}

const header = v.object({ id: v.string(), version: v.number(), application: v.number(), tables: v.number() });

async function versionOf(connection: Connection, file: string, newest: number): Promise<number> {
  const [row] = await connection.all(
    `SELECT 'header' AS id, user_version AS version, application_id AS application,
      (SELECT count(*) FROM sqlite_schema) AS tables
     FROM pragma_user_version, pragma_application_id`,
  );
  const { version, application, tables } = parseRow('sqlite_schema', header, row);
  if (application !== APPLICATION_ID && tables > 0) throw notOurs(file);
  if (version > newest) throw tooNew(file, version, newest);
  return version;
}

function notOurs(file: string): StoreError {
  return new StoreError(
    'other',
    `${file} is a SQLite file of another program and is left as it is. Choose another file for the store.`,
  );
}

function tooNew(file: string, version: number, newest: number): StoreError {
  return new StoreError(
    'newer',
    `${file} was written by a newer Skillmix (its version is ${version}, this Skillmix knows ${newest}). ` +
      'Update Skillmix, or choose another file for the store.',
  );
}

async function inTransaction(connection: Connection, work: () => Promise<void>): Promise<void> {
  await connection.exec('BEGIN IMMEDIATE');
  try {
    await work();
    await connection.exec('COMMIT');
  } catch (error) {
    await rollBack(connection);
    throw error;
  }
}

/** Reads through a connection of its own, while the caller's transaction keeps every writer away. */
async function keepCopy(file: string, copy: string): Promise<void> {
  const unfinished = `${copy}.unfinished`;
  await rm(unfinished, { force: true });
  const reader = await connect(file);
  try {
    await reader.run('VACUUM INTO ?', [unfinished]);
  } finally {
    await reader.close();
  }
  // VACUUM INTO does not wait for the disk.
  const handle = await open(unfinished, 'r+');
  await handle.sync();
  await handle.close();
  await rename(unfinished, copy);
}
