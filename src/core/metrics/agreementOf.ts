import type { Agreement } from './agreement.ts';
import { createAgreementTally } from './agreementTally.ts';
import { AGREEMENT_METHOD } from './disagreement.ts';
import { type RatedCriterion, tallyByCriterion } from './ratings.ts';

/**
 * How far raters agree: graders, people, or both together. The ratings of an item stand in the order of `raters`, and
 * null is where one did not rate it; items with fewer than two ratings count in nothing.
 */
export function agreementOf(raters: readonly string[], items: Iterable<RatedCriterion>): Agreement {
  return { method: AGREEMENT_METHOD, raters, ...tallyByCriterion(items, () => createAgreementTally(raters)) };
}
