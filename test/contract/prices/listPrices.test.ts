import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadListPrices, PRICES } from '../../../src/adapters/prices/listPrices.ts';

describe('the list prices', () => {
  it('say of which release they are', async () => {
    const path = new URL('../../../node_modules/@pydantic/genai-prices/package.json', import.meta.url);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ version: PRICES.version });
    expect(await loadListPrices()).toMatchObject({
      source: `genai-prices ${PRICES.version}`,
      asOf: PRICES.asOf,
    });
  });

  it.each([
    ['openai', 'gpt-4o', 2.5, 10],
    ['openai', 'gpt-4o-2024-08-06', 2.5, 10],
    ['openai', 'gpt-4', 30, 60],
    ['anthropic', 'claude-opus-4-1', 15, 75],
    ['anthropic', 'claude-sonnet-4-5-20250929', 3, 15],
  ] as const)('know %s/%s, up to its first tier', async (provider, model, input, output) => {
    expect((await loadListPrices()).priceOf(provider, model)).toEqual({ input, output });
  });

  it.each([
    ['openai', 'gpt-4o-made-up'],
    ['openai', 'claude-opus-4-1'],
    ['anthropic', 'gpt-4o'],
    ['openai', ''],
    ['openai', 'text-embedding-3-small'],
  ] as const)('do not guess for %s/%s', async (provider, model) => {
    expect((await loadListPrices()).priceOf(provider, model)).toBeUndefined();
  });
});
