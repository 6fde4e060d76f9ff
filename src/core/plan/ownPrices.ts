import * as v from 'valibot';
import type { TokenPrice } from '../runs/budget.ts';

/** Prices that the user gives, by `nameOfModel`. */
export type OwnPrices = ReadonlyMap<string, TokenPrice>;

export const NO_OWN_PRICES: OwnPrices = new Map();

export type ReadPrices =
  | { readonly kind: 'prices'; readonly prices: OwnPrices }
  /** Names the entry and says what to change. */
  | { readonly kind: 'problem'; readonly message: string };

/**
 * Reads prices in US dollars per million tokens, as the setting `skillmix.prices` and a file of the command line hold
 * them: `{"openai/gpt-4o": {"input": 2.5, "output": 10}}`. `lab/*` stands for all other models of an endpoint.
 */
export function readOwnPrices(value: unknown): ReadPrices {
  const read = v.safeParse(pricesForm, value);
  if (!read.success) return { kind: 'problem', message: problemMessage(read.issues[0]) };
  return { kind: 'prices', prices: new Map(Object.entries(read.output)) };
}

/** As models are written everywhere else: `endpoint/model`. */
export function nameOfModel(endpoint: string, model: string): string {
  return `${endpoint}/${model}`;
}

const dollars = v.pipe(
  v.number('must be a number of US dollars'),
  v.minValue(0, 'must not be below 0'),
  v.finite('must be a number of US dollars'),
);

const priceForm = v.strictObject(
  {
    input: dollars,
    output: dollars,
    batchFactor: v.exactOptional(
      v.pipe(
        v.number('must be a number from 0 to 1'),
        v.minValue(0, 'must be a number from 0 to 1'),
        v.maxValue(1, 'must be a number from 0 to 1'),
      ),
    ),
  },
  ({ received }) =>
    received === 'undefined' ? 'is missing' : 'must hold "input", "output" and at most "batchFactor"',
);

const OBJECT =
  'must be an object of models, each with its prices, as in {"openai/gpt-4o": {"input": 2.5, "output": 10}}';

const pricesForm = v.pipe(
  v.unknown(),
  v.check((value) => !Array.isArray(value), OBJECT),
  v.record(
    v.pipe(v.string(), v.regex(/^[^\s/]+\/\S+$/u, 'must be named endpoint/model, as in "openai/gpt-4o"')),
    priceForm,
    OBJECT,
  ),
);

function problemMessage(issue: v.BaseIssue<unknown>): string {
  const [model, key] = (issue.path ?? []).map((item) => String(item.key));
  if (model === undefined) return `The prices ${issue.message}.`;
  return `The price of "${model}"${key === undefined ? '' : `: "${key}"`} ${issue.message}.`;
}
