import { clusterRate } from './clusterRate.ts';
import {
  type ClusterCounts,
  type CountedCluster,
  createClusterCounts,
  weightedByTries,
} from './countedClusters.ts';
import type { MixFacts, ReportFacts, SkillFacts } from './facts.ts';
import type { CellGroup } from './groupIntoCells.ts';
import { compare } from './grouping.ts';
import { pointsOf } from './judgedSamples.ts';

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
export function skillRates(
  facts: ReportFacts,
  groups: readonly CellGroup[],
  options: { readonly nameRule: boolean },
): SkillRate[] {
  const mixes = tallyMixes(facts, groups, pointsOf(facts, options));
  return tallySkills(facts, mixes)
    .map(rateOf)
    .sort((a, b) => compare(a.category, b.category) || compare(a.name, b.name));
}

/** Of one mix, in all its versions: its verdicts, and for each skill of the first version how many give the point. */
interface MixTally {
  tried: number;
  readonly earned: number[];
}

interface MixTallies {
  /** At the places of the first versions. */
  readonly ofFirst: readonly (MixTally | undefined)[];
  /** Which versions have a verdict. */
  readonly isTried: readonly boolean[];
}

function tallyMixes(
  { mixes, skills }: ReportFacts,
  groups: readonly CellGroup[],
  points: readonly number[],
): MixTallies {
  const ofFirst = mixes.map((): MixTally | undefined => undefined);
  const isTried = mixes.map(() => false);
  for (const { judged } of groups)
    for (const [index, place] of judged.mix.entries()) {
      const mix = mixes[place];
      if (mix === undefined || judged.state[index] !== 'graded') continue;
      const tally = ofFirst[mix.first] ?? { tried: 0, earned: mix.skills.map(() => 0) };
      ofFirst[mix.first] = tally;
      isTried[place] = true;
      tally.tried += 1;
      const mask = points[judged.judgement[index] ?? 0] ?? 0;
      if (mix.first === place) addInOrder(tally.earned, mask);
      else addByName(tally.earned, mask, keysOf(mixes[mix.first], skills), keysOf(mix, skills));
    }
  return { ofFirst, isTried };
}

/** Points stand in the order of `criteriaOf`: the skills of the mix come first, in their order. */
function addInOrder(earned: number[], points: number): void {
  for (let position = 0, bit = 1; position < earned.length; position += 1, bit *= 2)
    if ((points / bit) & 1) earned[position] = (earned[position] ?? 0) + 1;
}

/** The same mix as it was stored on another day: its skills may stand in another order. */
function addByName(
  earned: number[],
  points: number,
  keys: readonly string[],
  keysOfPoints: readonly string[],
): void {
  for (const [index, key] of keysOfPoints.entries()) {
    const position = keys.indexOf(key);
    if (position !== -1 && (points / 2 ** index) & 1) earned[position] = (earned[position] ?? 0) + 1;
  }
}

function keysOf(mix: MixFacts | undefined, skills: readonly SkillFacts[]): string[] {
  return (mix?.skills ?? []).map((skill) => skills[skill]?.key ?? '');
}

interface SkillTally {
  /** The place of the form that came first. */
  form: number;
  readonly clusters: ClusterCounts;
}

function tallySkills({ mixes, skills }: ReportFacts, { ofFirst, isTried }: MixTallies) {
  const byKey = new Map<string, SkillTally>();
  const tallies = skills.map(({ key }) => {
    const tally = byKey.get(key) ?? { form: Number.POSITIVE_INFINITY, clusters: createClusterCounts() };
    byKey.set(key, tally);
    return tally;
  });
  for (const [place, mix] of mixes.entries()) {
    const tally = ofFirst[place];
    for (const [position, skill] of mix.skills.entries()) {
      const ofSkill = tallies[skill];
      if (ofSkill === undefined) continue;
      if (isTried[place] === true && skill < ofSkill.form) ofSkill.form = skill;
      if (tally !== undefined) ofSkill.clusters.add(tally.earned[position] ?? 0, tally.tried);
    }
  }
  return [...byKey.values()].flatMap(({ form, clusters }) => {
    const first = skills[form];
    return first === undefined ? [] : [{ first, clusters: clusters.list() }];
  });
}

function rateOf({
  first: { name, category },
  clusters,
}: {
  readonly first: SkillFacts;
  readonly clusters: readonly CountedCluster[];
}): SkillRate {
  const tried = clusters.reduce((sum, cluster) => sum + cluster.count * cluster.tried, 0);
  const earned = clusters.reduce((sum, cluster) => sum + cluster.count * cluster.earned, 0);
  const { low, high } = clusterRate(clusters.map(weightedByTries)) ?? NO_INTERVAL;
  // Of the counts, so that it is the same to the last digit for who divides them.
  return { name, category, tried, earned, rate: earned / tried, low, high };
}

/** Nothing is known. */
const NO_INTERVAL = { low: 0, high: 1 };
