import type { Migration } from './migration.ts';

/**
 * calls: one row per key. `asked` has no outcome yet; `owner` and `lease_until` are set while a process is at it.
 * skill_texts and mixes are addressed by their content, so that a definition is kept once.
 */
export const firstTables: Migration = {
  version: 1,
  changesData: false,
  sql: `
CREATE TABLE calls (
  key TEXT PRIMARY KEY,
  endpoint_name TEXT NOT NULL,
  endpoint_kind TEXT NOT NULL,
  endpoint_address TEXT NOT NULL,
  model TEXT NOT NULL,
  request TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'failed', 'replied')),
  owner TEXT,
  lease_until INTEGER,
  purpose TEXT,
  started_at INTEGER,
  duration REAL,
  tries INTEGER,
  reply_text TEXT,
  finish TEXT,
  input_tokens INTEGER,
  output_tokens INTEGER,
  raw TEXT,
  failure TEXT
) STRICT;
CREATE INDEX calls_by_model ON calls (endpoint_name, model, purpose);
CREATE INDEX calls_by_owner ON calls (owner) WHERE owner IS NOT NULL;

CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  file TEXT NOT NULL,
  plan TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  state TEXT NOT NULL
) STRICT;
CREATE INDEX runs_by_file ON runs (file, started_at);

CREATE TABLE skill_texts (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  category TEXT NOT NULL,
  definition TEXT NOT NULL,
  example TEXT NOT NULL,
  aliases TEXT NOT NULL,
  common INTEGER NOT NULL CHECK (common IN (0, 1)),
  "check" TEXT
) STRICT;
CREATE INDEX skill_texts_by_name ON skill_texts (name);

CREATE TABLE mixes (
  version TEXT PRIMARY KEY,
  mix_id TEXT NOT NULL,
  topic TEXT NOT NULL,
  topic_aliases TEXT NOT NULL,
  split TEXT NOT NULL,
  seed REAL,
  k INTEGER NOT NULL
) STRICT;
CREATE INDEX mixes_by_id ON mixes (mix_id);
CREATE INDEX mixes_by_split ON mixes (split, k);

CREATE TABLE mix_skills (
  mix_version TEXT NOT NULL REFERENCES mixes (version),
  position INTEGER NOT NULL,
  skill_id TEXT NOT NULL REFERENCES skill_texts (id),
  PRIMARY KEY (mix_version, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX mix_skills_by_skill ON mix_skills (skill_id);

CREATE TABLE samples (
  id TEXT PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs (id),
  file TEXT NOT NULL,
  mix_version TEXT NOT NULL REFERENCES mixes (version),
  student TEXT NOT NULL,
  generation INTEGER NOT NULL,
  prompt_version TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  call_keys TEXT NOT NULL,
  draft TEXT,
  kind TEXT NOT NULL,
  text TEXT,
  explanation TEXT,
  why TEXT
) STRICT;
CREATE INDEX samples_by_file ON samples (file, created_at, id);
CREATE INDEX samples_by_run ON samples (run_id);
CREATE INDEX samples_by_mix ON samples (mix_version);

CREATE TABLE gradings (
  id TEXT PRIMARY KEY,
  sample_id TEXT NOT NULL REFERENCES samples (id),
  grader TEXT NOT NULL,
  round INTEGER NOT NULL,
  rubric_version TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  call_key TEXT,
  kind TEXT NOT NULL,
  why TEXT
) STRICT;
CREATE INDEX gradings_by_sample ON gradings (sample_id, grader, round);

CREATE TABLE points (
  grading_id TEXT NOT NULL REFERENCES gradings (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  skill TEXT,
  point INTEGER NOT NULL CHECK (point IN (0, 1)),
  reason TEXT NOT NULL,
  quote TEXT,
  quote_found INTEGER CHECK (quote_found IN (0, 1)),
  named INTEGER CHECK (named IN (0, 1)),
  PRIMARY KEY (grading_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX points_by_skill ON points (skill) WHERE skill IS NOT NULL;
`,
};
