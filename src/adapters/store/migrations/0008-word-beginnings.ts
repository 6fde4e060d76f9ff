import { wordIndex } from './0007-queries.ts';
import { fillWords } from './fillWords.ts';
import type { Migration } from './migration.ts';

/**
 * The indexes of words are made anew with one of beginnings: which texts hold a word that begins with these letters stands
 * in one list, where the lists of all such words had to be merged. Longer beginnings have few words.
 */
export const wordBeginnings: Migration = {
  version: 8,
  changesData: false,
  fill: fillWords,
  sql: `
DROP TABLE text_words;
DROP TABLE reason_words;
CREATE VIRTUAL TABLE text_words USING fts5 (text, prefix = '2 3', ${wordIndex});
CREATE VIRTUAL TABLE reason_words USING fts5 (reasons, prefix = '2 3', ${wordIndex});
`,
};
