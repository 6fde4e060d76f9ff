import type { MixFacts, ReportFacts } from './facts.ts';

/** Of the mixes, each in all its versions, how many verdicts there are, and how many of them give a skill's point. */
export interface VerdictCounts {
  /** One more, as the places of its mix and its judgement. */
  add(mix: number, judgement: number): void;
  /** Whether this version of a mix has a verdict. */
  isTried(mix: number): boolean;
  /** Of all versions of the mix. */
  tried(mix: number): number;
  /** For each skill of the mix; of all versions, so that it is asked for at one of them only. */
  earned(mix: number): readonly number[];
}

/** `points` are those of each judgement. */
export function createVerdictCounts(
  { mixes, skills }: ReportFacts,
  points: readonly number[],
): VerdictCounts {
  const versions = mixes.map((): boolean => false);
  const tried = mixes.map(() => 0);
  const earned = mixes.map((): number[] | undefined => undefined);
  const keysOf = (mix: MixFacts | undefined) => (mix?.skills ?? []).map((skill) => skills[skill]?.key ?? '');

  function add(place: number, judgement: number): void {
    const mix = mixes[place];
    if (mix === undefined) return;
    const { first } = mix;
    versions[place] = true;
    tried[first] = (tried[first] ?? 0) + 1;
    const counts = earned[first] ?? mix.skills.map(() => 0);
    earned[first] = counts;
    const mask = points[judgement] ?? 0;
    if (first === place) addInOrder(counts, mask);
    else addByName(counts, mask, keysOf(mixes[first]), keysOf(mix));
  }

  return {
    add,
    isTried: (mix) => versions[mix] === true,
    tried: (mix) => tried[mix] ?? 0,
    earned: (mix) => earned[mix] ?? [],
  };
}

/** Points stand in the order of `criteriaOf`: the skills of the mix come first, in their order. */
function addInOrder(counts: number[], points: number): void {
  for (let position = 0, bit = 1; position < counts.length; position += 1, bit *= 2)
    if ((points / bit) & 1) counts[position] = (counts[position] ?? 0) + 1;
}

/** The same mix as it was stored on another day: its skills may stand in another order. */
function addByName(
  counts: number[],
  points: number,
  keys: readonly string[],
  keysOfPoints: readonly string[],
): void {
  for (const [index, key] of keysOfPoints.entries()) {
    const position = keys.indexOf(key);
    if (position !== -1 && (points / 2 ** index) & 1) counts[position] = (counts[position] ?? 0) + 1;
  }
}
