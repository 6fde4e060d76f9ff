import { criterionId } from '../grading/criterion.ts';
import type { CriterionVerdict, Verdict } from '../grading/verdict.ts';
import type { Review } from '../runs/records.ts';
import { type PeopleWord, wordsOf } from './words.ts';

/** A grader's verdict on one criterion with what people say of it. */
export interface CorrectedCriterion extends CriterionVerdict {
  /** What people say, where anybody said anything. Without a point they are evenly split, and the grader's stands. */
  readonly people?: PeopleWord;
  /** People say something else than the grader, so that `point` is theirs. */
  readonly isCorrected: boolean;
}

/**
 * A verdict in which the word of people stands for the grader's. People say whether a skill is shown; the name rule
 * takes its point all the same where it is on, as it does from a grader.
 *
 * @param reviews of the same text, oldest first
 */
export function correctedVerdict(
  verdict: Verdict,
  reviews: readonly Review[],
  { nameRule }: { readonly nameRule: boolean },
): CorrectedCriterion[] {
  const words = wordsOf(reviews);
  return verdict.map((criterion) => {
    const people = words.get(criterionId(criterion.criterion));
    if (people === undefined) return { ...criterion, isCorrected: false };
    if (people.point === undefined) return { ...criterion, people, isCorrected: false };
    const point = nameRule && criterion.named ? 0 : people.point;
    return { ...criterion, point, tie: false, people, isCorrected: point !== criterion.point };
  });
}
