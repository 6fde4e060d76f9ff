import type { SampleFilter, StorePort } from '../../core/runs/ports.ts';
import { claimBatch, saveBatch, selectBatchedCalls, selectBatches } from './batches.ts';
import { type Claimant, claimCall, findCall, LEASE, releaseCalls, renewClaims, saveCall } from './calls.ts';
import { type Connection, PATIENCE } from './connection.ts';
import { eachSample } from './eachSample.ts';
import { findGrading, saveGrading, selectGradings } from './gradings.ts';
import type { Migration } from './migrations/migration.ts';
import { migrations } from './migrations/migrations.ts';
import { openDatabase } from './openDatabase.ts';
import { createOwner, mayBeAlive } from './owner.ts';
import { createReadQueue } from './readQueue.ts';
import { saveRun, selectRuns, touchRun } from './runs.ts';
import { findSample, saveSample, selectSamples } from './samples.ts';
import { selectSpent } from './spent.ts';
import { createWriteQueue } from './writeQueue.ts';

export interface StoreOptions {
  /** Who claims calls; by default this process, under a name of its own for each opened store. */
  readonly owner?: string;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** The steps that bring an older file up to date. */
  readonly migrations?: readonly Migration[];
  /** How long to wait for a lock that another process holds, in milliseconds. */
  readonly patience?: number;
}

/**
 * Opens the SQLite file at `path`, and creates it and its folder where they are missing. Several processes
 * may have the same file open. The caller closes the store. Every failure is a `StoreError`.
 */
export async function openStore(path: string, options: StoreOptions = {}): Promise<StorePort> {
  const { writer, reader } = await openDatabase(
    path,
    options.migrations ?? migrations,
    options.patience ?? PATIENCE,
  );
  const claimant: Claimant = {
    owner: options.owner ?? createOwner(),
    now: options.now ?? Date.now,
    mayBeAlive,
  };
  return storeOn(writer, reader, claimant);
}

function storeOn(writer: Connection, reader: Connection, claimant: Claimant): StorePort {
  const writes = createWriteQueue(writer);
  const reads = createReadQueue(reader);
  const renewal = setInterval(
    () => void writes.add((db) => renewClaims(db, claimant)).catch(ignore),
    LEASE / 3,
  );
  renewal.unref();
  let closing: Promise<void> | undefined;

  async function close(): Promise<void> {
    clearInterval(renewal);
    await writes.add((db) => releaseCalls(db, claimant)).catch(ignore);
    await Promise.all([writes.end(), reads.end()]);
    await reader.close();
    await writer.close();
  }

  return {
    claimCall: (key, endpoint, request) =>
      writes.add((db) => claimCall(db, claimant, { key, endpoint, request })),
    saveCall: (call) => writes.add((db) => saveCall(db, claimant, call)),
    releaseCall: (key) => writes.add((db) => releaseCalls(db, claimant, key)),
    findCall: (key) => reads.add((db) => findCall(db, key)),
    spent: (filter) => reads.add((db) => selectSpent(db, filter)),
    claimBatch: (batch, calls) => writes.add((db) => claimBatch(db, claimant, batch, calls)),
    saveBatch: (batch) => writes.add((db) => saveBatch(db, batch)),
    batches: (filter) => reads.add((db) => selectBatches(db, filter)),
    batchedCalls: (id) => reads.add((db) => selectBatchedCalls(db, id)),
    saveRun: (run) => writes.add((db) => saveRun(db, claimant, run)),
    touchRun: (id, at, progress) => writes.add((db) => touchRun(db, claimant, { id, at, progress })),
    runs: (file) => reads.add((db) => selectRuns(db, claimant, file)),
    saveSample: (sample) => writes.add((db) => saveSample(db, sample)),
    samples: (filter: SampleFilter) => reads.add((db) => selectSamples(db, filter)),
    findSample: (id) => reads.add((db) => findSample(db, id)),
    eachSample: (filter, visit) => eachSample(reads, filter, visit),
    saveGrading: (grading) => writes.add((db) => saveGrading(db, grading)),
    gradings: (filter: SampleFilter) => reads.add((db) => selectGradings(db, filter)),
    findGrading: (id) => reads.add((db) => findGrading(db, id)),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** A claim that could not be renewed or given back runs out by itself. */
function ignore(): void {}
