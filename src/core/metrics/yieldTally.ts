import { clusterRate } from './clusterRate.ts';
import type { MixFacts, SkillFacts } from './facts.ts';
import { compare } from './grouping.ts';

/** What became of an attempt. Only of `kept` and `dropped` ones is it known whether they are data. */
export type Fate = 'kept' | 'dropped' | 'unreadable' | 'ungraded' | 'failed';

/** What came of some attempts. */
export interface Yield {
  /** decided + unreadable + ungraded + failed */
  readonly attempts: number;
  /** Attempts with a verdict: the rate rests on these. */
  readonly decided: number;
  readonly kept: number;
  /** kept / decided, with its interval, in [0, 1]; null where nothing is decided. */
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Attempts whose answer, or whose gradings, could not be read. */
  readonly unreadable: number;
  readonly ungraded: number;
  readonly failed: number;
}

export interface YieldRows {
  readonly total: Yield;
  readonly byK: readonly (Yield & { readonly k: number })[];
  readonly bySplit: readonly (Yield & { readonly split: string })[];
  /** By category and name. An attempt counts for each of its skills. */
  readonly bySkill: readonly (Yield & { readonly skill: string; readonly category: string })[];
  /** The pairs that go together least come first. An attempt counts for each pair of its skills. */
  readonly byPair: readonly (Yield & { readonly skills: readonly [string, string] })[];
}

interface YieldTally {
  add(mix: MixFacts, fate: Fate): void;
  rows(): YieldRows;
}

export function createYieldTally(): YieldTally {
  const total = createCount();
  const ofK = new Map<number, Count>();
  const ofSplit = new Map<string, Count>();
  const ofSkill = new Map<string, Count>();
  const ofPair = new Map<string, Map<string, Count>>();
  const skills = new Map<string, SkillFacts>();

  function add({ number, skills: ofMix, draw }: MixFacts, fate: Fate): void {
    total.add(number, fate);
    entryOf(ofK, draw.k, createCount).add(number, fate);
    entryOf(ofSplit, draw.split, createCount).add(number, fate);
    const inOrder = ofMix.toSorted((a, b) => compare(a.key, b.key));
    for (const [index, skill] of inOrder.entries()) {
      const first = entryOf(skills, skill.key, () => skill);
      if (skill.order < first.order) skills.set(skill.key, skill);
      entryOf(ofSkill, skill.key, createCount).add(number, fate);
      for (const other of inOrder.slice(index + 1)) {
        const pairs = entryOf(ofPair, skill.key, () => new Map<string, Count>());
        entryOf(pairs, other.key, createCount).add(number, fate);
      }
    }
  }

  function rows(): YieldRows {
    const nameOf = (key: string): string => skills.get(key)?.name ?? key;
    return {
      total: total.yield(),
      byK: [...ofK].sort(([a], [b]) => a - b).map(([k, count]) => ({ k, ...count.yield() })),
      bySplit: [...ofSplit]
        .sort(([a], [b]) => compare(a, b))
        .map(([split, count]) => ({ split, ...count.yield() })),
      bySkill: [...ofSkill]
        .map(([key, count]) => ({
          skill: nameOf(key),
          category: skills.get(key)?.category ?? '',
          ...count.yield(),
        }))
        .sort((a, b) => compare(a.category, b.category) || compare(a.skill, b.skill)),
      byPair: [...ofPair]
        .flatMap(([one, others]) =>
          Array.from(others, ([other, count]) => ({
            skills: [nameOf(one), nameOf(other)] as const,
            ...count.yield(),
          })),
        )
        .sort(leastFirst),
    };
  }

  return { add, rows };
}

/** A pair of which nothing is known yet comes last; of equal rates the surer one first. */
function leastFirst(a: YieldRows['byPair'][number], b: YieldRows['byPair'][number]): number {
  return (
    (a.rate ?? 2) - (b.rate ?? 2) ||
    b.decided - a.decided ||
    compare(a.skills[0], b.skills[0]) ||
    compare(a.skills[1], b.skills[1])
  );
}

interface Count {
  add(mix: number, fate: Fate): void;
  yield(): Yield;
}

function createCount(): Count {
  const fates: Record<Fate, number> = { kept: 0, dropped: 0, unreadable: 0, ungraded: 0, failed: 0 };
  const byMix = new Map<number, { tried: number; kept: number }>();
  return {
    add(mix, fate) {
      fates[fate] += 1;
      if (fate !== 'kept' && fate !== 'dropped') return;
      const ofMix = entryOf(byMix, mix, () => ({ tried: 0, kept: 0 }));
      ofMix.tried += 1;
      if (fate === 'kept') ofMix.kept += 1;
    },
    yield() {
      const { kept, dropped, unreadable, ungraded, failed } = fates;
      const decided = kept + dropped;
      const interval = clusterRate(
        Array.from(byMix.values(), (mix) => ({
          rate: mix.kept / mix.tried,
          weight: mix.tried,
          points: mix.tried,
        })),
      );
      return {
        attempts: decided + unreadable + ungraded + failed,
        decided,
        kept,
        rate: decided === 0 ? null : kept / decided,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        unreadable,
        ungraded,
        failed,
      };
    },
  };
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const created = create();
  map.set(key, created);
  return created;
}
