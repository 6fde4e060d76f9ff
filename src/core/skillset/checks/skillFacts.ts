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

export interface SkillEntry {
  readonly definition: Definition;
  readonly facts: SkillFacts;
}

/** The skills of a project, the first of each name. */
export function skillEntries(index: NameIndex): readonly SkillEntry[] {
  const known = entries.get(index);
  if (known !== undefined) return known;
  const found = Array.from(index.definitions.skill.values(), (definition) => ({
    definition,
    facts: skillFacts(definition.entry),
  }));
  entries.set(index, found);
  return found;
}

const entries = new WeakMap<NameIndex, readonly SkillEntry[]>();

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
