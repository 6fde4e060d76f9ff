import type { Mix } from '../../../src/core/mixes/mix.ts';
import type { Skill } from '../../../src/core/skillset/skillset.ts';

/** A skill with only what a test is about. */
export function skillOf(name: string, rest: Partial<Skill> = {}): Skill {
  return {
    name,
    category: 'rhetorical',
    definition: `What ${name} is.`,
    example: `An example of ${name}.`,
    aliases: [],
    common: false,
    ...rest,
  };
}

/** A mix on Sewing of skills by name. */
export function mixOf(...names: readonly string[]): Mix {
  return { skills: names.map((name) => skillOf(name)), topic: { name: 'Sewing', aliases: [] } };
}
