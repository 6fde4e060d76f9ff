import type { Migration } from './migration.ts';

/**
 * The facts of a grading in one text, parted by U+001F: round, time, first letter of its kind and criteria, masks, and
 * as much of the digest of its words and of its call as tells the rounds of one text apart.
 */
const PACKED_GRADING = `(round || char(31) || created_at || char(31) || substr(kind, 1, 1) ||
  ifnull(criteria, 0) || char(31) || ifnull(earned, 0) || char(31) || ifnull(named, 0) || char(31) ||
  ifnull(unquoted, 0) || char(31) || ifnull(substr(words, 1, 11), '') || char(31) || ifnull(substr(call_key, -12), ''))`;

/**
 * What a report reads, packed once when it is written and kept in the order in which it is read: to pack 300,000
 * gradings while reading them would cost more than all the rest.
 */
export const reportIndexes: Migration = {
  version: 3,
  changesData: false,
  sql: `
CREATE INDEX samples_for_report ON samples (number, mix, kind, student, sampling, purpose, file, run_id);
CREATE INDEX gradings_for_report ON gradings (sample, grader, ${PACKED_GRADING});
DROP INDEX gradings_by_sample;
`,
};
