import { nameKey, type Skill, type Skillset, type SplitRule, type Topic } from '../skillset/skillset.ts';
import { ALL_SPLIT } from './mix.ts';
import { shareTopics } from './shareTopics.ts';

export type ResolvedSplit =
  /** `name` as the file writes it, so that results are counted under one name. */
  | {
      readonly kind: 'split';
      readonly name: string;
      readonly skills: readonly Skill[];
      readonly topics: readonly Topic[];
    }
  /** `known` are the names of the splits that there are. */
  | { readonly kind: 'unknown'; readonly known: readonly string[] };

/** The skills and topics of a split, in the order of the skillset. The split `all` is always there. */
export function resolveSplit(skillset: Skillset, name: string): ResolvedSplit {
  const key = nameKey(name);
  const rule = skillset.splits.find((split) => nameKey(split.name) === key);
  if (rule !== undefined)
    return {
      kind: 'split',
      name: rule.name,
      skills: skillsOf(skillset, rule),
      topics: topicsOf(skillset, rule),
    };
  if (key === ALL_SPLIT)
    return { kind: 'split', name: ALL_SPLIT, skills: skillset.skills, topics: skillset.topics };
  const names = skillset.splits.map((split) => split.name);
  return { kind: 'unknown', known: names.includes(ALL_SPLIT) ? names : [...names, ALL_SPLIT] };
}

function skillsOf(skillset: Skillset, rule: SplitRule): Skill[] {
  const categories = keysOf(rule.categories);
  const named = keysOf(rule.skills);
  const excluded = keysOf(rule.exclude);
  return skillset.skills.filter(
    (skill) =>
      isAmong(skill.category, categories) &&
      isAmong(skill.name, named) &&
      !excluded?.has(nameKey(skill.name)),
  );
}

function topicsOf(skillset: Skillset, rule: SplitRule): Topic[] {
  const excluded = keysOf(rule.exclude);
  return candidatesOf(skillset, rule).filter((topic) => !excluded?.has(nameKey(topic.name)));
}

function candidatesOf(skillset: Skillset, rule: SplitRule): readonly Topic[] {
  switch (rule.topics.kind) {
    case 'all':
      return skillset.topics;
    case 'named': {
      const named = keysOf(rule.topics.names);
      return skillset.topics.filter((topic) => isAmong(topic.name, named));
    }
    case 'share':
      return shareTopics(skillset).ofSplit(rule);
    case 'rest':
      return shareTopics(skillset).rest;
  }
}

function keysOf(names: readonly string[] | undefined): ReadonlySet<string> | undefined {
  return names === undefined ? undefined : new Set(names.map(nameKey));
}

function isAmong(name: string, keys: ReadonlySet<string> | undefined): boolean {
  return keys === undefined || keys.has(nameKey(name));
}
