import { moneyFor } from '../runs/budget.ts';
import type { Student } from '../runs/generateSample.ts';
import type { Digest } from '../runs/ports.ts';
import { type Amount, add, NONE, times } from './amount.ts';
import { type CallKind, type Expectation, expectationOf } from './expectation.ts';
import type { Plan, PlannedPart } from './plan.ts';
import type { Price } from './prices.ts';
import { type TokensOfCall, tokensOfGrading, tokensOfTurn } from './promptTokens.ts';
import { type CallCount, workOf } from './storedWork.ts';
import type { Survey } from './survey.ts';

/** Calls of one kind of one part, and what those that are not stored will need. */
export interface CallEstimate extends CallKind, CallCount {
  readonly split: string;
  readonly expected: Expectation;
  /** In tokens, of the calls that are not stored. */
  readonly input: Amount;
  readonly output: Amount;
  /** Undefined: the price is not known. */
  readonly price: Price | undefined;
  /** In US dollars; undefined: the price is not known. */
  readonly live: Amount | undefined;
  /** The same in batches; undefined also where the endpoint has none that we know of. */
  readonly batch: Amount | undefined;
}

export interface Estimate {
  /** For each part of the plan, in its order. */
  readonly parts: readonly (readonly CallEstimate[])[];
  /** In seconds, without the endpoints' limits; undefined: not every kind of call has been measured. */
  readonly seconds: number | undefined;
}

export interface EstimateFacts {
  readonly survey: Survey;
  /** As in `Run.file`. */
  readonly file: string;
  readonly digest: Digest;
  /** Undefined: no such endpoint is known here. */
  readonly studentOf: (model: string) => Student | undefined;
  readonly priceOf: (model: string) => Price | undefined;
  /** Calls at a time at each endpoint. */
  readonly concurrency: number;
}

/** What a plan will cost: calls exactly, tokens and money as far as stored calls tell, and otherwise as assumed. */
export function estimateOf(plan: Plan, facts: EstimateFacts): Estimate {
  const parts = plan.parts.map((): CallEstimate[] => []);
  for (const student of plan.students) {
    const work = workOf(plan, facts.studentOf(student), facts);
    for (const [index, part] of plan.parts.entries()) {
      const { turns, gradings } = work[index] ?? { turns: { calls: 0, stored: 0 }, gradings: new Map() };
      const { k } = part;
      const turn = { model: student, purpose: 'generate', k } as const;
      parts[index]?.push(estimateCalls(part, turn, turns, { ...facts, maxTokens: plan.sampling.maxTokens }));
      for (const [grader, count] of gradings)
        parts[index]?.push(estimateCalls(part, { model: grader, purpose: 'grade', k }, count, facts));
    }
  }
  return { parts, seconds: secondsFor(parts.flat(), facts.concurrency) };
}

function estimateCalls(
  part: PlannedPart,
  kind: CallKind,
  count: CallCount,
  { survey, priceOf, maxTokens }: EstimateFacts & { readonly maxTokens?: number | undefined },
): CallEstimate {
  const expected = expectationOf(kind, survey.calls, maxTokens);
  const each = kind.purpose === 'generate' ? tokensOfTurn(part, expected) : tokensOfGrading(part, expected);
  const left = count.calls - count.stored;
  const price = priceOf(kind.model);
  const live = price && times(moneyOf(price, each), left);
  const factor = price?.batchFactor;
  return {
    ...kind,
    ...count,
    split: part.split,
    expected,
    input: times(each.input, left),
    output: times(each.output, left),
    price,
    live,
    batch: live && (factor === undefined ? undefined : times(live, factor)),
  };
}

function moneyOf(price: Price, { input, output }: TokensOfCall): Amount {
  const at = (bound: keyof Amount) => moneyFor(price, { input: input[bound], output: output[bound] });
  return { likely: at('likely'), low: at('low'), high: at('high') };
}

/** Endpoints work side by side, so the slowest one decides. */
function secondsFor(estimates: readonly CallEstimate[], concurrency: number): number | undefined {
  const byEndpoint = new Map<string, number>();
  for (const { model, calls, stored, expected } of estimates) {
    const left = calls - stored;
    if (left === 0) continue;
    if (expected.duration === undefined) return undefined;
    const endpoint = model.slice(0, model.indexOf('/'));
    const before = byEndpoint.get(endpoint) ?? 0;
    byEndpoint.set(endpoint, before + (left * expected.duration.value) / 1000 / concurrency);
  }
  return Math.max(0, ...byEndpoint.values());
}

/** One for each model and what it does. What is expected of a call is that of the first. */
export function mergeCalls(estimates: readonly CallEstimate[]): CallEstimate[] {
  const merged = new Map<string, CallEstimate>();
  for (const more of estimates) {
    const key = `${more.purpose} ${more.model}`;
    const known = merged.get(key);
    merged.set(key, known === undefined ? more : sumOf(known, more));
  }
  return [...merged.values()];
}

function sumOf(one: CallEstimate, other: CallEstimate): CallEstimate {
  return {
    ...one,
    calls: one.calls + other.calls,
    stored: one.stored + other.stored,
    input: add(one.input, other.input),
    output: add(one.output, other.output),
    live: one.live && other.live && add(one.live, other.live),
    batch: one.batch && other.batch && add(one.batch, other.batch),
  };
}

export interface Total extends CallCount {
  readonly input: Amount;
  readonly output: Amount;
  /** In US dollars, of the models whose price is known. */
  readonly live: Amount;
  /** Undefined: not all of it can go out in batches. */
  readonly batch: Amount | undefined;
  readonly unpriced: readonly string[];
}

/** The sum of what is known, and the models whose price is not. */
export function totalOf(estimates: readonly CallEstimate[]): Total {
  const sum = (of: (estimate: CallEstimate) => number) =>
    estimates.reduce((before, estimate) => before + of(estimate), 0);
  const batches = estimates.map(({ batch }) => batch);
  const unpriced = estimates.filter(({ live }) => live === undefined).map(({ model }) => model);
  return {
    calls: sum(({ calls }) => calls),
    stored: sum(({ stored }) => stored),
    input: add(...estimates.map(({ input }) => input)),
    output: add(...estimates.map(({ output }) => output)),
    live: add(...estimates.map(({ live = NONE }) => live)),
    batch: batches.includes(undefined) ? undefined : add(...batches.map((batch = NONE) => batch)),
    unpriced: [...new Set(unpriced)],
  };
}
