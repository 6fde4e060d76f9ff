import { compare } from '../metrics/grouping.ts';
import type { Digest } from '../runs/ports.ts';
import type { ReviewCandidate } from './candidate.ts';
import { orderOf } from './orderOf.ts';

/**
 * Where each text stands in the random order of all, from 0 to 1, in the order of the texts. Every beginning of that order is a sample stratified
 * by k and student in proportion to their texts: each text has the same chance to be in it, so that plain means over it
 * are unbiased for all texts, and need no weights. In each stratum texts are shuffled, and the i-th of n (from 0) stands
 * at (i + u) / n, with one u in [0, 1) for the stratum (systematic sampling with a random start: W. G. Cochran, Sampling
 * Techniques, 3rd ed. 1977, sections 5A.3 and 8.1).
 *
 * The shuffle goes by a number that belongs to each text for ever (permanent random numbers: E. Ohlsson, in: Business
 * Survey Methods, 1995, 153-169), so that texts that are written later move the others but little.
 */
export function randomOrder(
  texts: readonly Pick<ReviewCandidate, 'id' | 'k' | 'student'>[],
  seed: number,
  digest: Digest,
): Float64Array {
  const places = new Float64Array(texts.length);
  for (const [stratum, members] of groupIntoStrata(texts)) {
    // Made again for those that are alike, as so many long texts would have to be held for hardly any.
    const lotOf = (member: number | undefined) => digest(`review:${seed}:${texts[member ?? -1]?.id ?? ''}`);
    const order = orderOf(
      new Float64Array(members.map((member) => fractionOf(lotOf(member)))),
      (one, other) => compare(lotOf(members[one]), lotOf(members[other])),
    );
    const start = fractionOf(digest(`review:${seed}:${stratum}`));
    order.forEach((place, rank) => {
      places[members[place] ?? 0] = (rank + start) / members.length;
    });
  }
  return places;
}

/** The places of the texts of each k and student. */
function groupIntoStrata(
  texts: readonly Pick<ReviewCandidate, 'k' | 'student'>[],
): ReadonlyMap<string, readonly number[]> {
  const byStudent = new Map<string, Map<number, number[]>>();
  for (const [place, { k, student }] of texts.entries()) {
    const byK = byStudent.get(student) ?? new Map<number, number[]>();
    byStudent.set(student, byK);
    const members = byK.get(k) ?? [];
    byK.set(k, members);
    members.push(place);
  }
  return new Map(
    [...byStudent].flatMap(([student, byK]) =>
      Array.from(byK, ([k, members]) => [JSON.stringify([k, student]), members]),
    ),
  );
}

/** In [0, 1). */
function fractionOf(digest: string): number {
  return Number.parseInt(digest.slice(0, 12), 16) / 2 ** 48;
}
