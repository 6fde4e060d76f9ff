import type { Agreement } from './agreement.ts';
import { createAgreementTally } from './agreementTally.ts';
import { AGREEMENT_METHOD } from './disagreement.ts';
import { createCriterionTally, type RatedCriterion, type RatedThing, type Rating } from './ratings.ts';

/** Takes one item with its ratings in the order of the raters, and keeps nothing of them. */
type AddRatings = (thing: RatedThing, cluster: number, ratings: readonly Rating[]) => void;

/**
 * How far raters agree: graders, people, or both together. The ratings of an item stand in the order of `raters`, and
 * null is where one did not rate it; items with fewer than two ratings count in nothing.
 */
export function agreementOf(raters: readonly string[], items: Iterable<RatedCriterion>): Agreement {
  return agreementAsTold(raters, (add) => {
    for (const item of items) add(item, item.cluster, item.ratings);
  });
}

/** The same of items that `tell` hands over one by one, as there may be very many. */
export function agreementAsTold(raters: readonly string[], tell: (add: AddRatings) => void): Agreement {
  const tally = createCriterionTally(() => createAgreementTally(raters));
  tell(tally.add);
  return { method: AGREEMENT_METHOD, raters, ...tally.figures() };
}
