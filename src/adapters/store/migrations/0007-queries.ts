import { fillQueries } from './fillQueries.ts';
import type { Migration } from './migration.ts';

/**
 * What the results page looks texts up by.
 *
 * results: `differing` has bit i where the rounds behind the i-th judgement of `outcome` differ.
 * text_words: which samples hold a word, by number; kept by the triggers. reason_words: the same of gradings and what
 * they say. Neither keeps the words' places or the texts themselves, which stand elsewhere: that more than halves them.
 * A mark belongs to its letter.
 */
export const queries: Migration = {
  version: 7,
  changesData: false,
  fill: fillQueries,
  sql: `
ALTER TABLE results ADD COLUMN differing INTEGER NOT NULL DEFAULT 0;

CREATE VIRTUAL TABLE text_words USING fts5 (
  text, content = '', columnsize = 0, detail = none, tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
);
CREATE VIRTUAL TABLE reason_words USING fts5 (
  reasons, content = '', columnsize = 0, detail = none, tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
);

CREATE TRIGGER text_words_of_new AFTER INSERT ON samples WHEN new.text IS NOT NULL BEGIN
  INSERT INTO text_words (rowid, text) VALUES (new.number, new.text);
END;
CREATE TRIGGER text_words_of_changed AFTER UPDATE OF text ON samples WHEN new.text IS NOT old.text BEGIN
  INSERT INTO text_words (text_words, rowid, text) SELECT 'delete', old.number, old.text WHERE old.text IS NOT NULL;
  INSERT INTO text_words (rowid, text) SELECT new.number, new.text WHERE new.text IS NOT NULL;
END;
`,
};
