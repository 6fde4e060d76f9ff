import type { Mix } from '../mixes/mix.ts';
import { type MixSets, mixSetsOf } from './mixSets.ts';
import type { PlannedPart } from './plan.ts';

/**
 * What of an evaluation the training has shown already. To have seen a skill alone (k = 1) is another thing than to have
 * seen it in combination; the lower a level stands, the more an answer may be remembered and not composed.
 */
export const LEAK_LEVELS = [
  /** Single skills, in training mixes of one skill. */
  'skillsAlone',
  /** Single skills, in training mixes of two and more. */
  'skillsCombined',
  'topics',
  /** Two skills of a mix, together in one training mix. */
  'pairs',
  /** All skills of a mix, together in one training mix, perhaps with others. */
  'combinations',
  /** The same on the same topic. */
  'combinationsOnTopic',
  /** The very same mix. */
  'mixes',
] as const;

export type LeakLevel = (typeof LEAK_LEVELS)[number];

/** Different things of one level, such as pairs. */
export interface Leak {
  readonly seen: number;
  readonly of: number;
  /** How many mixes of the evaluation hold one that was seen. */
  readonly touched: number;
  /** Those that most training mixes hold, most first, with that number. */
  readonly worst: readonly { readonly names: readonly string[]; readonly count: number }[];
}

export interface PartLeaks {
  readonly k: number;
  readonly split: string;
  readonly mixes: number;
  readonly levels: Readonly<Record<LeakLevel, Leak>>;
}

/** Holds each part of an evaluation against the mixes that are trained on. */
export function leaksOf(
  training: readonly Mix[],
  evaluation: readonly Pick<PlannedPart, 'k' | 'split' | 'mixes'>[],
): PartLeaks[] {
  const sets = mixSetsOf(training);
  return evaluation.map(({ k, split, mixes }) => {
    return { k, split, mixes: mixes.length, levels: levelsOf(mixes, sets) };
  });
}

function levelsOf(mixes: readonly Mix[], { count }: MixSets): Record<LeakLevel, Leak> {
  const countAlone = (names: readonly string[]) => count(names, { k: 1 });
  return {
    skillsAlone: leak(mixes, skillsIn, ({ names }) => countAlone(names)),
    skillsCombined: leak(mixes, skillsIn, ({ names }) => count(names) - countAlone(names)),
    topics: leak(mixes, topicIn, ({ topic }) => count([], { topic })),
    pairs: leak(mixes, pairsIn, ({ names }) => count(names)),
    combinations: leak(mixes, combinationIn, ({ names }) => count(names)),
    combinationsOnTopic: leak(mixes, wholeIn, ({ names, topic }) => count(names, { topic })),
    mixes: leak(mixes, wholeIn, ({ names, topic }) => count(names, { topic, k: names.length })),
  };
}

/** How many of the worst are named. */
const WORST = 5;

/**
 * @param thingsIn what a mix holds of a level
 * @param countSeen in how many training mixes such a thing is
 */
function leak<Thing extends { readonly names?: readonly string[]; readonly topic?: string }>(
  mixes: readonly Mix[],
  thingsIn: (mix: Mix) => readonly Thing[],
  countSeen: (thing: Thing) => number,
): Leak {
  const counts = new Map<string, { readonly names: readonly string[]; readonly count: number }>();
  let touched = 0;
  for (const mix of mixes) {
    let isTouched = false;
    for (const thing of thingsIn(mix)) {
      const names = [...(thing.names ?? []), ...(thing.topic === undefined ? [] : [thing.topic])];
      const key = JSON.stringify(names);
      const known = counts.get(key) ?? { names, count: countSeen(thing) };
      counts.set(key, known);
      isTouched ||= known.count > 0;
    }
    if (isTouched) touched += 1;
  }
  const seen = [...counts.values()].filter(({ count }) => count > 0);
  const worst = seen.toSorted((a, b) => b.count - a.count).slice(0, WORST);
  return { seen: seen.length, of: counts.size, touched, worst };
}

function skillNames({ skills }: Mix): string[] {
  return skills.map(({ name }) => name).sort();
}

function skillsIn({ skills }: Mix): { readonly names: readonly string[] }[] {
  return skills.map(({ name }) => ({ names: [name] }));
}

function pairsIn(mix: Mix): { readonly names: readonly string[] }[] {
  const names = skillNames(mix);
  return names.flatMap((one, index) => names.slice(index + 1).map((other) => ({ names: [one, other] })));
}

function topicIn({ topic }: Mix): { readonly topic: string }[] {
  return [{ topic: topic.name }];
}

function combinationIn(mix: Mix): { readonly names: readonly string[] }[] {
  return [{ names: skillNames(mix) }];
}

function wholeIn(mix: Mix): { readonly names: readonly string[]; readonly topic: string }[] {
  return [{ names: skillNames(mix), topic: mix.topic.name }];
}
