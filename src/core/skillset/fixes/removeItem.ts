import type { SkillsetDocument } from '../document.ts';
import { nextLine, type TextEdit } from '../edits/textEdit.ts';
import { type FoundList, findList } from '../places/findPlace.ts';
import { shiftRange, type TextRange } from '../problem.ts';

/**
 * Takes the value at a range out of its list; where it is one in place of a list, an empty list is left. Undefined: it
 * stands there in a way that is better mended by hand.
 */
export function removeItemEdit(document: SkillsetDocument, range: TextRange): TextEdit | undefined {
  const { text } = document;
  if (text[range.start] === '*') return undefined;
  const found = findList(document, range.start);
  if (found === undefined) return { ...range, newText: '[]' };
  return found.list.flow ? removeFromBrackets(found, range) : removeLine(text, found, range);
}

function removeFromBrackets({ list, at }: FoundList, range: TextRange): TextEdit | undefined {
  const items = list.items.map((item) => shiftRange(item, at));
  const index = items.findIndex(({ start }) => start === range.start);
  const before = items[index - 1];
  const next = items[index + 1];
  if (index === -1) return undefined;
  if (before !== undefined) return { start: before.end, end: range.end, newText: '' };
  return { start: range.start, end: next?.start ?? range.end, newText: '' };
}

function removeLine(text: string, { list, at }: FoundList, range: TextRange): TextEdit | undefined {
  if (list.items.length === 1) return { start: at + list.start, end: range.end, newText: '[]' };
  const lineStart = text.lastIndexOf('\n', range.start - 1) + 1;
  const isAlone = /^ *- +$/u.test(text.slice(lineStart, range.start));
  return isAlone ? { start: lineStart, end: nextLine(text, range.end - 1), newText: '' } : undefined;
}
