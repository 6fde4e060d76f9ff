import { type BudgetedCall, moneyFor, type PriceOf, type SpentBefore } from './budget.ts';
import type { SpentRow, StorePort } from './ports.ts';

/** What the runs of a skillset file have paid so far, as far as prices are known. A budget is for all of them. */
export async function spentBefore(
  store: Pick<StorePort, 'spent'>,
  file: string,
  priceOf: PriceOf,
): Promise<SpentBefore> {
  const rows = await store.spent({ file });
  let money = 0;
  let tokens = 0;
  for (const { endpoint, model, isBatch, input, output } of rows) {
    const price = priceOf(endpoint, model);
    if (price !== undefined)
      money += moneyFor(price, { input, output }) * (isBatch ? (price.batchFactor ?? 1) : 1);
    tokens += input + output;
  }
  return { money, tokens, usualReply: (call) => usualReply(rows, call) };
}

function usualReply(
  rows: readonly SpentRow[],
  { endpoint, request, purpose }: BudgetedCall,
): number | undefined {
  let calls = 0;
  let output = 0;
  for (const row of rows) {
    const isAlike =
      row.model === request.model &&
      row.purpose === purpose &&
      row.endpoint.name === endpoint.name &&
      row.endpoint.address === endpoint.address;
    if (!isAlike) continue;
    calls += row.calls - row.withoutUsage;
    output += row.output;
  }
  return calls === 0 ? undefined : output / calls;
}
