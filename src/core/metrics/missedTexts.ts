import type { ReportFacts, Series } from './facts.ts';
import type { SeriesEntries } from './groupIntoCells.ts';
import { samplingKey } from './internedFacts.ts';
import { judgedTexts } from './judgedTexts.ts';
import { createMixCriteria } from './mixCriteria.ts';
import type { RatedSkill } from './ratings.ts';

/** Which skills a graded text missed. */
export interface MissedText {
  /** The same for all texts of one mix. */
  readonly cluster: number;
  /** The same for texts of one student, written in one way, of one split and one k. */
  readonly stratum: string;
  readonly skills: readonly RatedSkill[];
  /** In the order of the skills. */
  readonly missed: readonly boolean[];
}

/** `points` are those of each judgement. */
export function missedTexts(
  facts: ReportFacts,
  chosen: readonly SeriesEntries[],
  points: readonly number[],
  grader: string,
): MissedText[] {
  const criteriaOf = createMixCriteria(facts);
  const skillsOf = facts.mixes.first.map((_, mix) => criteriaOf(mix).flatMap(({ skill }) => skill ?? []));
  const strata = new Map(chosen.map(({ series }) => [series, stratumOf(series)]));
  return Array.from(judgedTexts(facts, chosen, [grader]), ({ series, mix, cluster, verdicts }) => {
    const mask = points[verdicts[0] ?? 0] ?? 0;
    const skills = skillsOf[mix] ?? [];
    const missed = skills.map((_, bit) => ((mask / 2 ** bit) & 1) === 0);
    return { cluster, stratum: strata.get(series) ?? '', skills, missed };
  });
}

function stratumOf({ writing: { student, sampling, purpose }, draw: { split, k } }: Series): string {
  return JSON.stringify([student, samplingKey(sampling), purpose, split, k]);
}

/** How often the skill at a place of a text is missed in all texts of its stratum, in [0, 1]. */
export function ownRates(texts: readonly MissedText[]): (text: MissedText, place: number) => number {
  const strata = new Map<string, Map<RatedSkill, { tried: number; missed: number }>>();
  for (const { stratum, skills, missed } of texts) {
    const counts = strata.get(stratum) ?? new Map<RatedSkill, { tried: number; missed: number }>();
    strata.set(stratum, counts);
    for (const [place, skill] of skills.entries()) {
      const count = counts.get(skill) ?? { tried: 0, missed: 0 };
      counts.set(skill, count);
      count.tried += 1;
      if (missed[place] === true) count.missed += 1;
    }
  }
  return ({ stratum, skills }, place) => {
    const skill = skills[place];
    const count = skill && strata.get(stratum)?.get(skill);
    return count === undefined ? 0 : count.missed / count.tried;
  };
}
