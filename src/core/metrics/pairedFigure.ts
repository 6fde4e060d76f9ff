import type { PairedFigure } from './comparison.ts';
import { greatestDivisor } from './greatestDivisor.ts';
import { pairedDifference } from './pairedDifference.ts';
import { signFlipTest } from './signFlip.ts';

/** How many points two sides earned on one mix, of those that they could. */
export interface PairedPoints {
  readonly base: EarnedPoints;
  readonly tuned: EarnedPoints;
}

export interface EarnedPoints {
  readonly earned: number;
  /** At least 1. */
  readonly tried: number;
}

/** The means over mixes, each mix counting the same, with interval and test. */
export function pairedFigure(mixes: readonly PairedPoints[]): Omit<PairedFigure, 'q'> {
  const { first, second, difference } = pairedDifference(
    countAlike(mixes).map(({ count, base, tuned }) => ({
      ...{ count, weight: 1, first: base.earned / base.tried, second: tuned.earned / tuned.tried },
      ...{ firstPoints: base.tried, secondPoints: tuned.tried },
    })),
  );
  const { value, low, high } = difference;
  const p = mixes.length === 0 ? null : signFlipTest(inWholeUnits(mixes));
  return { base: first, tuned: second, difference: value, low, high, p };
}

/** Of very many mixes there are but a few kinds. */
function countAlike(mixes: readonly PairedPoints[]): (PairedPoints & { readonly count: number })[] {
  const kinds = new Map<number, PairedPoints & { count: number }>();
  for (const { base, tuned } of mixes) {
    const key = ((base.earned * MOST + base.tried) * MOST + tuned.earned) * MOST + tuned.tried;
    const kind = kinds.get(key);
    if (kind === undefined) kinds.set(key, { base, tuned, count: 1 });
    else kind.count += 1;
  }
  return [...kinds.values()];
}

/** More points than one mix has: four such numbers still fit in one of 53 bits. */
const MOST = 2 ** 13;

/** The differences on a common denominator, so that the test can count exactly. */
function inWholeUnits(mixes: readonly PairedPoints[]): number[] {
  const tries = new Set<number>();
  for (const { base, tuned } of mixes) {
    tries.add(base.tried);
    tries.add(tuned.tried);
  }
  const unit = [...tries].reduce(leastMultiple, 1);
  return mixes.map(
    ({ base, tuned }) => (unit / tuned.tried) * tuned.earned - (unit / base.tried) * base.earned,
  );
}

function leastMultiple(one: number, other: number): number {
  return (one / greatestDivisor(one, other)) * other;
}
