import type { CriterionPoint } from '../grading/criterion.ts';
import type { Grading } from '../runs/records.ts';

/** Skill points that quote no words, or words that are not in the text. */
export function countPointsWithoutEvidence(rounds: readonly Grading[]): number {
  let count = 0;
  for (const { result } of rounds)
    if (result.kind === 'graded') for (const point of result.points) if (lacksEvidence(point)) count += 1;
  return count;
}

export function lacksEvidence({ criterion, point, quoteFound }: CriterionPoint): boolean {
  return criterion.kind === 'skill' && point === 1 && quoteFound !== true;
}
