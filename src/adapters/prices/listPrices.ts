import type { ListPrices } from '../../core/plan/prices.ts';
import type { TokenPrice } from '../../core/runs/budget.ts';

/** The release of the package, and the day it came out. A test holds the first against what is installed. */
export const PRICES = { version: '0.1.8', asOf: '2026-09-23' } as const;

/**
 * The prices that Pydantic keeps for the providers' models, as of the release that Skillmix came with. They are some
 * hundred kilobytes, so they are loaded when they are asked for. Nothing is fetched.
 */
export async function loadListPrices(): Promise<ListPrices> {
  const { calcPrice } = await import('@pydantic/genai-prices');
  return {
    source: `genai-prices ${PRICES.version}`,
    asOf: PRICES.asOf,
    priceOf(providerId, model) {
      const found = calcPrice({}, model, { providerId });
      if (found === null || found.provider.id !== providerId) return undefined;
      return tokenPrice(found.model_price);
    },
  };
}

type Rate = number | { readonly base: number } | undefined;

/** Prompts are far shorter than those for which a higher price begins, so the first tier is the price. */
function tokenPrice(rates: { readonly [unit: string]: Rate }): TokenPrice | undefined {
  const input = baseOf(rates.input_mtok);
  const output = baseOf(rates.output_mtok);
  return input === undefined || output === undefined ? undefined : { input, output };
}

function baseOf(rate: Rate): number | undefined {
  return typeof rate === 'object' ? rate.base : rate;
}
