import type { SkillsetDocument } from '../document.ts';
import { shiftRange, type TextRange } from '../problem.ts';
import { fileShape } from '../schema/schema.ts';
import { type KeyRule, keyRule, type MappingShape, type NameShape, type Shape } from '../schema/shape.ts';
import type { ScalarNode } from '../tree/node.ts';
import type { Placed, Section } from '../tree/section.ts';
import { placeAt } from './placeAt.ts';

/** What stands at an offset of a file, with its range in the text. */
export type FoundPlace =
  | {
      readonly kind: 'key';
      readonly name: string;
      /** Of the mapping that the key stands in. */
      readonly shape: MappingShape;
      /** Undefined: the language does not know the key there. */
      readonly rule?: KeyRule;
      readonly range: TextRange;
    }
  | { readonly kind: 'name'; readonly shape: NameShape; readonly name: string; readonly range: TextRange }
  | { readonly kind: 'value'; readonly shape: Shape; readonly node: ScalarNode; readonly range: TextRange };

/** Undefined: nothing that the language knows stands there. */
export function findPlace(document: SkillsetDocument, offset: number): FoundPlace | undefined {
  const section = document.sections.findLast(({ range }) => offset >= range.start && offset <= range.end);
  const rule = section && keyRule(fileShape, section.name);
  if (section === undefined) return undefined;
  if (offset <= section.key.end)
    return { kind: 'key', name: section.name, shape: fileShape, ...(rule && { rule }), range: section.key };
  return rule && findInValue(section, rule.shape, offset);
}

function findInValue({ content }: Section, shape: Shape, offset: number): FoundPlace | undefined {
  const isItems = content.kind === 'items';
  const placed = isItems ? itemAt(content.items, offset) : content.value;
  const inner = isItems && shape.kind === 'list' ? shape.of : shape;
  if (placed === undefined) return undefined;
  const place = placeAt(placed.node, inner, offset - placed.at);
  if (place === undefined) return undefined;
  if (place.kind === 'key') {
    const { shape: within, pair, rule } = place;
    const range = shiftRange(pair.key, placed.at);
    return { kind: 'key', name: pair.key.value, shape: within, ...(rule && { rule }), range };
  }
  const { node } = place;
  const range = shiftRange(node, placed.at);
  if (place.shape.kind === 'name') return { kind: 'name', shape: place.shape, name: node.value, range };
  return { kind: 'value', shape: place.shape, node, range };
}

/** Items are in the order of the text, and there may be thousands. */
function itemAt(items: readonly Placed[], offset: number): Placed | undefined {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && item.at + item.node.end < offset) low = middle + 1;
    else high = middle;
  }
  return items[low];
}
