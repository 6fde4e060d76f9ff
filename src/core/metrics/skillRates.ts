import { type ClusterCounts, createClusterCounts } from './countedClusters.ts';
import type { ReportFacts, SkillFacts } from './facts.ts';
import { compare } from './grouping.ts';
import { pointRate } from './pointRate.ts';
import type { VerdictCounts } from './verdictCounts.ts';

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
export function skillRates(facts: ReportFacts, verdicts: VerdictCounts): SkillRate[] {
  return tallySkills(facts, verdicts)
    .map(rateOf)
    .sort((a, b) => compare(a.category, b.category) || compare(a.name, b.name));
}

/** Of a skill in all forms of its name. */
interface SkillTally {
  /** The form that came first; undefined where none has a verdict. */
  form: SkillFacts | undefined;
  readonly clusters: ClusterCounts;
}

function tallySkills({ mixes, skills }: ReportFacts, verdicts: VerdictCounts): SkillTally[] {
  const byKey = new Map<string, SkillTally>();
  const tallies = skills.map(({ key }) => {
    const tally = byKey.get(key) ?? { form: undefined, clusters: createClusterCounts() };
    byKey.set(key, tally);
    return tally;
  });
  for (let mix = 0; mix < mixes.first.length; mix += 1) {
    const tried = mixes.first[mix] === mix ? (verdicts.tried[mix] ?? 0) : 0;
    const isTried = verdicts.isTried[mix] === true;
    const until = mixes.skillsUntil[mix] ?? 0;
    for (let at = mixes.skillsFrom[mix] ?? 0; at < until; at += 1) {
      const skill = mixes.skill[at] ?? 0;
      const tally = tallies[skill];
      if (tally === undefined) continue;
      if (isTried) tally.form = earlier(tally.form, skills[skill]);
      if (tried > 0) tally.clusters.add(verdicts.earned[at] ?? 0, tried);
    }
  }
  return [...byKey.values()].filter(({ form }) => form !== undefined);
}

function earlier(one: SkillFacts | undefined, other: SkillFacts | undefined): SkillFacts | undefined {
  return one === undefined || (other !== undefined && other.order < one.order) ? other : one;
}

function rateOf({ form, clusters }: SkillTally): SkillRate {
  const { mixes: _, ...rate } = pointRate(clusters.list());
  return { name: form?.name ?? '', category: form?.category ?? '', ...rate };
}
