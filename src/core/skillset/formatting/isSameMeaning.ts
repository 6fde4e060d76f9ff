import type { SkillsetDocument } from '../document.ts';
import type { Node } from '../tree/node.ts';
import type { Section } from '../tree/section.ts';

/** Whether two files say the same, whatever they look like. */
export function isSameMeaning(one: SkillsetDocument, other: SkillsetDocument): boolean {
  return (
    one.problems.length === other.problems.length &&
    JSON.stringify(one.sections.map(meaningOf)) === JSON.stringify(other.sections.map(meaningOf))
  );
}

function meaningOf({ name, content }: Section): unknown {
  const nodes = content.kind === 'value' ? [content.value] : content.items;
  return [name, content.kind, ...nodes.map(({ node }) => plain(node))];
}

function plain(node: Node): unknown {
  if (node.kind === 'scalar') return [node.style, node.value];
  if (node.kind === 'list') return { items: node.items.map(plain) };
  return { pairs: node.pairs.map(({ key, value }) => [plain(key), plain(value)]) };
}
