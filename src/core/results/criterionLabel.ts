import type { Criterion } from '../grading/criterion.ts';

/** A criterion as the screen names it. */
export function criterionLabel(criterion: Criterion): string {
  return criterion.kind === 'skill' ? criterion.skill : criterion.kind;
}
