import type { Digest } from '../runs/ports.ts';
import type { SampleId } from '../runs/records.ts';
import type { ReviewCandidate } from './candidate.ts';

/**
 * Where each text stands in the random order of all, from 0 to 1. Every beginning of that order is a sample stratified
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
): ReadonlyMap<SampleId, number> {
  const strata = new Map<string, { readonly id: SampleId; readonly lot: string }[]>();
  for (const { id, k, student } of texts) {
    const stratum = JSON.stringify([k, student]);
    const members = strata.get(stratum) ?? [];
    members.push({ id, lot: digest(`review:${seed}:${id}`) });
    strata.set(stratum, members);
  }
  const places = new Map<SampleId, number>();
  for (const [stratum, members] of strata) {
    members.sort((one, other) => (one.lot < other.lot ? -1 : 1));
    const start = fractionOf(digest(`review:${seed}:${stratum}`));
    for (const [rank, { id }] of members.entries()) places.set(id, (rank + start) / members.length);
  }
  return places;
}

/** In [0, 1). */
function fractionOf(digest: string): number {
  return Number.parseInt(digest.slice(0, 12), 16) / 2 ** 48;
}
