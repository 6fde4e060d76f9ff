import type { Budget, PriceOf } from '../budget.ts';
import type { StorePort } from '../ports.ts';
import { batchPrice } from './batchPrice.ts';

/** What the open batches of a file hold, and what they will cost as far as that can be guessed. */
export interface UnderWay {
  /** Of their calls. */
  readonly keys: ReadonlySet<string>;
  /** In US dollars. */
  readonly money: number;
  readonly tokens: number;
}

export async function underWay(
  store: Pick<StorePort, 'batches' | 'batchedCalls'>,
  file: string,
  meter: Budget,
  priceOf: PriceOf,
): Promise<UnderWay> {
  const keys = new Set<string>();
  let money = 0;
  let tokens = 0;
  for (const { id } of await store.batches({ file, open: true })) {
    for (const call of await store.batchedCalls(id)) {
      const guess = meter.guess(call);
      keys.add(call.key);
      money += batchPrice(call, guess, priceOf);
      tokens += guess.input + guess.output;
    }
  }
  return { keys, money, tokens };
}
