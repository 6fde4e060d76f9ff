import { fillQueries } from './fillQueries.ts';
import type { Migration } from './migration.ts';

/**
 * SQLite's tables of characters are of 2012, and take what they do not know for a letter: the signs among that which texts
 * use (emoji most of all), so that they part words. With them what stands after an emoji to choose its form, and the
 * halves of emoji that `storedText.ts` keeps where a text was cut.
 */
const NEWER_SIGNS: readonly (readonly [first: number, last: number])[] = [
  [0x061c, 0x061c],
  [0x2066, 0x2069],
  [0x20ba, 0x20cf],
  [0x23f4, 0x23ff],
  [0x2b5a, 0x2bff],
  [0x2e3c, 0x2e7f],
  [0xfe00, 0xfe0f],
  [0x1f300, 0x1faff],
  [0x10f83c, 0x10f83e],
];

const separators = NEWER_SIGNS.flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)),
).join('');

/** Options of an index of words. Words are what `wordsIn` takes for words; capitals and marks make no difference. */
export const wordIndex = `
  content = '', columnsize = 0, detail = none,
  tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc' separators '${separators}'"`;

/**
 * What the results page looks texts up by.
 *
 * results: `differing` has bit i where the rounds behind the i-th judgement of `outcome` differ.
 * text_words: which samples hold a word, by number; kept by the triggers. reason_words: the same of gradings and what
 * they say. Neither keeps the words' places or the texts themselves, which stand elsewhere: that more than halves them.
 */
export const queries: Migration = {
  version: 7,
  changesData: true,
  fill: fillQueries,
  sql: `
ALTER TABLE results ADD COLUMN differing INTEGER NOT NULL DEFAULT 0;

CREATE VIRTUAL TABLE text_words USING fts5 (text, ${wordIndex});
CREATE VIRTUAL TABLE reason_words USING fts5 (reasons, ${wordIndex});

CREATE TRIGGER text_words_of_new AFTER INSERT ON samples WHEN new.text IS NOT NULL BEGIN
  INSERT INTO text_words (rowid, text) VALUES (new.number, new.text);
END;
CREATE TRIGGER text_words_of_changed AFTER UPDATE OF text ON samples WHEN new.text IS NOT old.text BEGIN
  INSERT INTO text_words (text_words, rowid, text) SELECT 'delete', old.number, old.text WHERE old.text IS NOT NULL;
  INSERT INTO text_words (rowid, text) SELECT new.number, new.text WHERE new.text IS NOT NULL;
END;
`,
};
