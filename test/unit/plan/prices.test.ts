import { describe, expect, it } from 'vitest';
import { NO_OWN_PRICES, type OwnPrices, readOwnPrices } from '../../../src/core/plan/ownPrices.ts';
import { createPrices, type ListPrices } from '../../../src/core/plan/prices.ts';

const list: ListPrices = {
  source: 'a list',
  asOf: '2026-01-02',
  priceOf: (provider, model) =>
    model === 'm' ? { input: 1, output: provider === 'openai' ? 2 : 3 } : undefined,
};
const openai = { name: 'openai', kind: 'openai', address: 'api.openai.com/v1' } as const;
const anthropic = { name: 'claude', kind: 'anthropic', address: 'api.anthropic.com' } as const;

function own(value: unknown): OwnPrices {
  const read = readOwnPrices(value);
  if (read.kind === 'problem') throw new Error(read.message);
  return read.prices;
}

describe('prices', () => {
  it('are the list’s at the providers’ own addresses, and half in batches', () => {
    const { priceOf } = createPrices(NO_OWN_PRICES, list);
    const rest = { batchFactor: 0.5, source: 'a list', asOf: '2026-01-02' };
    expect(priceOf(openai, 'm')).toEqual({ input: 1, output: 2, ...rest });
    expect(priceOf(anthropic, 'm')).toEqual({ input: 1, output: 3, ...rest });
    expect(priceOf(openai, 'other')).toBeUndefined();
  });

  it.each([
    { name: 'openai', kind: 'openai', address: 'localhost/v1' },
    { name: 'openai', kind: 'openai', address: 'api.openai.com.example.org/v1' },
    { name: 'openai', kind: 'openai', address: 'api.anthropic.com' },
    { name: 'editor', kind: 'vscode', address: 'editor' },
  ] as const)('are not known at $address', (endpoint) => {
    expect(createPrices(NO_OWN_PRICES, list).priceOf(endpoint, 'm')).toBeUndefined();
  });

  it('are the user’s before all others, and 0 is a price', () => {
    const prices = own({
      'openai/m': { input: 5, output: 6 },
      'lab/*': { input: 0, output: 0 },
      'lab/org/big': { input: 1, output: 1, batchFactor: 0.25 },
    });
    const { priceOf } = createPrices(prices, list);
    const lab = { name: 'lab', kind: 'openai', address: 'localhost/v1' } as const;
    expect(priceOf(openai, 'm')).toEqual({
      input: 5,
      output: 6,
      batchFactor: 0.5,
      source: 'your own prices',
    });
    expect(priceOf(lab, 'small')).toEqual({ input: 0, output: 0, source: 'your own prices' });
    expect(priceOf(lab, 'org/big')).toMatchObject({ input: 1, batchFactor: 0.25 });
  });

  it.each([
    [
      [],
      'The prices must be an object of models, each with its prices, as in {"openai/gpt-4o": {"input": 2.5, "output": 10}}.',
    ],
    [
      { 'gpt-4o': { input: 1, output: 1 } },
      'The price of "gpt-4o" must be named endpoint/model, as in "openai/gpt-4o".',
    ],
    [{ 'a/b': { input: 1 } }, 'The price of "a/b": "output" is missing.'],
    [{ 'a/b': { input: -1, output: 1 } }, 'The price of "a/b": "input" must not be below 0.'],
    [{ 'a/b': { input: 1, output: '1' } }, 'The price of "a/b": "output" must be a number of US dollars.'],
    [
      { 'a/b': { input: 1, output: 1, cached: 1 } },
      'The price of "a/b": "cached" must hold "input", "output" and at most "batchFactor".',
    ],
    [
      { 'a/b': { input: 1, output: 1, batchFactor: 2 } },
      'The price of "a/b": "batchFactor" must be a number from 0 to 1.',
    ],
  ])('are refused with the entry and the way out: %j', (value, message) => {
    expect(readOwnPrices(value)).toEqual({ kind: 'problem', message });
  });
});
