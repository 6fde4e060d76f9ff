import type { SkillsetDocument } from '../document.ts';
import { insertIncludeEdit } from '../edits/insertInclude.ts';
import { lineEndOf } from '../edits/textEdit.ts';
import { LANGUAGE_VERSION } from '../schema/schema.ts';
import { textOf, valueAt } from '../tree/node.ts';
import { entryBlocks } from './entryBlocks.ts';
import type { Fix } from './fix.ts';
import { categoryOf } from './sortSkills.ts';

/**
 * Moves the skills of the category at an offset to a library file of their own, which the file then includes. `taken`
 * are the relative paths of files that are there already.
 */
export function extractCategoryFix(
  document: SkillsetDocument,
  offset: number,
  taken: readonly string[],
): Fix | undefined {
  const blocks = entryBlocks(document, 'skills') ?? [];
  const chosen = blocks.find(({ start, end }) => offset >= start && offset < end);
  const category = textOf(valueAt(chosen?.node, 'category'))?.trim();
  if (chosen === undefined || category === undefined) return undefined;
  const { text } = document;
  const path = freePath(category, taken);
  const include = insertIncludeEdit(document, path);
  if (include === undefined) return undefined;
  const moved = blocks.filter((block) => categoryOf(block) === categoryOf(chosen));
  const lineEnd = lineEndOf(text);
  const entries = moved
    .map(({ start, end }) => text.slice(start, end).replace(/(?<!\n)$/u, lineEnd))
    .join('');
  const removals = moved.map((block) => {
    const next = blocks[blocks.indexOf(block) + 1]?.start ?? block.end;
    const isBlank = text.slice(block.end, next).trim() === '';
    return { start: block.start, end: isBlank ? next : block.end, newText: '' };
  });
  return {
    title: `Move the skills of the category "${category}" to ${path}`,
    kind: 'refactoring',
    isSafe: false,
    edits: [include, ...removals],
    newFile: { path, text: [`skillset: ${LANGUAGE_VERSION}`, 'skills:', entries].join(lineEnd) },
  };
}

function freePath(category: string, taken: readonly string[]): string {
  const word = category
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/gu, '');
  const base = `library/${word === '' ? 'skills' : word}`;
  let path = `${base}.skillset.yaml`;
  for (let number = 2; taken.includes(path); number += 1) path = `${base}-${number}.skillset.yaml`;
  return path;
}
