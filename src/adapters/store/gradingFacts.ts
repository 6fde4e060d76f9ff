import { createHash } from 'node:crypto';
import type { CriterionPoint } from '../../core/grading/criterion.ts';
import { wordsOf } from '../../core/grading/verdict.ts';
import { lacksEvidence } from '../../core/metrics/pointsWithoutEvidence.ts';

/** What a report needs of a graded round, so that it need not read the reasons. Bit i is about the i-th point. */
export interface GradingFacts {
  readonly earned: number;
  readonly named: number;
  /** Points of skills that quote no words, or words that are not in the text. */
  readonly unquoted: number;
  /** How many points there are. */
  readonly criteria: number;
  /** The same for rounds that are the same to the letter. */
  readonly words: string;
}

export function factsOf(points: readonly CriterionPoint[]): GradingFacts {
  return {
    earned: bitsOf(points, ({ point }) => point === 1),
    named: bitsOf(points, ({ named }) => named === true),
    unquoted: bitsOf(points, lacksEvidence),
    criteria: points.length,
    words: createHash('sha256')
      .update(wordsOf({ kind: 'graded', points }))
      .digest('base64url')
      .slice(0, 16),
  };
}

/** Not with `<<`: that ends at 32 bits. */
function bitsOf(points: readonly CriterionPoint[], holds: (point: CriterionPoint) => boolean): number {
  return points.reduce((bits, point, index) => bits + (holds(point) ? 2 ** index : 0), 0);
}
