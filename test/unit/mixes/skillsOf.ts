import type { Skill, Skillset, SplitRule, Topic } from '../../../src/core/skillset/skillset.ts';

export function skill(name: string, changes: Partial<Skill> = {}): Skill {
  return {
    name,
    category: 'literary',
    definition: `What ${name} is.`,
    example: `An example of ${name}.`,
    aliases: [],
    common: false,
    ...changes,
  };
}

/** skill 0, skill 1 and so on. */
export function skills(count: number): Skill[] {
  return Array.from({ length: count }, (_, index) => skill(`skill ${index}`));
}

/** topic 0, topic 1 and so on. */
export function topics(count: number): Topic[] {
  return Array.from({ length: count }, (_, index) => ({ name: `topic ${index}`, aliases: [] }));
}

export function split(name: string, changes: Partial<SplitRule> = {}): SplitRule {
  return { name, exclude: [], topics: { kind: 'all' }, ...changes };
}

export function skillset(changes: Partial<Skillset> = {}): Skillset {
  return { title: 'A study', skills: [], topics: topics(10), splits: [], mixes: [], seed: 10, ...changes };
}
