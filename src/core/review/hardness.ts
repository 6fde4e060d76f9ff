import type { CandidateRound, ReviewCandidate } from './candidate.ts';

/** Why a person's word on a text is worth more than on another. */
export interface Hardness {
  readonly kind: 'disagreement' | 'near-miss';
  /** The greater, the more there is to learn. */
  readonly worth: number;
}

/**
 * `disagreement`: rounds or graders differ on a criterion. It is worth the sum over criteria of 4 p (1 - p), where p is
 * the mean over graders of the share of their rounds that give the point: 1 for a criterion on which they are evenly
 * split (query by committee: H. S. Seung, M. Opper & H. Sompolinsky, COLT 1992, 287-294).
 * `near-miss`: all agree, and one point is missing of k + 3, so that one wrong point decides about full marks.
 */
export function hardnessOf({ k, rounds }: ReviewCandidate): Hardness | undefined {
  const byGrader = new Map<string, CandidateRound[]>();
  for (const round of rounds) byGrader.set(round.grader, [...(byGrader.get(round.grader) ?? []), round]);
  const graders = [...byGrader.values()];
  let [worth, missing] = [0, 0];
  for (let position = 0, bit = 1; position < k + 3; position += 1, bit *= 2) {
    const shares = graders.map((own) => meanOf(own.map(({ earned }) => (earned / bit) & 1)));
    const share = meanOf(shares);
    worth += 4 * share * (1 - share);
    if (share === 0) missing += 1;
  }
  if (worth > 0) return { kind: 'disagreement', worth };
  return missing === 1 ? { kind: 'near-miss', worth: 0 } : undefined;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
