import type { CriterionPoint } from '../grading/criterion.ts';
import type { Grading } from '../runs/records.ts';

/** Skill points that quote no words, or words that are not in the text. */
export function countPointsWithoutEvidence(rounds: readonly Grading[]): number {
  return rounds.reduce((sum, round) => sum + pointsOf(round).filter(lacksEvidence).length, 0);
}

function pointsOf({ result }: Grading): readonly CriterionPoint[] {
  return result.kind === 'graded' ? result.points : [];
}

function lacksEvidence({ criterion, point, quoteFound }: CriterionPoint): boolean {
  return criterion.kind === 'skill' && point === 1 && quoteFound !== true;
}
