import { nameKey } from '../skillset.ts';
import { type Node, textOf, valueAt } from '../tree/node.ts';
import { perNode } from '../tree/perNode.ts';

/** What the checks of a project ask of a skill. */
export interface SkillFacts {
  readonly category: string;
  /** The words of the name in order of the alphabet: names with the same words differ in their order only. */
  readonly words: string;
  readonly example: string;
  readonly check: string | undefined;
}

export const skillFacts = perNode(
  (skill: Node): SkillFacts => ({
    category: nameKey(textOf(valueAt(skill, 'category')) ?? ''),
    words: wordsOf(textOf(valueAt(skill, 'name')) ?? ''),
    example: textOf(valueAt(skill, 'example'))?.trim() ?? '',
    check: textOf(valueAt(skill, 'check')),
  }),
);

function wordsOf(name: string): string {
  return nameKey(name)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '')
    .sort()
    .join(' ');
}
