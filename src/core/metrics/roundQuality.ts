import type { CriterionPoint } from '../grading/criterion.ts';
import type { Grading } from '../runs/records.ts';

/**
 * Whether a model's rounds of one sample, at least two, are the same to the letter. Then they hardly are
 * independent calls, and the majority over them decides nothing. The rule grader always repeats itself.
 */
export function hasIdenticalRounds(rounds: readonly Grading[]): boolean {
  const readable = rounds.filter(({ grader, result }) => grader !== 'rule' && result.kind === 'graded');
  return readable.length > 1 && new Set(readable.map(({ result }) => JSON.stringify(result))).size === 1;
}

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
