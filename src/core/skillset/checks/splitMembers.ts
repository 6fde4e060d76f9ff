import { ALL_SPLIT } from '../../mixes/mix.ts';
import { shareTopics } from '../../mixes/shareTopics.ts';
import { readNumber } from '../facts/readScalar.ts';
import type { Definition, NameIndex } from '../names.ts';
import type { Project } from '../project.ts';
import { readSplit } from '../readEntries.ts';
import { DEFAULT_SEED } from '../schema/study.ts';
import { nameKey, type SplitRule } from '../skillset.ts';
import { valueAt } from '../tree/node.ts';
import { lastResult } from './lastResult.ts';
import { skillsIn } from './skillsIn.ts';
import { studyOf } from './studyDraws.ts';

/** What belongs to a split, by the keys of the names. */
export interface SplitMembers {
  readonly name: string;
  readonly skills: ReadonlySet<string>;
  readonly topics: ReadonlySet<string>;
  /** Undefined for the split of everything, which no file defines. */
  readonly rule?: SplitRule;
}

/** The splits of a project. They are the same object for as long as every split has the same members. */
export interface Splits {
  /** The splits that the files define, in their order. */
  readonly defined: readonly SplitMembers[];
  /** Undefined: there is no such split. */
  find(name: string): SplitMembers | undefined;
}

/** The splits of a project, worked out when they are first asked for. */
export function splitsOf(project: Project, index: NameIndex): Splits {
  const known = splits.get(index);
  if (known !== undefined) return known;
  const definitions = [...index.definitions.split.values()];
  const seed = readNumber(valueAt(studyOf(project.root)?.node, 'seed')) ?? DEFAULT_SEED;
  const inputs = [seed, definitions.map(({ entry }) => entry)];
  const found = remembered(index.table, inputs, () => resolve(definitions, index, seed));
  splits.set(index, found);
  return found;
}

const splits = new WeakMap<NameIndex, Splits>();
const remembered = lastResult<Splits>();

function resolve(definitions: readonly Definition[], index: NameIndex, seed: number): Splits {
  const rules = definitions.flatMap((definition) => ruleOf(definition) ?? []);
  const topicsOf = topicResolver(index, rules, seed);
  const all: SplitMembers = {
    name: ALL_SPLIT,
    skills: new Set(index.definitions.skill.keys()),
    topics: new Set(index.definitions.topic.keys()),
  };
  const defined = rules.map((rule) => ({
    name: rule.name,
    skills: skillsOf(rule, index),
    topics: topicsOf(rule),
    rule,
  }));
  return foundByName(defined, all);
}

/** Apart, so that what is remembered holds no index: a closure holds on to all that those beside it use. */
function foundByName(defined: readonly SplitMembers[], all: SplitMembers): Splits {
  const byKey = new Map([[ALL_SPLIT, all], ...defined.map((one) => [nameKey(one.name), one] as const)]);
  return { defined, find: (name) => byKey.get(nameKey(name)) };
}

function ruleOf({ entry, name }: Definition): SplitRule | undefined {
  if (entry.kind !== 'mapping') return undefined;
  const pair = entry.pairs.find(({ key }) => key.value === name);
  return pair && readSplit(name, pair.value);
}

function skillsOf({ categories, skills, exclude }: SplitRule, index: NameIndex): Set<string> {
  const inCategories = categories && new Set(categories.map(nameKey));
  const named = skills && new Set(skills.map(nameKey));
  const excluded = new Set(exclude.map(nameKey));
  const { definitions, facts } = skillsIn(index);
  const members = new Set<string>();
  for (const [at, { key }] of definitions.entries()) {
    const isInCategory = inCategories?.has(facts[at]?.category ?? '') ?? true;
    if (isInCategory && (named?.has(key) ?? true) && !excluded.has(key)) members.add(key);
  }
  return members;
}

function topicResolver(
  index: NameIndex,
  rules: readonly SplitRule[],
  seed: number,
): (rule: SplitRule) => Set<string> {
  const all = Array.from(index.definitions.topic.values(), ({ name }) => ({
    name: name.trim(),
    aliases: [],
  }));
  const isShared = rules.some(({ topics }) => topics.kind === 'share');
  const shares = isShared ? shareTopics({ topics: all, splits: rules, seed }) : undefined;
  return (rule) => {
    const excluded = new Set(rule.exclude.map(nameKey));
    return new Set(candidates(rule).filter((key) => !excluded.has(key)));
  };

  function candidates(rule: SplitRule): string[] {
    switch (rule.topics.kind) {
      case 'all':
        return [...index.definitions.topic.keys()];
      case 'named':
        return rule.topics.names.map(nameKey).filter((key) => index.definitions.topic.has(key));
      case 'share':
        return (shares?.ofSplit(rule) ?? []).map(({ name }) => nameKey(name));
      case 'rest':
        return (shares?.rest ?? all).map(({ name }) => nameKey(name));
    }
  }
}
