import { shapeFor } from '../facts/inspectNode.ts';
import { definitionOf, type KeyRule, keyRule, type MappingShape, type Shape } from '../schema/shape.ts';
import type { ListNode, MappingNode, Node, Pair, ScalarNode } from '../tree/node.ts';

/** What stands at an offset, and what belongs there. */
export type Place = KeyPlace | ValuePlace;

export interface KeyPlace extends ShapedMapping {
  readonly kind: 'key';
  readonly pair: Pair;
  /** Undefined: the language does not know the key. */
  readonly rule?: KeyRule;
}

export interface ValuePlace {
  readonly kind: 'value';
  readonly shape: Shape;
  readonly node: ScalarNode;
  /** The list that the value is an item of. */
  readonly list?: ListNode;
  /** Of the key that the value stands under, within the same piece. */
  readonly rule?: KeyRule;
  /** What that key stands in. */
  readonly within?: ShapedMapping;
}

export interface ShapedMapping {
  readonly shape: MappingShape;
  readonly mapping: MappingNode;
}

/** Finds the key or scalar at an offset, which counts as the nodes do. Both ends of a scalar belong to it. */
export function placeAt(node: Node, shape: Shape, offset: number, around: Around = {}): Place | undefined {
  if (offset < node.start || offset > node.end) return undefined;
  const actual = shapeFor(node, shape);
  switch (node.kind) {
    case 'scalar':
      return { kind: 'value', shape: ofOne(node, actual), node, ...around };
    case 'list':
      return placeInList(node, actual, offset, around);
    case 'mapping':
      return placeInMapping(node, actual, offset);
  }
}

/** What a value stands in. */
type Around = Pick<ValuePlace, 'list' | 'rule' | 'within'>;

/** One value may stand in place of a list of one. */
function ofOne(node: ScalarNode, shape: Shape): Shape {
  return shape.kind === 'list' && shape.orOne ? shapeFor(node, shape.of) : shape;
}

function placeInList(list: ListNode, shape: Shape, offset: number, around: Around): Place | undefined {
  if (shape.kind !== 'list') return undefined;
  return first(list.items, (item) => placeAt(item, shape.of, offset, { ...around, list }));
}

function placeInMapping(node: MappingNode, shape: Shape, offset: number): Place | undefined {
  if (shape.kind === 'mapping') return first(node.pairs, (pair) => placeInPair(pair, node, shape, offset));
  if (shape.kind !== 'entries') return undefined;
  const name = definitionOf(shape.defines, shape.snippets);
  return first(
    node.pairs,
    ({ key, value }) => placeAt(key, name, offset) ?? placeAt(value, shape.of, offset),
  );
}

function placeInPair(
  pair: Pair,
  mapping: MappingNode,
  shape: MappingShape,
  offset: number,
): Place | undefined {
  const rule = keyRule(shape, pair.key.value);
  if (offset >= pair.key.start && offset <= pair.key.end) {
    return { kind: 'key', shape, mapping, pair, ...(rule && { rule }) };
  }
  return rule && placeAt(pair.value, rule.shape, offset, { rule, within: { shape, mapping } });
}

function first<Item, Found>(
  items: readonly Item[],
  find: (item: Item) => Found | undefined,
): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
