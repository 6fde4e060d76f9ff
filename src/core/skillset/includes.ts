import type { SkillsetDocument } from './document.ts';
import { shiftRange, type TextRange } from './problem.ts';
import { itemsOf, textOf } from './tree/node.ts';
import type { Placed } from './tree/section.ts';

/** An entry of `include:`. */
export interface IncludeEntry {
  /** The relative path as the author wrote it. */
  readonly written: string;
  readonly range: TextRange;
}

export interface Include extends IncludeEntry {
  readonly path: string;
  readonly outcome: IncludeOutcome;
}

export type IncludeOutcome =
  | { readonly kind: 'read' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly why: string }
  /** The files from the one that is included again back to itself. */
  | { readonly kind: 'cycle'; readonly paths: readonly string[] };

/** The files that a file includes, in its order. */
export function fileIncludes(document: SkillsetDocument): IncludeEntry[] {
  return includedNodes(document).flatMap(({ at, node }) => {
    const written = textOf(node)?.trim();
    return written === undefined ? [] : { written, range: shiftRange(node, at) };
  });
}

function includedNodes(document: SkillsetDocument): readonly Placed[] {
  const content = document.sections.find(({ name }) => name === 'include')?.content;
  if (content === undefined) return [];
  if (content.kind === 'items') return content.items;
  return itemsOf(content.value.node).map((node) => ({ at: content.value.at, node }));
}
