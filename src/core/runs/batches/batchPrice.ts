import { type BudgetedCall, moneyFor, type PriceOf } from '../budget.ts';
import type { Usage } from '../ports.ts';

/** What a call in a batch costs, in US dollars; 0 where the price is not known. */
export function batchPrice({ endpoint, request }: BudgetedCall, usage: Usage, priceOf: PriceOf): number {
  const price = priceOf(endpoint, request.model);
  return price === undefined ? 0 : moneyFor(price, usage) * (price.batchFactor ?? 1);
}
