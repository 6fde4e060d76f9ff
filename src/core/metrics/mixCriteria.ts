import type { ReportFacts } from './facts.ts';
import type { RatedSkill, RatedThing } from './ratings.ts';

/** The criteria of a mix, as its place, in the order of `criteriaOf`: that of the bits of a mask. */
export type CriteriaOfMix = (mix: number) => readonly RatedThing[];

/** A skill is one in all forms of its name: the form that came first stands for it. */
export function createMixCriteria({ mixes, skills }: ReportFacts): CriteriaOfMix {
  const forms = formsOf(skills);
  const ofSkill = skills.map(({ key }) => ({ criterion: 'skill', skill: forms.get(key) }) as const);
  const known: (readonly RatedThing[] | undefined)[] = mixes.first.map(() => undefined);
  return (mix) => {
    const before = known[mix];
    if (before !== undefined) return before;
    const places = mixes.skill.slice(mixes.skillsFrom[mix], mixes.skillsUntil[mix]);
    const criteria = [...places.flatMap((place) => ofSkill[place] ?? []), ...OTHERS];
    known[mix] = criteria;
    return criteria;
  };
}

const OTHERS: readonly RatedThing[] = [
  { criterion: 'topic', skill: undefined },
  { criterion: 'sense', skill: undefined },
  { criterion: 'length', skill: undefined },
];

function formsOf(skills: ReportFacts['skills']): ReadonlyMap<string, RatedSkill> {
  const first = new Map<string, ReportFacts['skills'][number]>();
  for (const skill of skills) {
    const before = first.get(skill.key);
    if (before === undefined || skill.order < before.order) first.set(skill.key, skill);
  }
  return new Map(Array.from(first, ([key, { name, category }]) => [key, { key, name, category }]));
}
