import type { Migration } from './migration.ts';

/**
 * What a report needs of each sample, kept with every sample and grading that is written, so that a report reads one
 * short row instead of all rounds. Version 7 works it out for samples that were written before.
 *
 * series: who wrote, how and what for, and where the mix was drawn from, as a JSON list. judgements: what the rounds of
 * one grader come to, as a JSON list; there are few different ones. results: `first_mix` is the first version of the mix;
 * `outcome` is 0 for a text, 1 for an unreadable and 2 for a failed sample, then how many judgements there are of it, and
 * their ids, with commas between.
 */
export const results: Migration = {
  version: 4,
  changesData: true,
  sql: `
CREATE TABLE series (
  id INTEGER PRIMARY KEY,
  file TEXT NOT NULL,
  content TEXT NOT NULL,
  UNIQUE (file, content)
) STRICT;

CREATE TABLE judgements (
  id INTEGER PRIMARY KEY,
  content TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE results (
  sample INTEGER PRIMARY KEY REFERENCES samples (number),
  series INTEGER NOT NULL REFERENCES series (id),
  mix INTEGER NOT NULL REFERENCES mixes (id),
  first_mix INTEGER NOT NULL,
  outcome TEXT NOT NULL
) STRICT;
CREATE INDEX results_by_mix ON results (first_mix, series, mix, sample, outcome);

CREATE INDEX mixes_by_id ON mixes (mix_id);
CREATE INDEX gradings_by_sample ON gradings (sample);
DROP INDEX gradings_for_report;
DROP INDEX samples_for_report;
`,
};
