import type { SkillsetDocument } from '../document.ts';
import { endOfLine, nextLine } from '../edits/textEdit.ts';
import type { TextRange } from '../problem.ts';
import { partsOf, type VisitedPart } from './walk.ts';

/** Lines that can be folded away behind the first, from the start of the first to the end of the last. */
export interface Fold extends TextRange {
  readonly kind: 'part' | 'comment';
}

/** Sections, entries, lists, mappings, long texts and comments of more than one line: at most one fold begins in a line. */
export function foldsOf(document: SkillsetDocument): Fold[] {
  const { text } = document;
  const folds = new Map<number, Fold>();
  const texts: TextRange[] = [];
  for (const part of partsOf(document)) {
    if (part.node?.kind === 'scalar') texts.push(part);
    const fold = FOLDING.has(part.kind) ? foldOf(text, part, 'part') : undefined;
    if (fold !== undefined && !folds.has(fold.start)) folds.set(fold.start, fold);
  }
  for (const comment of commentBlocks(text, texts)) {
    const fold = foldOf(text, comment, 'comment');
    if (fold !== undefined && !folds.has(fold.start)) folds.set(fold.start, fold);
  }
  return [...folds.values()].sort((one, other) => one.start - other.start);
}

/** A value folds with its key. */
const FOLDING: ReadonlySet<VisitedPart['kind']> = new Set(['section', 'item', 'pair']);

function foldOf(text: string, { start, end }: TextRange, kind: Fold['kind']): Fold | undefined {
  const firstEnd = text.indexOf('\n', start);
  if (firstEnd === -1 || firstEnd >= end) return undefined;
  const last = start + text.slice(start, end).trimEnd().length;
  if (firstEnd >= last) return undefined;
  return { kind, start: lineStart(text, start), end: last };
}

/** Comment lines that follow one another; what looks like one inside a text is none. */
function commentBlocks(text: string, texts: readonly TextRange[]): TextRange[] {
  const blocks: { start: number; end: number }[] = [];
  let next = 0;
  for (let at = 0; at < text.length; at = nextLine(text, at)) {
    const end = endOfLine(text, at);
    while ((texts[next]?.end ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    const isInText = (texts[next]?.start ?? Number.POSITIVE_INFINITY) < at;
    if (isInText || !isComment(text, at)) continue;
    const before = blocks.at(-1);
    if (before !== undefined && nextLine(text, before.end) === at) before.end = end;
    else blocks.push({ start: at, end });
  }
  return blocks;
}

/** Asked of every line, so that nothing is copied. */
function isComment(text: string, lineStart: number): boolean {
  let at = lineStart;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return text[at] === '#';
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}
