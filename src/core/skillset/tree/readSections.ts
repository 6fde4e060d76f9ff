import { type Accept, shiftRange, type TextRange } from '../problem.ts';
import type { ListNode, Node, Pair } from './node.ts';
import { perNode } from './perNode.ts';
import { type Content, type ItemGroup, itemsContent, type Placed, type Section } from './section.ts';

/** The sections in a piece that starts at `cut.start`: one, or all of a file that is parsed as a whole. */
export function readSections(root: Node | undefined, cut: TextRange, accept: Accept): Section[] {
  if (root === undefined || (root.kind === 'scalar' && root.style === 'plain' && root.value === ''))
    return [];
  if (root.kind !== 'mapping') {
    accept('error', 'yaml-syntax', explain(root), shiftRange(root, cut.start));
    return [];
  }
  return root.pairs.map((pair, index) => {
    const next = root.pairs[index + 1];
    return sectionOf(pair, cut, next === undefined ? cut.end : cut.start + next.key.start);
  });
}

function explain(root: Node): string {
  if (root.kind === 'list') return 'The file starts with a list. Put it under a key, such as "skills:".';
  return `"${root.kind === 'scalar' ? root.value.slice(0, 40) : ''}" stands alone. Write a key, a colon and a value, such as "title: My study".`;
}

function sectionOf({ key, value }: Pair, cut: TextRange, end: number): Section {
  const range = { start: cut.start + key.start, end };
  return {
    name: key.value,
    key: shiftRange(key, cut.start),
    range,
    content: contentOf({ at: cut.start, node: value }),
  };
}

function contentOf(value: Placed): Content {
  const { at, node } = value;
  if (node.kind !== 'list') return { kind: 'value', value };
  return itemsContent([{ at, group: groupOf(node) }], node.flow, shiftRange(node, at));
}

const groupOf = perNode(
  (list: ListNode): ItemGroup => ({ items: list.items.map((node) => ({ at: 0, node })) }),
);
