import { checkOf } from '../../../src/core/grading/checkPattern.ts';
import type { Skill } from '../../../src/core/skillset/skillset.ts';

/** How a skill's check does on texts that were not written to show the skill. */
export interface FalsePositives {
  readonly skill: string;
  /** The other skills whose example the check matches. */
  readonly matched: readonly string[];
  /** Matched among the examples of all other skills, in [0, 1]. */
  readonly rate: number;
  /** Matched among the definitions of all skills, in [0, 1]. */
  readonly definitionRate: number;
}

/** One entry for each skill with a check, in the order of the skills. */
export function falsePositivesOf(skills: readonly Skill[]): FalsePositives[] {
  return skills.flatMap((skill) => {
    const check = skill.check === undefined ? undefined : checkOf(skill.check);
    if (check === undefined) return [];
    const others = skills.filter((other) => other !== skill);
    const matched = others.filter(({ example }) => check.firstMatch(example) !== undefined);
    const definitions = skills.filter(({ definition }) => check.firstMatch(definition) !== undefined);
    return {
      skill: skill.name,
      matched: matched.map(({ name }) => name),
      rate: matched.length / others.length,
      definitionRate: definitions.length / skills.length,
    };
  });
}
