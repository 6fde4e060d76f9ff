import { type NameIndex, relatedTo } from '../names.ts';
import { perNode } from '../tree/perNode.ts';
import type { ProjectCheck } from './projectCheck.ts';
import { skillsIn } from './skillsIn.ts';

/** Two skills whose names have the same words in another order, or with other marks, are likely one. */
export const checkNearDuplicates: ProjectCheck = ({ index, acceptIn }) => {
  for (const { key, again } of repeatsIn(index.table, index)) {
    const first = index.definitions.skill.get(key);
    const other = index.definitions.skill.get(again);
    if (first === undefined || other === undefined || first.entry === other.entry) continue;
    const message = `"${other.name}" has the same words as "${first.name}". Keep one of them, and make the other an alias.`;
    const related = [relatedTo(first, 'The other skill.')];
    acceptIn(other.path)('warning', 'near-duplicate-skill', message, other.range, { related });
  }
};

interface Repeat {
  /** Of the first skill with these words. */
  readonly key: string;
  readonly again: string;
}

/** They are the same for as long as the names are. */
const repeatsIn = perNode((_: NameIndex['table'], index: NameIndex): readonly Repeat[] => {
  const { definitions, facts } = skillsIn(index);
  const first = new Map<string, string>();
  const found: Repeat[] = [];
  for (const [at, { key }] of definitions.entries()) {
    const words = facts[at]?.words ?? '';
    const before = first.get(words);
    if (before === undefined) first.set(words, key);
    else if (words !== '') found.push({ key: before, again: key });
  }
  return found;
});
