/** A part of a text, in UTF-16 units. */
export interface EvidenceRange {
  readonly start: number;
  readonly end: number;
}

/** Where a quote stands in a text; undefined if it does not. */
export type QuoteFinder = (quote: string) => EvidenceRange | undefined;

/**
 * Finds the quotes of graders in a text. The kind of quotation mark and dash, case, white space and Unicode form are
 * ignored, and so are marks round the quote. An ellipsis in the quote may leave out words: then the range goes from the
 * first part to the last. Whole words are preferred to parts of words.
 */
export function quoteFinder(text: string): QuoteFinder {
  let haystack: Folded | undefined;
  return (quote) => {
    haystack ??= fold(text);
    for (const wanted of readings(fold(quote).letters)) {
      const range =
        findParts(haystack, wanted, onWords) ??
        (wanted.length === 1 ? findParts(haystack, wanted, anywhere) : undefined);
      if (range !== undefined) return range;
    }
    return undefined;
  };
}

/** A text in the form that is compared, with the place in the original of each of its units. */
interface Folded {
  readonly letters: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const IGNORED = /^(?:\p{Cf}|\uFE0E|\uFE0F)$/u;

function fold(text: string): Folded {
  const starts: number[] = [];
  const ends: number[] = [];
  let letters = '';
  // By the index: to go through a string character by character makes an object of each.
  for (let at = 0, end = 0; at < text.length; at = end) {
    const code = text.codePointAt(at) ?? 0;
    end = at + (code > 0xffff ? 2 : 1);
    const folded = ASCII[code] ?? foldCharacter(String.fromCodePoint(code));
    const isRepeatedSpace = folded === ' ' && letters.endsWith(' ');
    if (isRepeatedSpace) ends[ends.length - 1] = end;
    else {
      letters += folded;
      for (let unit = 0; unit < folded.length; unit += 1) {
        starts.push(at);
        ends.push(end);
      }
    }
  }
  return { letters, starts, ends };
}

function foldCharacter(character: string): string {
  if (IGNORED.test(character)) return '';
  if (/\s/u.test(character)) return ' ';
  if (/[‘’‚‛′´`ʼ]/u.test(character)) return "'";
  if (/[“”„‟″«»]/u.test(character)) return '"';
  if (/\p{Pd}|−/u.test(character)) return '-';
  return character.normalize('NFKD').toLowerCase();
}

/** The characters of plain English by their codes, which make up most texts. */
const ASCII: readonly string[] = Array.from({ length: 128 }, (_, code) =>
  foldCharacter(String.fromCharCode(code)),
);

/** The quote as it is, then without marks round it: graders add quotation marks and full stops of their own. */
function readings(quote: string): string[][] {
  const whole = quote.trim();
  const bare = whole.replace(/^["'\s([{*_]+/u, '').replace(/["'\s)\]}*_.,;:!?]+$/u, '');
  const parts = whole
    .split(/\s*(?:\[\s*\.{3,}\s*\]|\.{3,})\s*/u)
    .map((part) => part.replace(/^["'\s]+|["'\s]+$/gu, ''))
    .filter((part) => part !== '');
  const candidates = [[whole], [bare], parts.length > 1 || whole.includes('...') ? parts : []];
  return candidates.filter((reading) => reading.length > 0 && reading.every((part) => part !== ''));
}

/** Where a part stands at or behind an index; -1 if it does not. */
type Search = (letters: string, part: string, from: number) => number;

function findParts(
  { letters, starts, ends }: Folded,
  parts: readonly string[],
  search: Search,
): EvidenceRange | undefined {
  let from = 0;
  let first: number | undefined;
  for (const part of parts) {
    const at = search(letters, part, from);
    if (at === -1) return undefined;
    first ??= at;
    from = at + part.length;
  }
  const start = starts[first ?? -1];
  const end = ends[from - 1];
  return start === undefined || end === undefined ? undefined : { start, end };
}

function anywhere(letters: string, part: string, from: number): number {
  return letters.indexOf(part, from);
}

function onWords(letters: string, part: string, from: number): number {
  let at = letters.indexOf(part, from);
  while (at !== -1 && (isWithinWord(letters, at) || isWithinWord(letters, at + part.length))) {
    at = letters.indexOf(part, at + 1);
  }
  return at;
}

/** Scripts without spaces between words have no such boundary to keep. */
function isWithinWord(letters: string, at: number): boolean {
  const before = letters.slice(Math.max(0, at - 2), at);
  return /[\p{L}\p{N}\p{M}]$/u.test(before) && SPACED.test(letters.slice(at, at + 2));
}

const SPACED = /^(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}\p{M}]/u;
