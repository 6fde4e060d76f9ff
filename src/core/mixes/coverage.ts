import { nameKey, type Skill, type Topic } from '../skillset/skillset.ts';
import type { Mix } from './mix.ts';

export interface Occurrence {
  readonly name: string;
  readonly count: number;
}

/** How often each skill, pair of skills and topic occurs: the most frequent first, then by name. */
export interface Coverage {
  readonly skills: readonly Occurrence[];
  readonly pairs: readonly { readonly names: readonly [string, string]; readonly count: number }[];
  readonly topics: readonly Occurrence[];
}

export function coverage(mixes: readonly Mix[]): Coverage {
  const skills = new Map<string, Counted<string>>();
  const topics = new Map<string, Counted<string>>();
  const pairs = new Map<string, Counted<readonly [string, string]>>();
  for (const mix of mixes) {
    const names = mix.skills.map((skill) => skill.name).sort(compare);
    for (const name of names) count(skills, nameKey(name), name);
    for (const pair of pairsOf(names)) count(pairs, JSON.stringify(pair.map(nameKey)), pair);
    count(topics, nameKey(mix.topic.name), mix.topic.name);
  }
  return {
    skills: sorted(skills).map(({ what: name, times }) => ({ name, count: times })),
    pairs: sorted(pairs).map(({ what: names, times }) => ({ names, count: times })),
    topics: sorted(topics).map(({ what: name, times }) => ({ name, count: times })),
  };
}

/** How much of what can be drawn is drawn. */
export interface Covered {
  readonly seen: number;
  readonly of: number;
}

export interface PoolCoverage {
  readonly skills: Covered;
  /** Of two skills in one mix: there are none to see in mixes of one skill. */
  readonly pairs: Covered;
  readonly topics: Covered;
  /** The skills that occur least, rarest first, with how often: 0 where one never does. */
  readonly leastSkills: readonly Occurrence[];
}

/** How many of the rarest are named. */
const LEAST = 3;

/** How far mixes cover the skills and topics that they are drawn from. */
export function coverageOf(
  pool: { readonly skills: readonly Skill[]; readonly topics: readonly Topic[] },
  mixes: readonly Mix[],
): PoolCoverage {
  const seen = coverage(mixes);
  const counts = new Map(seen.skills.map(({ name, count: times }) => [nameKey(name), times]));
  const { skills, topics } = pool;
  const isPaired = mixes.some((mix) => mix.skills.length > 1);
  return {
    skills: { seen: seen.skills.length, of: skills.length },
    pairs: { seen: seen.pairs.length, of: isPaired ? (skills.length * (skills.length - 1)) / 2 : 0 },
    topics: { seen: seen.topics.length, of: topics.length },
    leastSkills: skills
      .map(({ name }) => ({ name, count: counts.get(nameKey(name)) ?? 0 }))
      .sort((a, b) => a.count - b.count)
      .slice(0, LEAST),
  };
}

interface Counted<T> {
  readonly what: T;
  times: number;
}

function count<T>(counts: Map<string, Counted<T>>, key: string, what: T): void {
  const known = counts.get(key);
  if (known === undefined) counts.set(key, { what, times: 1 });
  else known.times++;
}

function sorted<T>(counts: ReadonlyMap<string, Counted<T>>): Counted<T>[] {
  return [...counts]
    .sort(([keyA, a], [keyB, b]) => b.times - a.times || compare(keyA, keyB))
    .map(([, counted]) => counted);
}

function pairsOf(names: readonly string[]): (readonly [string, string])[] {
  return names.flatMap((first, index) => names.slice(index + 1).map((second) => [first, second] as const));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
