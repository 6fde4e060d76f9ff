import type { Mix } from '../mixes/mix.ts';
import { nameKey } from '../skillset/skillset.ts';

/** Which of a list of mixes hold a skill or topic: one bit for each mix, so that questions of many are quick. */
export interface MixSets {
  /** How many mixes hold all these skills; where they are given, on this topic and of this many skills only. */
  count(skills: readonly string[], only?: { readonly topic?: string; readonly k?: number }): number;
}

/** Names are compared as everywhere, by `nameKey`. */
export function mixSetsOf(mixes: readonly Mix[]): MixSets {
  const words = Math.ceil(mixes.length / 32);
  const sets = new Map<string, Uint32Array>();
  const skillKey = remembered((name) => `skill ${nameKey(name)}`);
  const topicKey = remembered((name) => `topic ${nameKey(name)}`);
  const mark = (key: string, index: number): void => {
    const set = sets.get(key) ?? new Uint32Array(words);
    sets.set(key, set);
    const at = index >>> 5;
    set[at] = (set[at] ?? 0) | (1 << (index & 31));
  };
  for (const [index, { skills, topic }] of mixes.entries()) {
    for (const { name } of skills) mark(skillKey(name), index);
    mark(topicKey(topic.name), index);
    mark(`k ${skills.length}`, index);
  }
  return {
    count(skills, { topic, k } = {}) {
      const keys = skills.map(skillKey);
      if (topic !== undefined) keys.push(topicKey(topic));
      if (k !== undefined) keys.push(`k ${k}`);
      const wanted = keys.flatMap((key) => sets.get(key) ?? []);
      return wanted.length < keys.length ? 0 : countCommon(wanted, words);
    },
  };
}

function countCommon(sets: readonly Uint32Array[], words: number): number {
  let count = 0;
  for (let at = 0; at < words; at++) {
    let word = 0xffff_ffff;
    for (const set of sets) word &= set[at] ?? 0;
    if (word !== 0) count += bitsIn(word);
  }
  return count;
}

/** The number of ones in 32 bits, counted in parallel (Warren, Hacker's Delight, 5-1). */
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

function remembered(of: (name: string) => string): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const value = known.get(name) ?? of(name);
    known.set(name, value);
    return value;
  };
}
