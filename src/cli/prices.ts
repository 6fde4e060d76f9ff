import { readFileSync } from 'node:fs';
import { loadListPrices } from '../adapters/prices/listPrices.ts';
import { NO_OWN_PRICES, type OwnPrices, readOwnPrices } from '../core/plan/ownPrices.ts';
import { createPrices, type Price } from '../core/plan/prices.ts';
import type { EndpointIdentity } from '../core/runs/endpoint.ts';
import { UsageError } from './terminal.ts';

/** The prices of a file, where one is given, and the providers'. */
export async function pricesFrom(
  file: string | undefined,
): Promise<(endpoint: EndpointIdentity, model: string) => Price | undefined> {
  const own = file === undefined ? NO_OWN_PRICES : ownPrices(file);
  return createPrices(own, await loadListPrices()).priceOf;
}

function ownPrices(file: string): OwnPrices {
  const read = readOwnPrices(jsonIn(file));
  if (read.kind === 'problem') throw new UsageError(`${file}: ${read.message}`);
  return read.prices;
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file} cannot be read as JSON: ${why}`);
  }
}
