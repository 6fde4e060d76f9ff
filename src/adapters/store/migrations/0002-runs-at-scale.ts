import type { Migration } from './migration.ts';

/**
 * calls: `run_id` paid for it; `held_in` is the open batch that it waits in, `batch_id` the one that answered it.
 * gradings: `earned`, `named` and `unquoted` have bit i for the i-th of the `criteria` points, `words` is a digest of
 * all that the round says; empty where it is not graded.
 */
export const runsAtScale: Migration = {
  version: 2,
  changesData: true,
  sql: `
ALTER TABLE calls ADD COLUMN run_id TEXT;
ALTER TABLE calls ADD COLUMN batch_id TEXT;
ALTER TABLE calls ADD COLUMN held_in TEXT;
CREATE INDEX calls_by_run ON calls (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX calls_by_batch ON calls (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX calls_by_hold ON calls (held_in) WHERE held_in IS NOT NULL;

ALTER TABLE samples ADD COLUMN sampling TEXT;
ALTER TABLE samples ADD COLUMN purpose TEXT;

ALTER TABLE gradings ADD COLUMN earned INTEGER;
ALTER TABLE gradings ADD COLUMN named INTEGER;
ALTER TABLE gradings ADD COLUMN unquoted INTEGER;
ALTER TABLE gradings ADD COLUMN criteria INTEGER;
ALTER TABLE gradings ADD COLUMN words TEXT;

ALTER TABLE runs ADD COLUMN why TEXT;
ALTER TABLE runs ADD COLUMN progress TEXT;
ALTER TABLE runs ADD COLUMN seen_at INTEGER;
ALTER TABLE runs ADD COLUMN owner TEXT;

CREATE TABLE batches (
  id TEXT PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs (id),
  file TEXT NOT NULL,
  endpoint_name TEXT NOT NULL,
  endpoint_kind TEXT NOT NULL,
  endpoint_address TEXT NOT NULL,
  model TEXT NOT NULL,
  calls INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('submitting', 'submitted', 'collected', 'lost', 'cancelled')),
  remote_id TEXT,
  created_at INTEGER NOT NULL,
  ended_at INTEGER,
  expires_at INTEGER,
  done INTEGER,
  failed INTEGER,
  why TEXT
) STRICT;
CREATE INDEX batches_by_file ON batches (file, created_at);
`,
};
