import { type Cluster, clusterRate } from './clusterRate.ts';
import type { MixFacts, SkillFacts } from './facts.ts';
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
  const clusterOf = createClusters();
  for (const { skills, tried, earned } of tallyMixes(judged).values())
    for (const [position, skill] of skills.entries())
      tallyOf(tallies, skill).clusters.push(clusterOf(earned[position] ?? 0, tried));
  return [...tallies.values()]
    .map(rateOf)
    .sort((a, b) => compare(a.category, b.category) || compare(a.name, b.name));
}

/** Of one mix: its verdicts, and for each of its skills how many of them give the point. */
interface MixTally {
  readonly first: MixFacts;
  readonly skills: SkillFacts[];
  readonly earned: number[];
  tried: number;
}

function tallyMixes(judged: readonly JudgedSample[]): Map<number, MixTally> {
  const tallies = new Map<number, MixTally>();
  for (const { sample, state, points } of judged) {
    if (state !== 'graded') continue;
    const { mix } = sample;
    let tally = tallies.get(mix.number);
    if (tally === undefined) {
      tally = { first: mix, skills: [...mix.skills], earned: mix.skills.map(() => 0), tried: 0 };
      tallies.set(mix.number, tally);
    }
    tally.tried += 1;
    if (mix === tally.first) addInOrder(tally.earned, points);
    else addByName(tally, mix, points);
  }
  return tallies;
}

/** Points stand in the order of `criteriaOf`: the skills of the mix come first, in their order. */
function addInOrder(earned: number[], points: number): void {
  for (let position = 0, bit = 1; position < earned.length; position += 1, bit *= 2)
    if ((points / bit) & 1) earned[position] = (earned[position] ?? 0) + 1;
}

/** The same mix as it was stored on another day: its skills may stand in another order, or in another form. */
function addByName({ skills, earned }: MixTally, mix: MixFacts, points: number): void {
  for (const [index, skill] of mix.skills.entries()) {
    const position = skills.findIndex(({ key }) => key === skill.key);
    const before = skills[position];
    if (before === undefined) continue;
    if (skill.order < before.order) skills[position] = skill;
    if ((points / 2 ** index) & 1) earned[position] = (earned[position] ?? 0) + 1;
  }
}

interface Tally {
  /** The form that came first. */
  first: SkillFacts;
  readonly clusters: Cluster[];
}

function tallyOf(tallies: Map<string, Tally>, skill: SkillFacts): Tally {
  let tally = tallies.get(skill.key);
  if (tally === undefined) {
    tally = { first: skill, clusters: [] };
    tallies.set(skill.key, tally);
  }
  if (skill.order < tally.first.order) tally.first = skill;
  return tally;
}

/** Most mixes have one of a few counts: equal clusters are one object. */
function createClusters(): (earned: number, tried: number) => Cluster {
  const byTried: Cluster[][] = [];
  return (earned, tried) => {
    const known = byTried[tried] ?? [];
    byTried[tried] = known;
    const cluster = known[earned] ?? { rate: earned / tried, weight: tried, points: tried };
    known[earned] = cluster;
    return cluster;
  };
}

function rateOf({ first: { name, category }, clusters }: Tally): SkillRate {
  const tried = clusters.reduce((sum, { weight }) => sum + weight, 0);
  const earned = clusters.reduce((sum, { rate, weight }) => sum + Math.round(rate * weight), 0);
  const { low, high } = clusterRate(clusters) ?? NO_INTERVAL;
  // Of the counts, so that it is the same to the last digit for who divides them.
  return { name, category, tried, earned, rate: earned / tried, low, high };
}

/** Nothing is known. */
const NO_INTERVAL = { low: 0, high: 1 };
