import { BLOCK_INDENT, renderQuoted, renderText } from './renderText.ts';
import { endOfLine, lineEndOf, nextLine, type TextEdit } from './textEdit.ts';

/** Where a key and its value are written. */
export interface Place {
  readonly source: string;
  readonly start: number;
  /** The start of a line, or the end of the file. */
  readonly end: number;
  /** Of the key, in spaces. */
  readonly indent: number;
  /** What is written before the value, the key and its colon included. */
  readonly before: string;
  /** What is written behind the value, in its first line. */
  readonly comment: string;
}

/** The edit that writes a text as the value of a key. */
export function writeText({ source, start, end, indent, before, comment }: Place, text: string): TextEdit {
  const lineEnd = lineEndOf(source);
  const rendered = renderText(text);
  const margin = ' '.repeat(indent + BLOCK_INDENT);
  const following = afterBlankLines(source, end);
  if (rendered.kind === 'quoted' || isCommentWithin(margin, source, following)) {
    return { start, end, newText: `${before} ${renderQuoted(text)}${comment}${lineEnd}` };
  }
  const lines = rendered.lines.map((line) => (line === '' ? '' : margin + line));
  const newText = [`${before} ${rendered.header}${comment}`, ...lines, ''].join(lineEnd);
  return { start, end: rendered.keepsBlankLines ? following : end, newText };
}

/** A comment that is indented as deep as the block scalar before it would become part of it. */
function isCommentWithin(margin: string, source: string, lineStart: number): boolean {
  const line = source.slice(lineStart, endOfLine(source, lineStart));
  return line.startsWith(margin) && line.trimStart().startsWith('#');
}

function afterBlankLines(source: string, from: number): number {
  let at = from;
  while (at < source.length && source.slice(at, endOfLine(source, at)).trim() === '')
    at = nextLine(source, at);
  return at;
}
