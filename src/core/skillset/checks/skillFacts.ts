import type { Definition, NameIndex } from '../names.ts';
import { nameKey } from '../skillset.ts';
import { textOf, valueAt } from '../tree/node.ts';
import { perNode } from '../tree/perNode.ts';

/** What the checks of a project ask of every skill, at every key press. */
export interface SkillFacts {
  readonly category: string;
  /** The words of the name in order of the alphabet: names with the same words differ in their order only. */
  readonly words: string;
  readonly example: string;
  readonly check: string | undefined;
}

/** The skills of a project, the first of each name, with what is asked of them: two lists of the same length. */
export interface SkillList {
  readonly definitions: readonly Definition[];
  readonly facts: readonly SkillFacts[];
}

export function skillsIn(index: NameIndex): SkillList {
  const known = lists.get(index);
  if (known !== undefined) return known;
  const definitions = [...index.definitions.skill.values()];
  const list = { definitions, facts: definitions.map(({ entry }) => skillFacts(entry)) };
  lists.set(index, list);
  return list;
}

const lists = new WeakMap<NameIndex, SkillList>();

const skillFacts = perNode(
  (skill): SkillFacts => ({
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
