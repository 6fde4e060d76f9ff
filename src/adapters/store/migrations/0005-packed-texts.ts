import type { Migration } from './migration.ts';

/**
 * Long texts are kept packed (`deflated.ts` says how): a column of type ANY has a text in words or, as a blob, packed.
 * Rows from before stay in words.
 *
 * dictionaries: what texts are packed with. samples: `more` is a JSON list of the explanation and the draft; the text
 * itself stays in words, so that it can be searched.
 */
export const packedTexts: Migration = {
  version: 5,
  changesData: true,
  sql: `
CREATE TABLE dictionaries (
  id INTEGER PRIMARY KEY,
  content BLOB NOT NULL UNIQUE
) STRICT;

CREATE TABLE new_texts (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  content ANY NOT NULL
) STRICT;
INSERT INTO new_texts (id, hash, content) SELECT id, hash, content FROM texts ORDER BY id;
DROP TABLE texts;
ALTER TABLE new_texts RENAME TO texts;

CREATE TABLE new_points (
  grading INTEGER PRIMARY KEY REFERENCES gradings (number),
  content ANY NOT NULL
) STRICT;
INSERT INTO new_points (grading, content) SELECT grading, content FROM points ORDER BY grading;
DROP TABLE points;
ALTER TABLE new_points RENAME TO points;

ALTER TABLE samples ADD COLUMN more ANY;
UPDATE samples SET more = json_array(explanation, draft) WHERE explanation IS NOT NULL OR draft IS NOT NULL;
ALTER TABLE samples DROP COLUMN explanation;
ALTER TABLE samples DROP COLUMN draft;
`,
};
