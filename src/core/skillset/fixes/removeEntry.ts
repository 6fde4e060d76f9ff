import type { SkillsetDocument } from '../document.ts';
import type { TextEdit } from '../edits/textEdit.ts';
import type { Problem } from '../problem.ts';
import type { Node } from '../tree/node.ts';
import { type EntryBlock, entryBlocks } from './entryBlocks.ts';
import type { Fix } from './fix.ts';

/** Takes an entry out of a section, with the comments above it. Undefined: it stands in brackets or braces. */
export function removeEntryEdit(
  document: SkillsetDocument,
  section: string,
  entry: Node,
): TextEdit | undefined {
  return removal(entryBlocks(document, section)?.find(({ node }) => node === entry));
}

/** Takes out the later of two entries with one name. */
export function removeEntryFixes(
  document: SkillsetDocument,
  kind: 'skill' | 'topic',
  { range }: Problem,
): Fix[] {
  const edit = removal(
    entryBlocks(document, `${kind}s`)?.find(({ start, end }) => start <= range.start && range.end <= end),
  );
  return edit === undefined
    ? []
    : [{ title: `Remove this ${kind}`, kind: 'fix', isSafe: false, edits: [edit] }];
}

function removal(block: EntryBlock | undefined): TextEdit | undefined {
  return block && { start: block.start, end: block.end, newText: '' };
}
