import { fillFacts } from './fillFacts.ts';
import type { Migration } from './migration.ts';

/**
 * What many rows share is kept once, and rows refer to each other by small numbers.
 *
 * texts: messages, replies and forms of JSON, by content. origins: whom a call asked, for what, paid by which run.
 * calls: `request` names its messages by text, and `reply` is one; `raw` is what `raw_form` leaves open. Older rows have
 * all of it in words, and the reply in `reply_text`. `held_in` is the open batch that a call waits in, `batch_id` the
 * one that answered it.
 * gradings: `earned`, `named` and `unquoted` have bit i for the i-th of the `criteria` points, `words` is a digest of
 * all that the round says; empty where it is not graded. points: what the points say, apart, because it is rarely read.
 */
export const runsAtScale: Migration = {
  version: 2,
  changesData: true,
  fill: fillFacts,
  sql: `
CREATE TABLE texts (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  content TEXT NOT NULL
) STRICT;

CREATE TABLE origins (
  id INTEGER PRIMARY KEY,
  endpoint_name TEXT NOT NULL,
  endpoint_kind TEXT NOT NULL,
  endpoint_address TEXT NOT NULL,
  model TEXT NOT NULL,
  purpose TEXT NOT NULL,
  run_id TEXT NOT NULL,
  UNIQUE (endpoint_name, endpoint_kind, endpoint_address, model, purpose, run_id)
) STRICT;
INSERT INTO origins (endpoint_name, endpoint_kind, endpoint_address, model, purpose, run_id)
  SELECT DISTINCT endpoint_name, endpoint_kind, endpoint_address, model, coalesce(purpose, ''), '' FROM calls;

CREATE TABLE new_calls (
  key TEXT PRIMARY KEY,
  origin INTEGER NOT NULL REFERENCES origins (id),
  request TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'failed', 'replied')),
  owner TEXT,
  lease_until INTEGER,
  held_in TEXT,
  batch_id TEXT,
  started_at INTEGER,
  duration REAL,
  tries INTEGER,
  reply_text TEXT,
  reply INTEGER REFERENCES texts (id),
  finish TEXT,
  input_tokens INTEGER,
  output_tokens INTEGER,
  raw_form INTEGER REFERENCES texts (id),
  raw TEXT,
  failure TEXT
) STRICT;
INSERT INTO new_calls (key, origin, request, state, owner, lease_until, started_at, duration, tries, reply_text, finish,
    input_tokens, output_tokens, raw, failure)
  SELECT key, origins.id, request, state, owner, lease_until, started_at, duration, tries, reply_text, finish,
    input_tokens, output_tokens, raw, failure
  FROM calls JOIN origins USING (endpoint_name, endpoint_kind, endpoint_address, model)
  WHERE origins.purpose = coalesce(calls.purpose, '') ORDER BY calls.rowid;
DROP TABLE calls;
ALTER TABLE new_calls RENAME TO calls;
CREATE INDEX calls_by_origin ON calls (origin);
CREATE INDEX calls_by_owner ON calls (owner) WHERE owner IS NOT NULL;
CREATE INDEX calls_by_batch ON calls (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX calls_by_hold ON calls (held_in) WHERE held_in IS NOT NULL;

CREATE TABLE new_skill_texts (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL,
  category TEXT NOT NULL,
  definition TEXT NOT NULL,
  example TEXT NOT NULL,
  aliases TEXT NOT NULL,
  common INTEGER NOT NULL CHECK (common IN (0, 1)),
  "check" TEXT
) STRICT;
INSERT INTO new_skill_texts (hash, name, category, definition, example, aliases, common, "check")
  SELECT unhex(substr(id, 1, 32)), name, category, definition, example, aliases, common, "check" FROM skill_texts
  ORDER BY rowid;

CREATE TABLE new_mixes (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  mix_id TEXT NOT NULL,
  topic TEXT NOT NULL,
  topic_aliases TEXT NOT NULL,
  split TEXT NOT NULL,
  seed REAL,
  k INTEGER NOT NULL,
  skills TEXT NOT NULL
) STRICT;
INSERT INTO new_mixes (hash, mix_id, topic, topic_aliases, split, seed, k, skills)
  SELECT unhex(substr(version, 1, 32)), mix_id, topic, topic_aliases, split, seed, k, (
    SELECT json_group_array(new_skill_texts.id ORDER BY position) FROM mix_skills
    JOIN new_skill_texts ON hash = unhex(substr(skill_id, 1, 32)) WHERE mix_version = version)
  FROM mixes ORDER BY rowid;

CREATE TABLE new_samples (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  run_id TEXT NOT NULL REFERENCES runs (id),
  file TEXT NOT NULL,
  mix INTEGER NOT NULL REFERENCES mixes (id),
  student TEXT NOT NULL,
  sampling TEXT,
  purpose TEXT,
  generation INTEGER NOT NULL,
  prompt_version TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  why TEXT,
  call_keys TEXT NOT NULL,
  text TEXT,
  explanation TEXT,
  draft TEXT
) STRICT;
INSERT INTO new_samples (id, run_id, file, mix, student, generation, prompt_version, created_at, kind, why, call_keys,
    text, explanation, draft)
  SELECT samples.id, run_id, file, new_mixes.id, student, generation, prompt_version, created_at, kind, why, call_keys,
    text, explanation, draft
  FROM samples JOIN new_mixes ON hash = unhex(substr(mix_version, 1, 32)) ORDER BY samples.rowid;

CREATE TABLE new_gradings (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  sample INTEGER NOT NULL REFERENCES samples (number),
  grader TEXT NOT NULL,
  round INTEGER NOT NULL,
  rubric_version TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  call_key TEXT,
  kind TEXT NOT NULL,
  why TEXT,
  earned INTEGER,
  named INTEGER,
  unquoted INTEGER,
  criteria INTEGER,
  words TEXT
) STRICT;
INSERT INTO new_gradings (id, sample, grader, round, rubric_version, created_at, call_key, kind, why)
  SELECT gradings.id, new_samples.number, grader, round, rubric_version, gradings.created_at, call_key, gradings.kind,
    gradings.why
  FROM gradings JOIN new_samples ON new_samples.id = sample_id ORDER BY gradings.rowid;

CREATE TABLE new_points (
  grading INTEGER PRIMARY KEY REFERENCES gradings (number),
  content TEXT NOT NULL
) STRICT;
INSERT INTO new_points (grading, content)
  SELECT number,
    json_group_array(json_array(points.kind, skill, point, reason, quote, quote_found, points.named) ORDER BY position)
  FROM points JOIN new_gradings ON new_gradings.id = grading_id GROUP BY number;

DROP TABLE points;
DROP TABLE gradings;
DROP TABLE samples;
DROP TABLE mix_skills;
DROP TABLE mixes;
DROP TABLE skill_texts;
ALTER TABLE new_skill_texts RENAME TO skill_texts;
ALTER TABLE new_mixes RENAME TO mixes;
ALTER TABLE new_samples RENAME TO samples;
ALTER TABLE new_gradings RENAME TO gradings;
ALTER TABLE new_points RENAME TO points;
CREATE INDEX samples_by_age ON samples (created_at);
CREATE INDEX samples_by_file ON samples (file, created_at);
CREATE INDEX samples_by_run ON samples (run_id, created_at);
CREATE INDEX samples_by_mix ON samples (mix);
CREATE INDEX gradings_by_sample ON gradings (sample);

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
