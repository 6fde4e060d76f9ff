import type { ReportFacts, Series } from './facts.ts';
import type { SeriesEntries } from './groupIntoCells.ts';
import { createInterned, samplingKey } from './internedFacts.ts';
import { judgedTexts } from './judgedTexts.ts';
import { createMixCriteria } from './mixCriteria.ts';
import type { RatedSkill } from './ratings.ts';

/** Which skills the graded texts missed. */
export interface MissedTexts {
  readonly texts: readonly MissedText[];
  /** Each once. */
  readonly skills: readonly RatedSkill[];
}

export interface MissedText {
  /** The same for all texts of one mix. */
  readonly cluster: number;
  /** The same for texts of one student, written in one way, of one split and one k. */
  readonly stratum: number;
  /** Places in `MissedTexts.skills`. */
  readonly skills: readonly number[];
  /** Bit i for the i-th of the skills. */
  readonly missed: number;
}

/** `points` are those of each judgement. */
export function missedTexts(
  facts: ReportFacts,
  chosen: readonly SeriesEntries[],
  points: readonly number[],
  grader: string,
): MissedTexts {
  const criteriaOf = createMixCriteria(facts);
  const skills = createInterned((skill: RatedSkill) => skill);
  const skillsOf = facts.mixes.first.map((_, mix) =>
    criteriaOf(mix).flatMap(({ skill }) => (skill === undefined ? [] : [skills.placeOf(skill)])),
  );
  const strata = createInterned((key: string) => key);
  const stratumOf = new Map(chosen.map(({ series }) => [series, strata.placeOf(stratumKey(series))]));
  const texts = Array.from(
    judgedTexts(facts, chosen, [grader]),
    ({ series, mix, cluster, verdicts }): MissedText => {
      const ofMix = skillsOf[mix] ?? [];
      const earned = (points[verdicts[0] ?? 0] ?? 0) % 2 ** ofMix.length;
      const stratum = stratumOf.get(series) ?? -1;
      return { cluster, stratum, skills: ofMix, missed: 2 ** ofMix.length - 1 - earned };
    },
  );
  return { texts, skills: skills.list };
}

function stratumKey({ writing: { student, sampling, purpose }, draw: { split, k } }: Series): string {
  return JSON.stringify([student, samplingKey(sampling), purpose, split, k]);
}

/** Whether a text misses the skill at a place of it. */
export function isMissed({ missed }: MissedText, place: number): boolean {
  return ((missed / 2 ** place) & 1) === 1;
}

/** How often each skill of a text is missed in all texts of its stratum, in [0, 1]. */
export function ownRates(texts: readonly MissedText[]): (text: MissedText) => readonly number[] {
  const strata: (number[] | undefined)[] = [];
  for (const text of texts) {
    // Of each skill how often it was tried, and then how often it was missed.
    const counts = strata[text.stratum] ?? [];
    strata[text.stratum] = counts;
    for (const [place, skill] of text.skills.entries()) {
      counts[2 * skill] = (counts[2 * skill] ?? 0) + 1;
      counts[2 * skill + 1] = (counts[2 * skill + 1] ?? 0) + (isMissed(text, place) ? 1 : 0);
    }
  }
  return ({ stratum, skills }) => {
    const counts = strata[stratum] ?? [];
    return skills.map((skill) => (counts[2 * skill + 1] ?? 0) / (counts[2 * skill] ?? 1));
  };
}
