import type { MixId } from '../runs/records.ts';
import { clusterRate } from './clusterRate.ts';
import type { SkillFacts } from './facts.ts';
import { compare } from './grouping.ts';
import type { JudgedSample } from './judgedSample.ts';

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

/** Skills with at least one verdict, by category and name; case and spacing of the name do not tell them apart. */
export function skillRates(judged: readonly JudgedSample[]): SkillRate[] {
  const tallies = new Map<string, Tally>();
  for (const each of judged) if (each.state === 'graded') addVerdicts(tallies, each);
  return [...tallies.values()]
    .flatMap(rateOf)
    .sort((a, b) => compare(a.category, b.category) || compare(a.name, b.name));
}

interface Tally {
  /** The form that came first. */
  first: SkillFacts;
  readonly byMix: Map<MixId, MixTally>;
}

interface MixTally {
  tried: number;
  earned: number;
}

/** Points stand in the order of `criteriaOf`: the skills of the mix come first, in their order. */
function addVerdicts(tallies: Map<string, Tally>, { sample: { mix }, points }: JudgedSample): void {
  let bit = 1;
  for (const skill of mix.skills) {
    const tally = tallyOf(tallies, skill);
    const ofMix = tally.byMix.get(mix.id);
    const earned = (points / bit) & 1;
    if (ofMix === undefined) tally.byMix.set(mix.id, { tried: 1, earned });
    else {
      ofMix.tried += 1;
      ofMix.earned += earned;
    }
    bit *= 2;
  }
}

function tallyOf(tallies: Map<string, Tally>, skill: SkillFacts): Tally {
  const tally = tallies.get(skill.key);
  if (tally === undefined) {
    const created: Tally = { first: skill, byMix: new Map() };
    tallies.set(skill.key, created);
    return created;
  }
  if (skill.order < tally.first.order) tally.first = skill;
  return tally;
}

function rateOf({ first: { name, category }, byMix }: Tally): SkillRate[] {
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
