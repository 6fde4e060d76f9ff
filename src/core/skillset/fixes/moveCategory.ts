import type { SkillsetDocument } from '../document.ts';
import { insertIncludeEdit } from '../edits/insertInclude.ts';
import { lineEndOf, type TextEdit } from '../edits/textEdit.ts';
import type { Project } from '../project.ts';
import { LANGUAGE_VERSION } from '../schema/schema.ts';
import { textOf, valueAt } from '../tree/node.ts';
import { entryBlocks } from './entryBlocks.ts';
import type { Fix } from './fix.ts';
import { categoryOf } from './sortSkills.ts';

/**
 * Moves the skills of the category at an offset of the root file to another file: to a new library that the file then
 * includes, or to one that it includes already. `taken` are the relative paths of files that are there.
 */
export function moveCategoryFixes(project: Project, offset: number, taken: readonly string[]): Fix[] {
  const category = categoryAt(project.root, offset);
  if (category === undefined) return [];
  const toNew = toNewLibrary(project.root, category, taken);
  return [...(toNew === undefined ? [] : [toNew]), ...toIncluded(project, category)];
}

/** The skills of a category, and what it takes to have them out of the file. */
interface Category {
  /** As one of the skills writes it. */
  readonly name: string;
  /** Whole lines. */
  readonly entries: string;
  readonly removals: readonly TextEdit[];
  /** Where the dash of the first one stands. */
  readonly column: number;
}

function categoryAt(document: SkillsetDocument, offset: number): Category | undefined {
  const blocks = entryBlocks(document, 'skills') ?? [];
  const chosen = blocks.find(({ start, end }) => offset >= start && offset < end);
  const name = textOf(valueAt(chosen?.node, 'category'))?.trim();
  if (chosen === undefined || name === undefined) return undefined;
  const { text } = document;
  const moved = blocks.filter((block) => categoryOf(block) === categoryOf(chosen));
  const entries = moved
    .map(({ start, end }) => text.slice(start, end).replace(/(?<!\n)$/u, lineEndOf(text)))
    .join('');
  const removals = moved.map((block) => {
    const next = blocks[blocks.indexOf(block) + 1]?.start ?? block.end;
    const isBlank = text.slice(block.end, next).trim() === '';
    return { start: block.start, end: isBlank ? next : block.end, newText: '' };
  });
  return { name, entries, removals, column: dashColumn(entries) };
}

function toNewLibrary(
  document: SkillsetDocument,
  { name, entries, removals }: Category,
  taken: readonly string[],
): Fix | undefined {
  const path = freePath(name, taken);
  const include = insertIncludeEdit(document, path);
  if (include === undefined) return undefined;
  const lineEnd = lineEndOf(document.text);
  return {
    title: `Move the skills of the category "${name}" to ${path}`,
    kind: 'move',
    isSafe: false,
    edits: [include, ...removals],
    newFile: { path, text: [`skillset: ${LANGUAGE_VERSION}`, 'skills:', entries].join(lineEnd) },
  };
}

function toIncluded(
  { root, includes, documents }: Project,
  { name, entries, removals, column }: Category,
): Fix[] {
  return (includes.get(root.path) ?? []).flatMap(({ path, written, outcome }) => {
    const library = documents.get(path);
    const addition = library && additionTo(library, { entries, column });
    if (addition === undefined || outcome.kind !== 'read') return [];
    return {
      title: `Move the skills of the category "${name}" to ${written}`,
      kind: 'move' as const,
      isSafe: false,
      edits: removals,
      elsewhere: { path, edits: [addition] },
    };
  });
}

/** Behind the skills that a library has, or in a section of their own. Undefined: they are written in brackets. */
function additionTo(
  library: SkillsetDocument,
  { entries, column }: Pick<Category, 'entries' | 'column'>,
): TextEdit | undefined {
  const { text, sections, problems } = library;
  const lineEnd = lineEndOf(text);
  const last = entryBlocks(library, 'skills')?.at(-1);
  const isNew = last === undefined;
  if (isNew && (problems.length > 0 || sections.some(({ name }) => name === 'skills'))) return undefined;
  const at = last?.end ?? text.length;
  const before = text[at - 1] === '\n' ? '' : lineEnd;
  const heading = isNew ? `${lineEnd}skills:${lineEnd}` : '';
  const shift = isNew ? 0 : dashColumn(text.slice(last.start, last.end)) - column;
  const newText = before + heading + shifted(entries, shift).replace(/\r?\n/gu, lineEnd);
  return { start: at, end: at, newText };
}

function dashColumn(lines: string): number {
  return /^( *)-/mu.exec(lines)?.[1]?.length ?? 0;
}

/** Lines without a word stay as they are. */
function shifted(lines: string, by: number): string {
  if (by >= 0) return lines.replace(/^(?=.*\S)/gmu, ' '.repeat(by));
  return lines.replace(new RegExp(`^ {1,${-by}}`, 'gmu'), '');
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
