import type { CriterionPoint } from '../grading/criterion.ts';

/** Whether a skill point quotes no words, or words that are not in the text. */
export function lacksEvidence({ criterion, point, quoteFound }: CriterionPoint): boolean {
  return criterion.kind === 'skill' && point === 1 && quoteFound !== true;
}
