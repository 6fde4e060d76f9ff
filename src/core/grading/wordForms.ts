/**
 * Regular expressions (source text, flags `giu`) for words as they stand in a text. Spaces, hyphens, the kinds of
 * apostrophe, Unicode form and invisible characters do not tell two forms apart.
 */

/**
 * A name or alias on word boundaries, its last word in the singular or plural, with or without 's. Marks between the
 * words of the name may stand there or be left out: "cause & effect", "either/or fallacy".
 */
export function namePattern(name: string): string | undefined {
  const words = wordsOf(name);
  const last = words.at(-1);
  if (last === undefined) return undefined;
  const marks = name.normalize('NFC').split(WORDS).slice(1);
  const beginning = words.slice(0, -1).map((word, index) => spelled(word) + separator(marks[index] ?? ''));
  return bounded(beginning.join('') + pluralForms(last), words.join(' '));
}

/** One word on word boundaries with its simple inflections: sewing, sew, sews, sewed, sewer, sewn. */
export function inflectedPattern(word: string): string {
  const stem = stemOf(word);
  if (stem.length < 3) return bounded(pluralForms(word), word);
  const last = stem.at(-1) ?? '';
  const doubled = /[b-df-hj-np-tv-z]/u.test(last) ? `${spelled(last)}?` : '';
  const changed = /[iy]/iu.test(last) ? `${spelled(stem.slice(0, -1))}(?:y|i)` : spelled(stem);
  const endings = 'e?(?:s|es|d|ed|ing|ings|r|er|rs|ers|n)?';
  return bounded(`(?:${pluralForms(word)}|${changed}${doubled}${endings})`, word);
}

/** The words of a name, without marks other than apostrophes within a word. */
export function wordsOf(name: string): string[] {
  return name.normalize('NFC').match(WORDS) ?? [];
}

const WORDS = /[\p{L}\p{N}\p{M}]+(?:['’ʼ‘`´][\p{L}\p{N}\p{M}]+)*/gu;

const INVISIBLE = String.raw`[\u00AD\u200B-\u200F\u2060\uFEFF]*`;
const SEPARATOR = String.raw`[\s\p{Pd}_*\u200B\u00AD]+`;
const WORD = String.raw`[\p{L}\p{N}\p{M}]`;

/** Scripts that put no space between words; and Korean, whose particles stand behind a word without one. */
const UNSPACED = String.raw`[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]`;
const UNSPACED_BEHIND = String.raw`(?:${UNSPACED}|\p{scx=Hang})`;

/** Neither within a longer word before it nor behind it, where the script shows what a word is. */
function bounded(pattern: string, word: string): string {
  const before = new RegExp(`^${UNSPACED}`, 'u').test(word) ? '' : `(?<!(?!${UNSPACED})${WORD})`;
  const behind = new RegExp(`${UNSPACED_BEHIND}$`, 'u').test(word) ? '' : `(?!(?!${UNSPACED_BEHIND})${WORD})`;
  return `${before}${pattern}(?:['’ʼ‘´]s?)?${behind}`;
}

/** What may stand between two words that the name parts by these marks. */
function separator(marks: string): string {
  const own = marks
    .replace(/\s+/gu, '')
    .replace(/./gsu, (mark) => `\\u{${mark.codePointAt(0)?.toString(16)}}\\s*`);
  return own === '' ? SEPARATOR : `(?:${SEPARATOR}|\\s*${own})`;
}

/** Each letter as it is or taken apart into letter and accent, with nothing visible between letters. */
function spelled(word: string): string {
  return [...word].map(letterPattern).join(INVISIBLE);
}

function letterPattern(letter: string): string {
  if (/['’ʼ‘`´]/u.test(letter)) return "['’ʼ‘`´]?";
  const apart = letter.normalize('NFD');
  return apart === letter ? letter : `(?:${letter}|${apart})`;
}

function pluralForms(word: string): string {
  const cut = (count: number) => spelled(word.slice(0, -count));
  if (/(?:[^aeiou]|qu)y$/iu.test(word)) return `${cut(1)}(?:y|ies)`;
  if (/ies$/iu.test(word)) return `${cut(3)}(?:y|ies)`;
  if (/is$/iu.test(word)) return `${cut(2)}(?:is|es)`;
  if (/(?:s|x|z|ch|sh)$/iu.test(word)) return `${pluralCut(word)}(?:es)?`;
  return `${spelled(word)}s?`;
}

/** A name in the plural counts in the singular too. */
function pluralCut(word: string): string {
  return /[^su]s$/iu.test(word) ? `${spelled(word.slice(0, -1))}${spelled('s')}?` : spelled(word);
}

function stemOf(word: string): string {
  const stem = word.replace(/(?:ings?|ers?|ed|es|s|e)$/iu, '');
  if (stem.length < 3) return word;
  return /([b-df-hj-np-tv-z])\1$/iu.test(stem) && !/(?:ll|ss)$/iu.test(stem) ? stem.slice(0, -1) : stem;
}
