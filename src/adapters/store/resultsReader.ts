import type { ResultsPort } from '../../core/runs/ports.ts';
import { connect } from './connection.ts';
import { eachSample } from './eachSample.ts';
import { selectGradings } from './gradings.ts';
import { QUERIES_ONLY } from './openDatabase.ts';
import { createReadQueue } from './readQueue.ts';
import { selectReportFacts } from './reportFacts.ts';
import { selectReviews } from './reviews.ts';
import { selectRoundFacts } from './roundFacts.ts';
import { selectSampleIds } from './sampleIds.ts';
import { selectSamples } from './samples.ts';

/** Results of a store that somebody else has open. Nothing is written, so that nobody is told of a change. */
export interface ResultsReader extends ResultsPort {
  close(): Promise<void>;
}

/** For a file that a store has brought up to date. Every failure is a `StoreError`. */
export async function openResults(path: string): Promise<ResultsReader> {
  const connection = await connect(path);
  await connection.exec(QUERIES_ONLY);
  const reads = createReadQueue(connection);
  return {
    samples: (filter) => reads.add((db) => selectSamples(db, filter)),
    eachSample: (filter, visit) => eachSample(reads, filter, visit),
    gradings: (filter) => reads.add((db) => selectGradings(db, filter)),
    reviews: (filter) => reads.add((db) => selectReviews(db, filter)),
    reportFacts: (filter) => reads.add((db) => selectReportFacts(db, filter)),
    roundFacts: (filter) => reads.add((db) => selectRoundFacts(db, filter)),
    sampleIds: (numbers) => reads.add((db) => selectSampleIds(db, numbers)),
    async close() {
      await reads.end();
      await connection.close();
    },
  };
}
