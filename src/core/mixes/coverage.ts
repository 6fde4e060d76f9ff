import { nameKey } from '../skillset/skillset.ts';
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
