import { type SkillFacts, skillFacts } from '../facts/skillFacts.ts';
import type { Definition, NameIndex } from '../names.ts';
import { perNode } from '../tree/perNode.ts';

/** The skills of a project, the first of each name, with what is asked of them: two lists of the same length. */
export interface SkillList {
  readonly definitions: readonly Definition[];
  readonly facts: readonly SkillFacts[];
}

/** All of them, of which a large file has thousands: not for what is asked at every key press. */
export const skillsIn = perNode((index: NameIndex): SkillList => {
  const definitions = [...index.definitions.skill.values()];
  return { definitions, facts: definitions.map(({ entry }) => skillFacts(entry)) };
});
