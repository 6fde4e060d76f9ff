import type { Price } from '../../plan/prices.ts';
import { moneyFor } from '../../runs/budget.ts';
import type { EndpointIdentity } from '../../runs/endpoint.ts';
import type { SpentRow } from '../../runs/ports.ts';
import type { DataCard } from './dataCard.ts';

/** What the runs have used, and what that costs as far as prices are known. Nothing is guessed. */
export function costOf(
  rows: readonly SpentRow[],
  priceOf: (endpoint: EndpointIdentity, model: string) => Price | undefined,
): Pick<DataCard, 'spent' | 'cost'> {
  const spent = rows.map((row) => spentOf(row, priceOf(row.endpoint, row.model)));
  const prices = new Map(
    spent.flatMap(({ price }) => (price === null ? [] : [[JSON.stringify(price.from), price.from] as const])),
  );
  const unpriced = spent.filter(({ price }) => price === null);
  return {
    spent,
    cost: {
      dollars: spent.reduce((sum, { dollars }) => sum + (dollars ?? 0), 0),
      prices: [...prices.values()],
      unpriced: [...new Set(unpriced.map(({ endpoint, model }) => `${endpoint}/${model}`))],
      callsWithoutUsage: spent.reduce((sum, { callsWithoutUsage }) => sum + callsWithoutUsage, 0),
    },
  };
}

function spentOf(row: SpentRow, price: Price | undefined): DataCard['spent'][number] {
  const { endpoint, model, purpose, isBatch, calls, withoutUsage, input, output } = row;
  const factor = isBatch ? (price?.batchFactor ?? 1) : 1;
  return {
    ...{ endpoint: endpoint.name, model, purpose, isBatch, calls, callsWithoutUsage: withoutUsage },
    ...{ inputTokens: input, outputTokens: output },
    dollars: price === undefined ? null : moneyFor(price, { input, output }) * factor,
    price:
      price === undefined
        ? null
        : {
            ...{ input: price.input, output: price.output, factor },
            from: { source: price.source, asOf: price.asOf ?? null },
          },
  };
}
