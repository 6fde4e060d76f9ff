import type { SkillsetDocument } from '../document.ts';
import { nextLine, type TextEdit } from '../edits/textEdit.ts';
import { placedMixes } from '../mixEntries.ts';
import { shiftRange, type TextRange } from '../problem.ts';
import { valueAt } from '../tree/node.ts';

/** Takes a skill out of the list of its mix. Undefined: it stands there in a way that is better mended by hand. */
export function removeItemEdit(
  { text, ...document }: SkillsetDocument,
  range: TextRange,
): TextEdit | undefined {
  for (const { at, node } of placedMixes({ text, ...document })) {
    const list = valueAt(node, 'skills');
    if (list?.kind !== 'list') continue;
    const items = list.items.map((item) => shiftRange(item, at));
    const index = items.findIndex(({ start }) => start === range.start);
    const before = items[index - 1];
    if (before === undefined) continue;
    if (list.flow) return { start: before.end, end: range.end, newText: '' };
    const lineStart = text.lastIndexOf('\n', range.start - 1) + 1;
    const isAlone = /^ *- +$/u.test(text.slice(lineStart, range.start));
    return isAlone ? { start: lineStart, end: nextLine(text, range.end - 1), newText: '' } : undefined;
  }
  return undefined;
}
