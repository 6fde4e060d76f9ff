import type { SkillsetDocument } from '../document.ts';
import { shiftRange, type TextRange } from '../problem.ts';
import type { Node } from '../tree/node.ts';
import type { Section } from '../tree/section.ts';

/** A part of the tree with its range in the text. */
export interface VisitedPart extends TextRange {
  readonly kind: 'section' | 'item' | 'pair' | 'value' | 'key';
  readonly node?: Node;
}

/**
 * Every part of a file, the outer ones first, or those around an offset. Parts that a YAML alias stands for are not
 * entered.
 */
export function* partsOf({ sections }: SkillsetDocument, around?: number): Generator<VisitedPart> {
  const isWanted = (start: number, end: number) => around === undefined || (around >= start && around <= end);
  for (const section of sections) {
    const { key, content } = section;
    const end = Math.max(key.end, contentEnd(section));
    if (!isWanted(key.start, end)) continue;
    yield { kind: 'section', start: key.start, end };
    yield { kind: 'key', ...key };
    if (content.kind === 'value') yield* valueParts(content.value.node, content.value.at);
    else {
      for (const { at, node } of content.items)
        if (isWanted(at + node.start, at + node.end)) yield* itemParts(node, at);
    }
  }
}

/** Without the comments and blank lines before the next section. */
function contentEnd({ content }: Section): number {
  if (content.kind === 'value') return content.value.at + content.value.node.end;
  const last = content.items.at(-1);
  return content.flow || last === undefined ? content.range.end : last.at + last.node.end;
}

function* itemParts(node: Node, at: number): Generator<VisitedPart> {
  yield { kind: 'item', node, ...shiftRange(node, at) };
  if (node.kind !== 'scalar') yield* innerParts(node, at);
}

function* valueParts(node: Node, at: number): Generator<VisitedPart> {
  yield { kind: 'value', node, ...shiftRange(node, at) };
  yield* innerParts(node, at);
}

function* innerParts(node: Node, at: number): Generator<VisitedPart> {
  if (node.kind === 'list') {
    for (const item of node.items) if (liesWithin(item, node)) yield* itemParts(item, at);
  } else if (node.kind === 'mapping') {
    for (const { key, value } of node.pairs) {
      if (!liesWithin(key, node)) continue;
      yield { kind: 'pair', start: at + key.start, end: at + Math.max(key.end, value.end) };
      yield { kind: 'key', ...shiftRange(key, at) };
      yield* valueParts(value, at);
    }
  }
}

/** What an alias stands for has the range of the alias, all of it. */
function liesWithin(inner: TextRange, outer: TextRange): boolean {
  return inner.end - inner.start < outer.end - outer.start;
}
