import type { ComparedMix, ScoreName, SideOfMix } from './comparedMixes.ts';
import type { DifferenceBounds } from './comparison.ts';

/**
 * The difference at its least and at its most, whatever the unreadable texts earned, over the mixes of which both
 * students have a text, readable or not: each mix counts the same.
 */
export function differenceBounds(
  mixes: readonly ComparedMix[],
  score: ScoreName,
): { readonly max: DifferenceBounds; readonly mean: DifferenceBounds } {
  const both = mixes.filter(({ base, tuned }) => textsOf(base) > 0 && textsOf(tuned) > 0);
  const boundsBy = (rangeOf: (side: SideOfMix, most: number) => Range): DifferenceBounds => {
    const unreadableMixes = both.filter(({ base, tuned }) => base.unreadable + tuned.unreadable > 0).length;
    if (both.length === 0) return { mixes: 0, unreadableMixes, least: null, most: null };
    let least = 0;
    let most = 0;
    for (const { base, tuned, k } of both) {
      const points = score === 'skillFraction' ? k : 1;
      const [before, after] = [rangeOf(base, points), rangeOf(tuned, points)];
      least += after.low - before.high;
      most += after.high - before.low;
    }
    return { mixes: both.length, unreadableMixes, least: least / both.length, most: most / both.length };
  };
  return {
    max: boundsBy(({ best, unreadable }, points) => {
      const low = best[score] / points;
      return { low, high: unreadable > 0 ? 1 : low };
    }),
    mean: boundsBy((side, points) => {
      const tried = points * textsOf(side);
      return { low: side.sum[score] / tried, high: (side.sum[score] + points * side.unreadable) / tried };
    }),
  };
}

/** What a side earned of a mix, in [0, 1]. */
interface Range {
  readonly low: number;
  readonly high: number;
}

function textsOf({ samples, unreadable }: SideOfMix): number {
  return samples.length + unreadable;
}
