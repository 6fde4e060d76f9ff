import { type Mix, sentenceLimit } from '../mixes/mix.ts';
import type { CriterionPoint } from './criterion.ts';
import { countSentences } from './sentences.ts';

/** The length point, which no grader gives: at least one sentence and at most max(1, k - 1) (PROTOCOL). */
export function lengthPoint(mix: Mix, text: string): CriterionPoint {
  const count = countSentences(text);
  const limit = sentenceLimit(mix.skills.length);
  const point = count >= 1 && count <= limit ? 1 : 0;
  return {
    criterion: { kind: 'length' },
    point,
    reason: `${sentences(count)} counted, at most ${limit} allowed.`,
  };
}

function sentences(count: number): string {
  return count === 1 ? '1 sentence' : `${count} sentences`;
}
