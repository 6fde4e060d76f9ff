/**
 * Regular expressions (source text, flags `giu`) for words as they stand in a text. Spaces, hyphens, the kinds of
 * apostrophe, Unicode form and invisible characters do not tell two forms apart.
 */

/** A name or alias on word boundaries, its last word in the singular or plural, with or without 's. */
export function namePattern(name: string): string | undefined {
  const words = wordsOf(name);
  const last = words.at(-1);
  if (last === undefined) return undefined;
  return bounded([...words.slice(0, -1).map(spelled), pluralForms(last)].join(SEPARATOR));
}

/** One word on word boundaries with its simple inflections: sewing, sew, sews, sewed, sewer, sewn. */
export function inflectedPattern(word: string): string {
  const stem = stemOf(word);
  if (stem.length < 3) return bounded(pluralForms(word));
  const last = stem.at(-1) ?? '';
  const doubled = /[b-df-hj-np-tv-z]/u.test(last) ? `${spelled(last)}?` : '';
  const changed = /[iy]/iu.test(last) ? `${spelled(stem.slice(0, -1))}(?:y|i)` : spelled(stem);
  return bounded(`(?:${pluralForms(word)}|${changed}${doubled}e?(?:s|es|d|ed|ing|ings|r|er|rs|ers|n)?)`);
}

/** The words of a name, without marks other than apostrophes within a word. */
export function wordsOf(name: string): string[] {
  return name.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+(?:['’ʼ‘`´][\p{L}\p{N}\p{M}]+)*/gu) ?? [];
}

const INVISIBLE = String.raw`[\u00AD\u200B-\u200F\u2060\uFEFF]*`;
const SEPARATOR = String.raw`[\s\p{Pd}_*\u200B\u00AD]+`;
const WORD = String.raw`[\p{L}\p{N}\p{M}]`;

function bounded(pattern: string): string {
  return `(?<!${WORD})${pattern}(?:['’ʼ‘´]s?)?(?!${WORD})`;
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
