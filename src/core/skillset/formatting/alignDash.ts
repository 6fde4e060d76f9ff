import type { TextEdit } from '../edits/textEdit.ts';

/**
 * Moves a dash that was just typed, alone in its line and deeper than any list there, to the list that it goes on with.
 * `offset` is behind the dash, or behind a blank after it: who types fast types on before the dash is moved. Undefined: it stands well, or in a text.
 */
export function alignDash(text: string, offset: number): TextEdit | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const column = LONE_DASH.exec(text.slice(start, offset))?.[1]?.length;
  const rest = /^[^\r\n]*/u.exec(text.slice(offset))?.[0] ?? '';
  if (column === undefined || rest.trim() !== '') return undefined;
  const list = listColumn(linesBefore(text, start), column);
  return list === undefined || list === column
    ? undefined
    : { start: start + list, end: start + column, newText: '' };
}

/** A line that may be a new entry of a list, as far as the cursor. */
export const LONE_DASH = /^( *)- ?$/u;

/** The deepest list around that a dash at the column can go on with. */
function listColumn(lines: Iterable<string>, column: number): number | undefined {
  /** What stands deeper than this belongs to something that has ended. */
  let depth = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    const words = line.trim();
    const indent = line.length - line.trimStart().length;
    if (words === '' || words.startsWith('#') || indent >= depth) continue;
    if (indent < column && /[|>][-+0-9]*(?:\s+#.*)?$/u.test(words)) return undefined;
    // A key without a value: its list begins here.
    if (depth === Number.POSITIVE_INFINITY && indent < column && /:(?:\s+#.*)?$/u.test(words))
      return undefined;
    depth = indent;
    if (indent <= column && /^-(?:\s|$)/u.test(words)) return indent;
  }
  return undefined;
}

/** The lines above, the nearest first. */
function* linesBefore(text: string, start: number): Generator<string> {
  for (let end = start; end > 0; ) {
    const from = text.lastIndexOf('\n', end - 2) + 1;
    yield text.slice(from, end).trimEnd();
    end = from;
  }
}
