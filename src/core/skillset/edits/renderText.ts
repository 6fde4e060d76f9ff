/** How a text can be written as the value of a key. */
export type RenderedText =
  /** A literal block scalar: the header, and the lines without indentation, an empty one for an empty line. */
  | {
      readonly kind: 'block';
      readonly header: string;
      readonly lines: readonly string[];
      readonly keepsBlankLines: boolean;
    }
  /** One line in double quotes. */
  | { readonly kind: 'quoted'; readonly scalar: string };

/** The content of a block scalar stands this much deeper than its key. */
export const BLOCK_INDENT = 2;

/** A block scalar where YAML can hold the text in one, or else double quotes. Line ends of any kind become `\n`. */
export function renderText(text: string): RenderedText {
  const unified = text.replace(/\r\n?/gu, '\n');
  if (!fitsBlock(unified)) return { kind: 'quoted', scalar: renderQuoted(unified) };
  const trailing = /\n*$/u.exec(unified)?.[0].length ?? 0;
  const keepsBlankLines = trailing > 1;
  // Without a number, YAML takes the indentation of the first line that is not empty.
  const indicator = /^\n*[ \t]/u.test(unified) ? String(BLOCK_INDENT) : '';
  const lines = unified.replace(/\n$/u, '').split('\n');
  return { kind: 'block', header: `|${indicator}${keepsBlankLines ? '+' : ''}`, lines, keepsBlankLines };
}

/** JSON's strings are double-quoted scalars of YAML. */
export function renderQuoted(text: string): string {
  return JSON.stringify(text.replace(/\r\n?/gu, '\n'));
}

function fitsBlock(text: string): boolean {
  if (text.trim() === '') return false;
  // YAML allows no control characters outside of quotes, but for tabs and line feeds.
  if (/[^\P{Cc}\t\n]|[\u2028\u2029\ufeff]/u.test(text)) return false;
  // YAML drops a last line that holds spaces only.
  return !/\p{Surrogate}/u.test(text) && !/(?:^|\n)[ \t]+\n*$/u.test(text);
}
