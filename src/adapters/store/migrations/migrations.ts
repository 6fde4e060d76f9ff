import { firstTables } from './0001-first-tables.ts';
import { runsAtScale } from './0002-runs-at-scale.ts';
import { reportIndexes } from './0003-report-indexes.ts';
import { results } from './0004-results.ts';
import { packedTexts } from './0005-packed-texts.ts';
import { peopleAndJobs } from './0006-people-and-jobs.ts';
import { queries } from './0007-queries.ts';
import { wordBeginnings } from './0008-word-beginnings.ts';
import type { Migration } from './migration.ts';

/** All steps, in order. */
export const migrations: readonly Migration[] = [
  firstTables,
  runsAtScale,
  reportIndexes,
  results,
  packedTexts,
  peopleAndJobs,
  queries,
  wordBeginnings,
];
