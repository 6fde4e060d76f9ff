import type { SkillsetDocument } from '../document.ts';
import { isEmpty } from '../tree/node.ts';
import type { Placed, Section } from '../tree/section.ts';
import { columnOf, endOfLine, lineEndOf, nextLine, type TextEdit } from './textEdit.ts';

/** An entry of a top-level list, in the two ways that it can be written. */
export interface NewItem {
  /** By indentation: what stands behind the dash, and the lines below it. */
  readonly lines: readonly string[];
  /** Within brackets, in one line. */
  readonly flow: string;
}

/** Adds an entry behind the others of a section. Where the file has no such section, it is added at its end. */
export function insertItemEdit(document: SkillsetDocument, name: string, item: NewItem): TextEdit {
  const section = document.sections.find((one) => one.name === name);
  if (section === undefined) return addSection(document.text, name, item);
  const { content } = section;
  if (content.kind === 'value')
    return isEmpty(content.value.node) ? fillSection(document, section, item) : nothing();
  const last = content.items.at(-1);
  if (last === undefined) return replaceEmptyList(document, section, content.range, item);
  return content.flow ? addToBrackets(last, item) : addItem(document.text, section, last, item);
}

const INDENT = 2;

function addSection(text: string, name: string, item: NewItem): TextEdit {
  const lineEnd = lineEndOf(text);
  const gap = text.trim() === '' ? '' : lineEnd;
  const before = text === '' || text.endsWith('\n') ? gap : lineEnd + gap;
  const newText = `${before}${name}:${lineEnd}${itemLines(item, INDENT, lineEnd)}`;
  return { start: text.length, end: text.length, newText };
}

function fillSection({ text }: SkillsetDocument, { key }: Section, item: NewItem): TextEdit {
  const colon = text.indexOf(':', key.end) + 1;
  const value = /^[ \t]*(?:~|null|Null|NULL)/u.exec(text.slice(colon, endOfLine(text, colon)))?.[0] ?? '';
  return afterKey(text, { start: colon, end: colon + value.length }, item);
}

/** `[]` */
function replaceEmptyList(
  { text }: SkillsetDocument,
  { key }: Section,
  list: { readonly end: number },
  item: NewItem,
): TextEdit {
  return afterKey(text, { start: text.indexOf(':', key.end) + 1, end: list.end }, item);
}

/** What stands between is taken out; a comment behind it stays in the line of the key. */
function afterKey(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  item: NewItem,
): TextEdit {
  const lineEnd = lineEndOf(text);
  const rest = text.slice(end, endOfLine(text, end)).trimEnd();
  const newText = `${rest}${lineEnd}${itemLines(item, INDENT, lineEnd)}`;
  return { start, end: nextLine(text, end), newText };
}

function addToBrackets({ at, node }: Placed, { flow }: NewItem): TextEdit {
  const start = at + node.end;
  return { start, end: start, newText: `, ${flow}` };
}

function addItem(text: string, { range }: Section, last: Placed, item: NewItem): TextEdit {
  const start = lastLineEnd(text, last.at + last.node.end, range.end);
  const isAtLineStart = text[start - 1] === '\n';
  const lineEnd = lineEndOf(text);
  const newText = `${isAtLineStart ? '' : lineEnd}${itemLines(item, dashColumn(text, last), lineEnd)}`;
  return { start, end: start, newText };
}

/** Behind the line that the last item ends in. */
function lastLineEnd(text: string, end: number, sectionEnd: number): number {
  if (text[end - 1] === '\n') return end;
  return Math.min(nextLine(text, end), Math.max(sectionEnd, end));
}

/** The last dash at or before the node is that of its item. */
function dashColumn(text: string, { at, node }: Placed): number {
  const line = text.slice(text.lastIndexOf('\n', at + node.start - 1) + 1, at + node.start);
  const dash = line.indexOf('-');
  return dash === -1 ? columnOf(text, text.lastIndexOf('-', at + node.start)) : dash;
}

function itemLines({ lines }: NewItem, indent: number, lineEnd: string): string {
  const margin = ' '.repeat(indent);
  return lines.map((line, index) => `${margin}${index === 0 ? '-' : ' '} ${line}${lineEnd}`).join('');
}

function nothing(): TextEdit {
  return { start: 0, end: 0, newText: '' };
}
