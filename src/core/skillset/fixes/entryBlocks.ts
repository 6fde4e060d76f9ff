import type { SkillsetDocument } from '../document.ts';
import { nextLine } from '../edits/textEdit.ts';
import type { Node } from '../tree/node.ts';

/** An entry of a list with whole lines: from the comments right above it to its last line. */
export interface EntryBlock {
  readonly node: Node;
  readonly start: number;
  readonly end: number;
}

/**
 * The entries of a section as blocks that can be moved. What stands between two of them belongs to neither. Undefined:
 * they are written in a way in which they cannot, such as in brackets or with anchors, or the file cannot be read.
 */
export function entryBlocks(document: SkillsetDocument, name: string): EntryBlock[] | undefined {
  const section = document.sections.find((one) => one.name === name);
  if (section?.content.kind !== 'items' || section.content.flow || document.problems.length > 0)
    return undefined;
  const { text } = document;
  const blocks: EntryBlock[] = [];
  for (const { at, node } of section.content.items) {
    const before = blocks.at(-1)?.end ?? nextLine(text, section.key.end);
    if (at < before || !/^ *-/u.test(text.slice(at, at + 100))) return undefined;
    const end = text[at + node.end - 1] === '\n' ? at + node.end : nextLine(text, at + node.end);
    blocks.push({ node, start: withComments(text, at, before), end });
  }
  return blocks;
}

function withComments(text: string, at: number, least: number): number {
  let start = at;
  while (start > least) {
    const line = text.lastIndexOf('\n', start - 2) + 1;
    if (line < least || !text.slice(line, start).trimStart().startsWith('#')) break;
    start = line;
  }
  return start;
}
