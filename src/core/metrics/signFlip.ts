import { greatestDivisor } from './greatestDivisor.ts';
import { normalTail } from './normalTail.ts';

/**
 * The two-sided p-value of paired differences, in whole units: how often the sum would be as far from 0 were each
 * difference as likely to have the other sign. Exact, with no assumption on how the differences are spread (R. A. Fisher,
 * The Design of Experiments (1935), section 21); for differences of -1, 0 and 1 it is McNemar's exact test (Q. McNemar,
 * Psychometrika 12 (1947), 153-157). The sum of very many is taken for normal.
 */
export function signFlipTest(differences: readonly number[]): number {
  let [most, squares, sum, unit, count] = [0, 0, 0, 0, 0];
  for (const difference of differences) {
    const size = Math.abs(difference);
    if (size === 0) continue;
    most += size;
    squares += size ** 2;
    sum += difference;
    unit = greatestDivisor(size, unit);
    count += 1;
  }
  if (count === 0) return 1;
  if ((most / unit) * count > MOST_WORK) return normalTail(sum / Math.sqrt(squares));
  const sizes = differences.flatMap((difference) => (difference === 0 ? [] : [Math.abs(difference) / unit]));
  return exactTail(sizes, most / unit, Math.abs(sum) / unit);
}

/** How many steps an exact test may take: some milliseconds. With figures of 0 or 1 it is a thousand mixes that differ. */
const MOST_WORK = 1e6;

/**
 * The chance that the sizes, each with a sign by chance, sum to at least `sum` away from 0. Counted by the sum of the
 * sizes that have a plus: with `at` of `most` it is 2 at - most.
 */
function exactTail(sizes: readonly number[], most: number, sum: number): number {
  const chances = new Float64Array(most + 1);
  chances[0] = 1;
  let reached = 0;
  for (const size of sizes) {
    reached += size;
    // From above, so that what is read has not been written yet.
    for (let at = reached; at >= 0; at -= 1)
      chances[at] = ((chances[at] ?? 0) + (at < size ? 0 : (chances[at - size] ?? 0))) / 2;
  }
  let tail = 0;
  for (let at = 0; at <= most; at += 1) if (Math.abs(2 * at - most) >= sum) tail += chances[at] ?? 0;
  return Math.min(1, tail);
}
