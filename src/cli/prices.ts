import type { PriceOf } from '../core/runs/budget.ts';

export async function pricesFrom(_file: string | undefined): Promise<PriceOf> {
  return () => undefined;
}
