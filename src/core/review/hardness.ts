/** A round that votes (see `votingRounds`) and could be read. */
export interface CandidateRound {
  readonly grader: string;
  /** A mask: bit i for the i-th criterion in the order of `criteriaOf`, before the name rule. */
  readonly earned: number;
}

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
 *
 * Of rounds of one grader that all say the same one will do.
 */
export function hardnessOf(k: number, rounds: readonly CandidateRound[]): Hardness | undefined {
  const graders = gradersOf(rounds);
  let [worth, missing] = [0, 0];
  for (let position = 0, bit = 1; position < k + 3; position += 1, bit *= 2) {
    const share = shareOf(graders, bit);
    worth += 4 * share * (1 - share);
    if (share === 0) missing += 1;
  }
  if (worth > 0) return { kind: 'disagreement', worth };
  return missing === 1 ? { kind: 'near-miss', worth: 0 } : undefined;
}

/** The points of the rounds of each grader. */
function gradersOf(rounds: readonly CandidateRound[]): readonly (readonly number[])[] {
  const graders = new Map<string, number[]>();
  for (const { grader, earned } of rounds) {
    const own = graders.get(grader);
    if (own === undefined) graders.set(grader, [earned]);
    else own.push(earned);
  }
  return [...graders.values()];
}

/** The mean over graders of the share of their rounds that give a point. */
function shareOf(graders: readonly (readonly number[])[], bit: number): number {
  let shares = 0;
  for (const own of graders) {
    let points = 0;
    for (const earned of own) points += (earned / bit) & 1;
    shares += points / own.length;
  }
  return shares / graders.length;
}
