import type { SampleFilter, StorePort } from '../../core/runs/ports.ts';
import type { Grading, Sample } from '../../core/runs/records.ts';
import { claimBatch, saveBatch, selectBatchedCalls, selectBatches } from './batches.ts';
import { findCalls } from './callReading.ts';
import { BUSY, type CallWork, LEASE, releaseCalls, renewClaims, writeCalls } from './claims.ts';
import { type Connection, PATIENCE } from './connection.ts';
import { eachSample } from './eachSample.ts';
import { findGradings, saveGradings, selectGradings } from './gradings.ts';
import { deleteJob, saveJob, saveJobSteps, selectJobSteps, selectJobs } from './jobs.ts';
import { createJournal, type Journal, LONGEST_LOG } from './journal.ts';
import { createLeaseClock } from './leaseClock.ts';
import type { Migration } from './migrations/migration.ts';
import { migrations } from './migrations/migrations.ts';
import { type OpenDatabase, openDatabase } from './openDatabase.ts';
import { type Claimant, createOwner, mayBeAlive } from './owner.ts';
import { createReadQueue } from './readQueue.ts';
import { createMemory } from './recall.ts';
import { selectReportFacts } from './reportFacts.ts';
import { selectResultChoices } from './resultChoices.ts';
import { selectResultList } from './resultList.ts';
import { selectResultNumbers, selectResultRows } from './resultRows.ts';
import { keepChangedResults } from './results.ts';
import { selectReviewCandidates } from './reviewCandidates.ts';
import { saveReview, selectReviews } from './reviews.ts';
import { selectRoundFacts } from './roundFacts.ts';
import { saveRun, selectRuns, touchRun } from './runs.ts';
import { selectSampleIds } from './sampleIds.ts';
import { findSamples, saveSamples, selectSamples, whichAreThere } from './samples.ts';
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
  /** How long the write-ahead log beside the file may become, in bytes, or a little longer. */
  readonly longestLog?: number;
}

/**
 * Opens the SQLite file at `path`, and creates it and its folder where they are missing. Several processes
 * may have the same file open. The caller closes the store. Every failure is a `StoreError`.
 */
export async function openStore(path: string, options: StoreOptions = {}): Promise<StorePort> {
  const { patience = PATIENCE, longestLog = LONGEST_LOG } = options;
  const opened = await openDatabase(path, options.migrations ?? migrations, patience);
  const journal = createJournal(opened.writer, path, { patience, longest: longestLog });
  const now = options.now ?? Date.now;
  const claimant: Claimant = {
    owner: options.owner ?? createOwner(),
    now,
    leases: createLeaseClock(now, options.now ?? (() => performance.now())),
    mayBeAlive,
  };
  return storeOn(opened, journal, claimant);
}

function storeOn({ writer, reader }: OpenDatabase, journal: Journal, claimant: Claimant): StorePort {
  const memory = createMemory();
  const writes = createWriteQueue(writer, {
    beforeCommit: (db) => keepChangedResults(db, memory),
    onRollBack: memory.clear,
    betweenBatches: journal.watch,
  });
  const reads = createReadQueue(reader);
  const renewal = setInterval(
    () => void writes.add((db) => renewClaims(db, claimant)).catch(ignore),
    LEASE / 3,
  );
  renewal.unref();
  /** Each is one function for as long as the store is open: by that the queue knows what goes together. */
  const groups = {
    writeCalls: (db: Connection, work: readonly CallWork[]) => writeCalls(db, memory, claimant, work),
    saveGradings: (db: Connection, gradings: readonly Grading[]) => saveGradings(db, memory, gradings),
    saveSamples: (db: Connection, samples: readonly Sample[]) => saveSamples(db, memory, samples),
  };
  let closing: Promise<void> | undefined;

  async function close(): Promise<void> {
    clearInterval(renewal);
    await writes.add((db) => releaseCalls(db, claimant)).catch(ignore);
    await Promise.all([writes.end(), reads.end()]);
    await reader.close();
    await writer.close();
  }

  return {
    claimCall: async (key, endpoint, request) =>
      (await writes.addTo(groups.writeCalls, { claim: { key, endpoint, request } })) ?? BUSY,
    saveCall: async (outcome) => void (await writes.addTo(groups.writeCalls, { outcome })),
    releaseCall: (key) => writes.add((db) => releaseCalls(db, claimant, key)),
    findCall: (key) => reads.lookUp(findCalls, key),
    spent: (filter) => reads.add((db) => selectSpent(db, filter)),
    claimBatch: (batch, calls) => writes.add((db) => claimBatch(db, memory, claimant, batch, calls)),
    saveBatch: (batch) => writes.add((db) => saveBatch(db, batch)),
    batches: (filter) => reads.add((db) => selectBatches(db, filter)),
    batchedCalls: (id) => reads.add((db) => selectBatchedCalls(db, id)),
    saveRun: (run) => writes.add((db) => saveRun(db, claimant, run)),
    touchRun: (id, at, progress) => writes.add((db) => touchRun(db, claimant, { id, at, progress })),
    runs: (file) => reads.add((db) => selectRuns(db, claimant, file)),
    saveSample: (sample) => writes.addTo(groups.saveSamples, sample),
    samples: (filter: SampleFilter) => reads.add((db) => selectSamples(db, filter)),
    findSample: async (id) =>
      (await reads.lookUp(whichAreThere, id)) ? reads.addTo(findSamples, id) : undefined,
    eachSample: (filter, visit) => eachSample(reads, filter, visit),
    saveGrading: (grading) => writes.addTo(groups.saveGradings, grading),
    gradings: (filter: SampleFilter) => reads.add((db) => selectGradings(db, filter)),
    findGrading: (id) => reads.lookUp(findGradings, id),
    saveReview: (review) => writes.add((db) => saveReview(db, review)),
    reviews: (filter: SampleFilter) => reads.add((db) => selectReviews(db, filter)),
    reviewCandidates: (file) => reads.add((db) => selectReviewCandidates(db, file)),
    resultList: (query) => reads.add((db) => selectResultList(db, query)),
    resultRows: (numbers, look) => reads.add((db) => selectResultRows(db, numbers, look)),
    resultNumbers: (ids) => reads.add((db) => selectResultNumbers(db, ids)),
    resultChoices: (file) => reads.add((db) => selectResultChoices(db, file)),
    reportFacts: (filter) => reads.add((db) => selectReportFacts(db, filter)),
    roundFacts: (filter) => reads.add((db) => selectRoundFacts(db, filter)),
    sampleIds: (numbers) => reads.add((db) => selectSampleIds(db, numbers)),
    saveJob: (job, over) => writes.add((db) => saveJob(db, job, over)),
    jobs: (filter) => reads.add((db) => selectJobs(db, filter)),
    forgetJob: (id) => writes.add((db) => deleteJob(db, id)),
    saveJobSteps: (id, steps, from) => writes.add((db) => saveJobSteps(db, id, steps, from)),
    jobSteps: (id) => reads.add((db) => selectJobSteps(db, id)),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** A claim that could not be renewed or given back runs out by itself. */
function ignore(): void {}
