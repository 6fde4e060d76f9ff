import { type BudgetOptions, moneyFor, type PriceOf } from './budget.ts';
import type { StorePort } from './ports.ts';

/** What the runs of a skillset file have paid so far, as far as prices are known. A budget is for all of them. */
export async function spentBefore(
  store: Pick<StorePort, 'spent'>,
  file: string,
  priceOf: PriceOf,
): Promise<BudgetOptions['before']> {
  const rows = await store.spent({ file });
  let money = 0;
  let tokens = 0;
  for (const { endpoint, model, isBatch, input, output } of rows) {
    const price = priceOf(endpoint, model);
    if (price !== undefined)
      money += moneyFor(price, { input, output }) * (isBatch ? (price.batchFactor ?? 1) : 1);
    tokens += input + output;
  }
  return { money, tokens };
}
