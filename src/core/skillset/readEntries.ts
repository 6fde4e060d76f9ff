/** From nodes that are known to be right to what they say. Undefined where something is missing all the same. */
import { readBoolean } from './facts/readScalar.ts';
import type { Skill, SplitRule, Topic, TopicRule } from './skillset.ts';
import { type Node, textOf, textsOf, valueAt } from './tree/node.ts';
import { perNode } from './tree/perNode.ts';

/** One skill, or none. */
export const readSkill = perNode((node: Node): readonly Skill[] => {
  const skill = skillOf(node);
  return skill === undefined ? [] : [skill];
});

function skillOf(node: Node): Skill | undefined {
  const name = nameAt(node, 'name');
  const category = nameAt(node, 'category');
  const definition = textOf(valueAt(node, 'definition'));
  const example = textOf(valueAt(node, 'example'));
  if (name === undefined || category === undefined || definition === undefined || example === undefined)
    return undefined;
  const check = textOf(valueAt(node, 'check'));
  const common = readBoolean(valueAt(node, 'common')) ?? false;
  const skill = {
    name,
    category,
    definition: definition.trim(),
    example: example.trim(),
    aliases: aliasesOf(node),
    common,
  };
  return check === undefined ? skill : { ...skill, check };
}

export function readTopic(node: Node): Topic | undefined {
  if (node.kind === 'mapping') {
    const name = nameAt(node, 'name');
    return name === undefined ? undefined : { name, aliases: aliasesOf(node) };
  }
  const name = textOf(node)?.trim();
  return name === undefined ? undefined : { name, aliases: [] };
}

export function readSplit(name: string, node: Node): SplitRule {
  const categories = valueAt(node, 'categories');
  const skills = valueAt(node, 'skills');
  return {
    name: name.trim(),
    ...(categories && { categories: textsOf(categories) }),
    ...(skills && { skills: textsOf(skills) }),
    exclude: textsOf(valueAt(node, 'exclude')),
    topics: readTopicRule(valueAt(node, 'topics')),
  };
}

function readTopicRule(node: Node | undefined): TopicRule {
  if (node?.kind === 'list') return { kind: 'named', names: textsOf(node) };
  const rule = textOf(node)?.trim() ?? 'all';
  if (rule === 'rest') return { kind: 'rest' };
  return rule.endsWith('%') ? { kind: 'share', share: Number(rule.slice(0, -1)) / 100 } : { kind: 'all' };
}

function nameAt(node: Node, key: string): string | undefined {
  return textOf(valueAt(node, key))?.trim();
}

function aliasesOf(node: Node): string[] {
  return textsOf(valueAt(node, 'aliases')).map((alias) => alias.trim());
}
