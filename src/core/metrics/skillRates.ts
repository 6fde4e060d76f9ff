import type { MixId } from '../runs/records.ts';
import { nameKey } from '../skillset/skillset.ts';
import { clusterRate } from './clusterRate.ts';
import type { JudgedSample } from './groupIntoCells.ts';
import { compare } from './grouping.ts';

/** How often texts that were to show a skill earned its point. */
export interface SkillRate {
  readonly name: string;
  readonly category: string;
  /** Verdicts: one for each grader of each sample with the skill. */
  readonly tried: number;
  readonly earned: number;
  /** With its interval, in [0, 1]; the mixes are the clusters. */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** Skills with at least one verdict, by category and name. */
export function skillRates(judged: readonly JudgedSample[]): SkillRate[] {
  const tallies = new Map<string, Tally>();
  for (const each of judged) addVerdicts(tallies, each);
  return [...tallies.values()]
    .flatMap(rateOf)
    .sort((a, b) => compare(a.category, b.category) || compare(a.name, b.name));
}

interface Tally {
  readonly name: string;
  readonly category: string;
  readonly byMix: Map<MixId, { tried: number; earned: number }>;
}

function addVerdicts(tallies: Map<string, Tally>, { sample, state }: JudgedSample): void {
  if (state.kind !== 'graded') return;
  const points = new Map<string, 0 | 1>();
  for (const { criterion, point } of state.criteria)
    if (criterion.kind === 'skill') points.set(nameKey(criterion.skill), point);
  for (const { name, category } of sample.mix.skills) {
    const key = nameKey(name);
    const tally = tallies.get(key) ?? { name, category, byMix: new Map() };
    tallies.set(key, tally);
    const ofMix = tally.byMix.get(sample.mix.id) ?? { tried: 0, earned: 0 };
    tally.byMix.set(sample.mix.id, ofMix);
    ofMix.tried++;
    ofMix.earned += points.get(key) ?? 0;
  }
}

function rateOf({ name, category, byMix }: Tally): SkillRate[] {
  const mixes = [...byMix.values()];
  const rate = clusterRate(
    mixes.map(({ tried, earned }) => ({ rate: earned / tried, weight: tried, points: tried })),
  );
  if (rate === undefined) return [];
  const tried = mixes.reduce((sum, mix) => sum + mix.tried, 0);
  const earned = mixes.reduce((sum, mix) => sum + mix.earned, 0);
  // Of the counts, so that it is the same to the last digit for who divides them.
  return [{ name, category, tried, earned, ...rate, rate: earned / tried }];
}
