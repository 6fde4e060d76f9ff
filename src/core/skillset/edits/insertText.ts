import type { SkillsetDocument } from '../document.ts';
import { placedMixes } from '../mixEntries.ts';
import type { Pair } from '../tree/node.ts';
import { insertIntoFlow } from './insertIntoFlow.ts';
import { type MixTarget, pairEnd, textPair } from './mixTarget.ts';
import { columnOf, endOfLine, lineEndOf, nextLine, type TextEdit } from './textEdit.ts';
import { writeText } from './writeText.ts';

/**
 * Writes the text of a mix, in place of the one that it has. Reading the file again gives the text as it was, but for a
 * last line end and with `\n` for every line end. `mixIndex` is that of `mixEntries`. Where there is no such mix, or it
 * is no mapping that is written there, the edit changes nothing.
 */
export function insertTextEdit(document: SkillsetDocument, mixIndex: number, text: string): TextEdit {
  const placed = placedMixes(document)[mixIndex];
  if (placed?.node.kind !== 'mapping') return { start: 0, end: 0, newText: '' };
  const target: MixTarget = { source: document.text, at: placed.at, mapping: placed.node };
  if (isAlias(target)) return { start: 0, end: 0, newText: '' };
  if (placed.node.flow) return insertIntoFlow(target, text);
  const pair = textPair(target);
  return pair === undefined ? addText(target, text) : replaceText(target, pair, text);
}

/** The mapping stands somewhere else, and only its alias here. */
function isAlias({ source, at, mapping }: MixTarget): boolean {
  return source[at + mapping.start] === '*';
}

function addText(target: MixTarget, text: string): TextEdit {
  const { source, at, mapping } = target;
  const last = mapping.pairs.at(-1);
  const indent = columnOf(source, at + (last?.key.start ?? mapping.start));
  const start = last === undefined ? at + mapping.end : nextEntry(target, last);
  const isAtLineStart = start === 0 || source[start - 1] === '\n';
  const before = `${isAtLineStart ? '' : lineEndOf(source)}${' '.repeat(indent)}text:`;
  return writeText({ source, start, end: start, indent, before, comment: '' }, text);
}

function replaceText(target: MixTarget, pair: Pair, text: string): TextEdit {
  const { source, at } = target;
  const start = at + pair.key.start;
  const isBlock = pair.value.kind === 'scalar' && pair.value.style === 'block';
  const rest = isBlock ? '' : source.slice(pairEnd(target, pair), endOfLine(source, pairEnd(target, pair)));
  const place = { source, start, end: nextEntry(target, pair), indent: columnOf(source, start) };
  const before = `${source.slice(start, at + pair.key.end)}:`;
  return writeText({ ...place, before, comment: commentOf(rest) }, text);
}

/** Where what follows a pair starts: a line, or the end of the file. */
function nextEntry(target: MixTarget, pair: Pair): number {
  const end = pairEnd(target, pair);
  return target.source[end - 1] === '\n' ? end : nextLine(target.source, end);
}

function commentOf(rest: string): string {
  return /^[ \t]+#.*$/u.test(rest) ? rest.trimEnd() : '';
}
