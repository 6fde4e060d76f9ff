import { parseDocument, type SkillsetDocument } from '../document.ts';
import { applyEdits, endOfLine, lineEndOf, nextLine, type TextEdit } from '../edits/textEdit.ts';
import type { TextRange } from '../problem.ts';
import { isSameMeaning } from './isSameMeaning.ts';
import { type Layout, layoutOf } from './layout.ts';

/**
 * The edits that lay a file out: two spaces for each level, one behind dashes and colons, none at the end of a line; one
 * blank line where there are several, and none where the file begins or ends. Only blanks change, so that comments and
 * quotes stay as they are; a file that would mean something else, or cannot be read, is left alone.
 */
export function formatEdits(document: SkillsetDocument): TextEdit[] {
  const { text, path, problems } = document;
  if (problems.length > 0 || text.trim() === '') return [];
  const edits = [...lineEdits(text, layoutOf(document))].filter(
    ({ start, end, newText }) => text.slice(start, end) !== newText,
  );
  const after = parseDocument(path, applyEdits(text, edits));
  return isSameMeaning(document, after) ? edits : [];
}

function* lineEdits(text: string, layout: Layout): Generator<TextEdit> {
  yield* layout.gaps;
  const texts = layout.texts.toSorted((one, other) => one.start - other.start);
  /** How far the last line with a column of its own has moved: what follows it moves along. */
  let shift = 0;
  let isAfterBlank = true;
  const lastWord = text.trimEnd().length;
  let next = 0;
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length; at = nextLine(text, at)) {
    const end = endOfLine(text, at);
    while ((texts[next]?.end ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    const isInText = (texts[next]?.start ?? Number.POSITIVE_INFINITY) < at;
    const first = at + (/^[ \t]*/u.exec(text.slice(at, end))?.[0].length ?? 0);
    if (isInText) {
      if (first < end) yield* indent(at, first, first - at + shift);
      isAfterBlank = false;
      continue;
    }
    if (first === end) {
      // Of several blank lines the first stays; what it holds goes.
      yield isAfterBlank || at >= lastWord
        ? { start: at, end: nextLine(text, at), newText: '' }
        : { start: at, end, newText: '' };
      isAfterBlank = true;
      continue;
    }
    isAfterBlank = false;
    const column = text[first] === '#' ? columnOfComment(text, first, layout) : layout.columns.get(first);
    if (column !== undefined && text[first] !== '#') shift = column - (first - at);
    yield* indent(at, first, column ?? first - at + shift);
    yield* trailing(text, { start: first, end }, texts[next]);
  }
  if (!/\n[ \t]*$/u.test(text)) yield { start: text.length, end: text.length, newText: lineEndOf(text) };
}

function* indent(at: number, first: number, column: number): Generator<TextEdit> {
  yield { start: at, end: first, newText: ' '.repeat(Math.max(0, column)) };
}

/** A comment stands above what it is about. */
function columnOfComment(text: string, from: number, { columns }: Layout): number | undefined {
  for (let at = nextLine(text, from); at < text.length; at = nextLine(text, at)) {
    const first = at + (/^[ \t]*/u.exec(text.slice(at, endOfLine(text, at)))?.[0].length ?? 0);
    const column = columns.get(first);
    if (column !== undefined) return column;
    if (text[first] !== '#') return undefined;
  }
  return undefined;
}

/** Blanks at the end of a line, unless a text goes on there. */
function* trailing(
  text: string,
  { start, end }: TextRange,
  open: TextRange | undefined,
): Generator<TextEdit> {
  const words = text.slice(start, end).trimEnd().length;
  const isInText = open !== undefined && open.start < end && open.end > end;
  if (start + words < end && !isInText) yield { start: start + words, end, newText: '' };
}
