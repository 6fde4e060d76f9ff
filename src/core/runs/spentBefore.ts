import {
  type BudgetedCall,
  type BudgetLimit,
  type BudgetOptions,
  moneyFor,
  type PriceOf,
  type SpentBefore,
  type SpentByOthers,
} from './budget.ts';
import type { SpentRow, StorePort } from './ports.ts';
import type { Run } from './records.ts';

/**
 * The budget of a new run, which it shares with all runs of its file: with those before it, and with those that other
 * processes do at the same time, as far as these have saved what they paid.
 */
export async function sharedBudget(
  store: Pick<StorePort, 'spent' | 'runs'>,
  { id, file }: Run,
  limit: BudgetLimit,
  priceOf: PriceOf,
): Promise<BudgetOptions> {
  // One that has just ended has used something since it was looked at last.
  let mayHaveOthers = true;
  return {
    limit,
    before: await spentBefore(store, file, priceOf),
    priceOf,
    async spentByOthers() {
      const isShared = (await store.runs(file)).some(
        (run) => run.id !== id && run.state === 'running' && !run.isGone,
      );
      if (!isShared && !mayHaveOthers) return undefined;
      mayHaveOthers = isShared;
      // In this order: what this run saves between the two is counted twice for a while, and never not at all.
      const own = used(await store.spent({ runId: id }), priceOf);
      const all = used(await store.spent({ file }), priceOf);
      return { money: all.money - own.money, tokens: all.tokens - own.tokens };
    },
  };
}

/** What the runs of a skillset file have paid so far, as far as prices are known. A budget is for all of them. */
export async function spentBefore(
  store: Pick<StorePort, 'spent'>,
  file: string,
  priceOf: PriceOf,
): Promise<SpentBefore> {
  const rows = await store.spent({ file });
  return { ...used(rows, priceOf), usualReply: (call) => usualReply(rows, call) };
}

function used(rows: readonly SpentRow[], priceOf: PriceOf): SpentByOthers {
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
