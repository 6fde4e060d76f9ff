import type { Migration } from './migration.ts';

/**
 * reviews: what people say of texts, only ever appended; `points` is a JSON list of [criterion, point, reason],
 * and `draw` tells as JSON how the text came to the reviewer.
 * jobs: `content` is the job as JSON, less what has a column. job_steps: what a training logged of a step, as JSON.
 */
export const peopleAndJobs: Migration = {
  version: 6,
  changesData: false,
  sql: `
CREATE TABLE reviews (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  sample INTEGER NOT NULL REFERENCES samples (number),
  reviewer TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  blind INTEGER NOT NULL CHECK (blind IN (0, 1)),
  draw TEXT NOT NULL,
  points TEXT NOT NULL
) STRICT;
CREATE INDEX reviews_by_sample ON reviews (sample, created_at);

CREATE TABLE jobs (
  id TEXT PRIMARY KEY,
  file TEXT NOT NULL,
  target TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  content TEXT NOT NULL
) STRICT;
CREATE INDEX jobs_by_file ON jobs (file, created_at);

CREATE TABLE job_steps (
  job TEXT NOT NULL REFERENCES jobs (id),
  step INTEGER NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (job, step)
) STRICT, WITHOUT ROWID;
`,
};
