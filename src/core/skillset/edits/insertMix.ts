import type { SkillsetDocument } from '../document.ts';
import { mixesSection } from '../mixEntries.ts';
import { isEmpty } from '../tree/node.ts';
import type { Placed, Section } from '../tree/section.ts';
import { renderName, renderNames } from './renderName.ts';
import { columnOf, endOfLine, lineEndOf, nextLine, type TextEdit } from './textEdit.ts';

/** The names of a mix. */
export interface NewMix {
  readonly skills: readonly string[];
  readonly topic: string;
}

/** Adds a mix behind the others. Where the file has no `mixes:`, they are added at its end. */
export function insertMixEdit(document: SkillsetDocument, mix: NewMix): TextEdit {
  const section = mixesSection(document);
  if (section === undefined) return addSection(document.text, mix);
  const { content } = section;
  if (content.kind === 'value')
    return isEmpty(content.value.node) ? fillSection(document, section, mix) : nothing();
  const last = content.items.at(-1);
  if (last === undefined) return replaceEmptyList(document, section, content.range, mix);
  return content.flow ? addToBrackets(last, mix) : addItem(document.text, section, last, mix);
}

const INDENT = 2;

function addSection(text: string, mix: NewMix): TextEdit {
  const lineEnd = lineEndOf(text);
  const gap = text.trim() === '' ? '' : lineEnd;
  const before = text === '' || text.endsWith('\n') ? gap : lineEnd + gap;
  const newText = `${before}mixes:${lineEnd}${itemLines(mix, INDENT, lineEnd)}`;
  return { start: text.length, end: text.length, newText };
}

function fillSection({ text }: SkillsetDocument, { key }: Section, mix: NewMix): TextEdit {
  const colon = text.indexOf(':', key.end) + 1;
  const value = /^[ \t]*(?:~|null|Null|NULL)/u.exec(text.slice(colon, endOfLine(text, colon)))?.[0] ?? '';
  return afterKey(text, { start: colon, end: colon + value.length }, mix);
}

/** `[]` */
function replaceEmptyList(
  { text }: SkillsetDocument,
  { key }: Section,
  list: { readonly end: number },
  mix: NewMix,
): TextEdit {
  return afterKey(text, { start: text.indexOf(':', key.end) + 1, end: list.end }, mix);
}

/** What stands between is taken out; a comment behind it stays in the line of the key. */
function afterKey(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  mix: NewMix,
): TextEdit {
  const lineEnd = lineEndOf(text);
  const rest = text.slice(end, endOfLine(text, end)).trimEnd();
  const newText = `${rest}${lineEnd}${itemLines(mix, INDENT, lineEnd)}`;
  return { start, end: nextLine(text, end), newText };
}

function addToBrackets({ at, node }: Placed, mix: NewMix): TextEdit {
  const start = at + node.end;
  return {
    start,
    end: start,
    newText: `, { skills: ${renderNames(mix.skills)}, topic: ${renderName(mix.topic)} }`,
  };
}

function addItem(text: string, { range }: Section, last: Placed, mix: NewMix): TextEdit {
  const start = lastLineEnd(text, last.at + last.node.end, range.end);
  const isAtLineStart = text[start - 1] === '\n';
  const lineEnd = lineEndOf(text);
  const newText = `${isAtLineStart ? '' : lineEnd}${itemLines(mix, dashColumn(text, last), lineEnd)}`;
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

function itemLines({ skills, topic }: NewMix, indent: number, lineEnd: string): string {
  const margin = ' '.repeat(indent);
  return `${margin}- skills: ${renderNames(skills)}${lineEnd}${margin}  topic: ${renderName(topic)}${lineEnd}`;
}

function nothing(): TextEdit {
  return { start: 0, end: 0, newText: '' };
}
