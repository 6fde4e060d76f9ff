import type { TextRange } from '../problem.ts';

/**
 * The tree of a piece of YAML, far smaller than the library's own. Ranges count from the start of the piece, so that a
 * tree outlives edits before it. Scalars keep their text: what type it is read as depends on its place.
 */
export type Node = ScalarNode | ListNode | MappingNode;

export interface ScalarNode extends TextRange {
  readonly kind: 'scalar';
  readonly value: string;
  readonly style: 'plain' | 'quoted' | 'block';
}

export interface ListNode extends TextRange {
  readonly kind: 'list';
  readonly flow: boolean;
  readonly items: readonly Node[];
}

export interface MappingNode extends TextRange {
  readonly kind: 'mapping';
  readonly flow: boolean;
  readonly pairs: readonly Pair[];
}

export interface Pair {
  readonly key: ScalarNode;
  /** An empty plain scalar where nothing is written. */
  readonly value: Node;
}

/** Whether a node holds nothing: no text, or YAML's null. */
export function isEmpty(node: Node): boolean {
  if (node.kind !== 'scalar') return false;
  return node.style === 'plain' ? /^(?:~|null|Null|NULL)?$/u.test(node.value) : node.value.trim() === '';
}

/** The value of the first pair with that key. */
export function valueAt(node: Node | undefined, key: string): Node | undefined {
  if (node?.kind !== 'mapping') return undefined;
  return node.pairs.find((pair) => pair.key.value === key)?.value;
}

/** The items of a list, one scalar as a list of one, nothing for anything else. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  if (node === undefined || isEmpty(node)) return [];
  if (node.kind === 'list') return node.items;
  return node.kind === 'scalar' ? [node] : [];
}

/** The text of a scalar that holds something. */
export function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && !isEmpty(node) ? node.value : undefined;
}

/** The texts of the filled scalars of a list. */
export function textsOf(node: Node | undefined): string[] {
  return itemsOf(node).flatMap((item) => textOf(item) ?? []);
}
