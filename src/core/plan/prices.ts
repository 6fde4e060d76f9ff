import type { TokenPrice } from '../runs/budget.ts';
import type { EndpointIdentity } from '../runs/endpoint.ts';
import { nameOfModel, type OwnPrices } from './ownPrices.ts';

/** A price, and where it is from. */
export interface Price extends TokenPrice {
  /** In words, such as `your own prices`. */
  readonly source: string;
  /** The day that the source speaks of, as `2026-09-23`, where it tells. */
  readonly asOf?: string;
}

/** Undefined: the price is not known. It is never guessed. */
export interface PricePort {
  priceOf(endpoint: EndpointIdentity, model: string): Price | undefined;
}

/** What the two providers ask at their own addresses. */
export interface ListPrices {
  readonly source: string;
  readonly asOf: string;
  priceOf(provider: 'openai' | 'anthropic', model: string): TokenPrice | undefined;
}

/** Both providers answer batches for half the price. */
const BATCH_FACTOR = 0.5;

const OWN_ADDRESSES: { readonly [kind in EndpointIdentity['kind']]?: string } = {
  openai: 'api.openai.com',
  anthropic: 'api.anthropic.com',
};

/**
 * The user's own prices, and else the providers' at the providers' own addresses. A server elsewhere may offer a model
 * of the same name for another price, or for none.
 */
export function createPrices(own: OwnPrices, list: ListPrices): PricePort {
  return {
    priceOf(endpoint, model) {
      const mine = own.get(nameOfModel(endpoint.name, model)) ?? own.get(nameOfModel(endpoint.name, '*'));
      const isProvider = isOwnAddress(endpoint);
      const batch = isProvider ? { batchFactor: BATCH_FACTOR } : {};
      if (mine !== undefined) return { ...batch, ...mine, source: 'your own prices' };
      if (!isProvider || endpoint.kind === 'vscode') return undefined;
      const listed = list.priceOf(endpoint.kind, model);
      return listed && { ...listed, ...batch, source: list.source, asOf: list.asOf };
    },
  };
}

/** An address is a host and a path. */
function isOwnAddress({ kind, address }: EndpointIdentity): boolean {
  const [host] = address.split('/');
  return host !== undefined && host === OWN_ADDRESSES[kind];
}
