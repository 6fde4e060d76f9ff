import type { Criterion } from '../grading/criterion.ts';

export type CriterionKind = Criterion['kind'];

/** In the order in which a table shows them. */
export const CRITERION_KINDS = [
  'skill',
  'topic',
  'sense',
  'length',
] as const satisfies readonly CriterionKind[];
