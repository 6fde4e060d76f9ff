import type { SkillsetDocument } from '../document.ts';
import { lineEndOf } from '../edits/textEdit.ts';
import { nameKey } from '../skillset.ts';
import { textOf, valueAt } from '../tree/node.ts';
import { type EntryBlock, entryBlocks } from './entryBlocks.ts';
import type { Fix } from './fix.ts';

/** Sorts the skills of a file by category; those of one category keep their order. Undefined: they are sorted. */
export function sortSkillsFix(document: SkillsetDocument): Fix | undefined {
  const blocks = entryBlocks(document, 'skills') ?? [];
  const sorted = blocks.toSorted((one, other) => compare(categoryOf(one), categoryOf(other)));
  const [first] = blocks;
  const last = blocks.at(-1);
  if (first === undefined || last === undefined || sorted.every((block, at) => block === blocks[at]))
    return undefined;
  const { text } = document;
  // What stands between the entries, such as blank lines, stays where it is.
  const newText = sorted
    .map(({ start, end }, at) => {
      const gap = text.slice(blocks[at]?.end, blocks[at + 1]?.start ?? blocks[at]?.end);
      return asLines(text.slice(start, end), text) + gap;
    })
    .join('');
  return {
    title: 'Sort the skills by category',
    kind: 'rewrite',
    isSafe: false,
    edits: [{ start: first.start, end: last.end, newText }],
  };
}

/** The last line of a file may have no end. */
function asLines(lines: string, text: string): string {
  return lines.endsWith('\n') ? lines : lines + lineEndOf(text);
}

export function categoryOf({ node }: EntryBlock): string {
  return nameKey(textOf(valueAt(node, 'category')) ?? '');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
