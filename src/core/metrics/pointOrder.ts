import type { ReportFacts } from './facts.ts';

/**
 * The same mix may be stored in several versions, with its skills in another order. This puts the points of a version,
 * as a mask, into the order of the first one, whose place is given.
 */
export function createPointOrder({
  mixes: { first, skillsFrom, skillsUntil, skill },
  skills,
}: ReportFacts): (points: number, mix: number) => number {
  const keyAt = (at: number) => skills[skill[at] ?? 0]?.key;
  const known = new Map<number, readonly number[]>();

  /** Of each bit of a version its place in the first version. */
  function placesOf(mix: number, version: number): readonly number[] {
    const before = known.get(mix);
    if (before !== undefined) return before;
    const [from, until] = [skillsFrom[version] ?? 0, skillsUntil[version] ?? 0];
    const keys = Array.from({ length: until - from }, (_, place) => keyAt(from + place));
    const ofMix = skill.slice(skillsFrom[mix], skillsUntil[mix]);
    const places = ofMix.map((each) => keys.indexOf(skills[each]?.key));
    known.set(mix, places);
    return places;
  }

  return (points, mix) => {
    const version = first[mix] ?? mix;
    if (version === mix) return points;
    const places = placesOf(mix, version);
    const others = Math.floor(points / 2 ** places.length);
    let ordered = others * 2 ** places.length;
    for (const [bit, place] of places.entries())
      if (((points / 2 ** bit) & 1) === 1 && place !== -1) ordered += 2 ** place;
    return ordered;
  };
}
