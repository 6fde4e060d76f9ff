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
    mixes.map(({ base, tuned }) => ({
      ...{ weight: 1, first: base.earned / base.tried, second: tuned.earned / tuned.tried },
      ...{ firstPoints: base.tried, secondPoints: tuned.tried },
    })),
  );
  const { value, low, high } = difference;
  const p = mixes.length === 0 ? null : signFlipTest(inWholeUnits(mixes));
  return { base: first, tuned: second, difference: value, low, high, p };
}

/** The differences on a common denominator, so that the test can count exactly. */
function inWholeUnits(mixes: readonly PairedPoints[]): number[] {
  const tries = new Set(mixes.flatMap(({ base, tuned }) => [base.tried, tuned.tried]));
  const unit = [...tries].reduce(leastMultiple, 1);
  return mixes.map(
    ({ base, tuned }) => (unit / tuned.tried) * tuned.earned - (unit / base.tried) * base.earned,
  );
}

function leastMultiple(one: number, other: number): number {
  return (one / greatestDivisor(one, other)) * other;
}
