import type { ReportFacts } from './facts.ts';

/** Of the mixes how many verdicts there are, and how many of them give a skill's point. */
export interface VerdictCounts {
  /** One more, as the places of its mix and its judgement. */
  add(mix: number, judgement: number): void;
  /** For each version of a mix whether it has a verdict. */
  readonly isTried: readonly boolean[];
  /** Of all versions of a mix together, at the place of the first. */
  readonly tried: readonly number[];
  /** The same for each of its skills, at the places of `MixColumns.skill`. */
  readonly earned: readonly number[];
}

/** `points` are those of each judgement. */
export function createVerdictCounts(
  { mixes: { first, skillsFrom, skillsUntil, skill }, skills }: ReportFacts,
  points: readonly number[],
): VerdictCounts {
  const isTried = first.map(() => false);
  const tried = first.map(() => 0);
  const earned = skill.map(() => 0);

  /** Points stand in the order of `criteriaOf`: the skills of the mix come first, in their order. */
  function add(mix: number, judgement: number): void {
    const version = first[mix] ?? mix;
    isTried[mix] = true;
    tried[version] = (tried[version] ?? 0) + 1;
    const mask = points[judgement] ?? 0;
    const until = skillsUntil[mix] ?? 0;
    for (let at = skillsFrom[mix] ?? 0, bit = 1; at < until; at += 1, bit *= 2) {
      if (((mask / bit) & 1) === 0) continue;
      const place = version === mix ? at : sameSkill(at, version);
      if (place !== -1) earned[place] = (earned[place] ?? 0) + 1;
    }
  }

  /** The same mix as it was stored on another day: its skills may stand in another order. */
  function sameSkill(at: number, mix: number): number {
    const keyAt = (place: number) => skills[skill[place] ?? 0]?.key;
    const until = skillsUntil[mix] ?? 0;
    for (let place = skillsFrom[mix] ?? 0; place < until; place += 1)
      if (keyAt(place) === keyAt(at)) return place;
    return -1;
  }

  return { add, isTried, tried, earned };
}
