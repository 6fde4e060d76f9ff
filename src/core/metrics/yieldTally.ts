import { clusterRate } from './clusterRate.ts';
import { createClusterCounts, weightedByTries } from './countedClusters.ts';
import type { Draw, ReportFacts } from './facts.ts';
import type { Fate } from './fates.ts';
import { compare } from './grouping.ts';

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
  /** Attempts at the mix at this place. Those at one mix have to follow each other, whatever its versions and draws. */
  add(draw: Draw, mix: number, fates: FateCounts): void;
  rows(): YieldRows;
}

export function createYieldTally({ mixes, skills }: ReportFacts): YieldTally {
  const total = createCount();
  const ofK = new Map<number, Count>();
  const ofSplit = new Map<string, Count>();
  const ofSkill = new Map<string, Count>();
  const ofPair = new Map<string, Map<string, Count>>();
  /** Of each skill the place of the form that came first. */
  const forms = new Map<string, number>();
  /** Of the mix that is being read. */
  const open = new Set<Count>();
  let before = -1;

  function count(to: Count, fates: FateCounts): void {
    to.add(fates);
    open.add(to);
  }

  function endMix(): void {
    for (const each of open) each.endMix();
    open.clear();
  }

  function add({ k, split }: Draw, place: number, fates: FateCounts): void {
    const first = mixes.first[place] ?? place;
    if (first !== before) endMix();
    before = first;
    const ofMix = mixes.skill.slice(mixes.skillsFrom[place], mixes.skillsUntil[place]);
    count(total, fates);
    count(entryOf(ofK, k, createCount), fates);
    count(entryOf(ofSplit, split, createCount), fates);
    const keys = ofMix.map((skill) => {
      const key = skills[skill]?.key ?? '';
      const form = skills[forms.get(key) ?? skill];
      if ((skills[skill]?.order ?? 0) <= (form?.order ?? 0)) forms.set(key, skill);
      return key;
    });
    for (const [index, key] of keys.sort(compare).entries()) {
      count(entryOf(ofSkill, key, createCount), fates);
      const pairs = entryOf(ofPair, key, () => new Map<string, Count>());
      for (const other of keys.slice(index + 1)) count(entryOf(pairs, other, createCount), fates);
    }
  }

  function rows(): YieldRows {
    endMix();
    const formOf = (key: string) => skills[forms.get(key) ?? 0];
    const nameOf = (key: string): string => formOf(key)?.name ?? key;
    return {
      total: total.yield(),
      byK: [...ofK].sort(([a], [b]) => a - b).map(([k, count]) => ({ k, ...count.yield() })),
      bySplit: [...ofSplit]
        .sort(([a], [b]) => compare(a, b))
        .map(([split, count]) => ({ split, ...count.yield() })),
      bySkill: [...ofSkill]
        .map(([key, count]) => ({
          skill: nameOf(key),
          category: formOf(key)?.category ?? '',
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

/** How many attempts had each fate. */
export type FateCounts = Record<Fate, number>;

export function noFates(): FateCounts {
  return { kept: 0, dropped: 0, unreadable: 0, ungraded: 0, failed: 0 };
}

/** It holds no mix but the one that is being read: there are thousands of pairs, and 100,000 mixes. */
interface Count {
  /** More attempts at the mix that is being read. */
  add(fates: FateCounts): void;
  endMix(): void;
  yield(): Yield;
}

function createCount(): Count {
  const all = noFates();
  const clusters = createClusterCounts();
  const ofMix = { tried: 0, kept: 0 };
  return {
    add({ kept, dropped, unreadable, ungraded, failed }) {
      all.kept += kept;
      all.dropped += dropped;
      all.unreadable += unreadable;
      all.ungraded += ungraded;
      all.failed += failed;
      ofMix.tried += kept + dropped;
      ofMix.kept += kept;
    },
    endMix() {
      if (ofMix.tried > 0) clusters.add(ofMix.kept, ofMix.tried);
      ofMix.tried = 0;
      ofMix.kept = 0;
    },
    yield() {
      const { kept, dropped, unreadable, ungraded, failed } = all;
      const decided = kept + dropped;
      const interval = clusterRate(clusters.list().map(weightedByTries));
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
