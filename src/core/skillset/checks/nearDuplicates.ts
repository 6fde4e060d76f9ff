import { relatedTo } from '../names.ts';
import type { ProjectCheck } from './projectCheck.ts';
import { type SkillEntry, skillEntries } from './skillFacts.ts';

/** Two skills whose names have the same words in another order, or with other marks, are likely one. */
export const checkNearDuplicates: ProjectCheck = ({ index, acceptIn }) => {
  const first = new Map<string, SkillEntry>();
  for (const skill of skillEntries(index)) {
    const { words } = skill.facts;
    const before = first.get(words);
    if (before === undefined) first.set(words, skill);
    else if (words !== '' && before.definition.entry !== skill.definition.entry) {
      const { name, path, range } = skill.definition;
      const message = `"${name}" has the same words as "${before.definition.name}". Keep one of them, and make the other an alias.`;
      const related = [relatedTo(before.definition, 'The other skill.')];
      acceptIn(path)('warning', 'near-duplicate-skill', message, range, related);
    }
  }
};
