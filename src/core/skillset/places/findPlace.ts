import type { SkillsetDocument } from '../document.ts';
import { shiftRange, type TextRange } from '../problem.ts';
import { fileShape } from '../schema/schema.ts';
import { type KeyRule, keyRule, type MappingShape, type NameShape, type Shape } from '../schema/shape.ts';
import type { ListNode, ScalarNode } from '../tree/node.ts';
import type { Placed, Section } from '../tree/section.ts';
import { type Place, placeAt, type ShapedMapping } from './placeAt.ts';

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
  const section = sectionAt(document, offset);
  const rule = section && keyRule(fileShape, section.name);
  if (section === undefined) return undefined;
  if (offset <= section.key.end)
    return { kind: 'key', name: section.name, shape: fileShape, ...(rule && { rule }), range: section.key };
  return rule && findInValue(section, rule.shape, offset);
}

function findInValue(section: Section, shape: Shape, offset: number): FoundPlace | undefined {
  const located = locateIn(section, shape, offset);
  if (located === undefined) return undefined;
  const { place, at } = located;
  if (place.kind === 'key') {
    const { shape: within, pair, rule } = place;
    const range = shiftRange(pair.key, at);
    return { kind: 'key', name: pair.key.value, shape: within, ...(rule && { rule }), range };
  }
  const { node } = place;
  const range = shiftRange(node, at);
  if (place.shape.kind === 'name') return { kind: 'name', shape: place.shape, name: node.value, range };
  return { kind: 'value', shape: place.shape, node, range };
}

/** A mapping of the file, what belongs in it, and where its offsets count from. */
export interface FoundMapping extends ShapedMapping {
  readonly at: number;
}

/** The mapping that the key or value at an offset stands in. Undefined: it is none that the language knows. */
export function findMapping(document: SkillsetDocument, offset: number): FoundMapping | undefined {
  const located = locate(document, offset);
  if (located === undefined) return undefined;
  const { place, at } = located;
  const within = place.kind === 'key' ? place : place.within;
  return within && { shape: within.shape, mapping: within.mapping, at };
}

/** A list of the file, and where its offsets count from. */
export interface FoundList {
  readonly list: ListNode;
  readonly at: number;
}

/** The list that the value at an offset is an item of, apart from the lists of whole entries. */
export function findList(document: SkillsetDocument, offset: number): FoundList | undefined {
  const located = locate(document, offset);
  if (located?.place.kind !== 'value' || located.place.list === undefined) return undefined;
  return { list: located.place.list, at: located.at };
}

function sectionAt({ sections }: SkillsetDocument, offset: number): Section | undefined {
  return sections.findLast(({ range }) => offset >= range.start && offset <= range.end);
}

interface Located {
  readonly place: Place;
  readonly at: number;
}

function locate(document: SkillsetDocument, offset: number): Located | undefined {
  const section = sectionAt(document, offset);
  const rule = section && keyRule(fileShape, section.name);
  return rule && locateIn(section, rule.shape, offset);
}

function locateIn({ content }: Section, shape: Shape, offset: number): Located | undefined {
  const isItems = content.kind === 'items';
  const placed = isItems ? itemAt(content.items, offset) : content.value;
  const inner = isItems && shape.kind === 'list' ? shape.of : shape;
  const place = placed && placeAt(placed.node, inner, offset - placed.at);
  return place && { place, at: placed.at };
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
