/**
 * Brackets that are open at once, and indicators in one line, `- - -` or `a: b: c:`. Far more than a skillset needs, and
 * far fewer than would end the stack.
 */
const MOST_OPEN = 200;

/**
 * Where a text may nest so deep that reading it would end the stack; undefined: nowhere. It has to be known before:
 * where the stack ends while V8 compiles a regular expression, it ends the process. Quotes and comments count like
 * everything else.
 */
export function tooNestedAt(text: string): number | undefined {
  let brackets = 0;
  let indicators = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === NEW_LINE) indicators = 0;
    else if (OPENING.has(code)) brackets += 1;
    else if (CLOSING.has(code)) brackets = Math.max(0, brackets - 1);
    else if (INDICATORS.has(code) && isBlank(text.charCodeAt(at + 1))) indicators += 1;
    if (brackets + indicators > MOST_OPEN) return at;
  }
  return undefined;
}

const NEW_LINE = 10;
const OPENING = codesOf('[{');
const CLOSING = codesOf(']}');
const INDICATORS = codesOf('-?:');

function codesOf(characters: string): ReadonlySet<number> {
  return new Set(Array.from(characters, (character) => character.charCodeAt(0)));
}

/** At the end of the text there is no code. */
function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || Number.isNaN(code);
}
