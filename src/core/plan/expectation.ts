import type { CallRecord } from '../runs/ports.ts';
import type { StoredCall } from './survey.ts';

/** A figure with what it rests on. */
export interface Figure {
  readonly value: number;
  /** Measured on so many calls; 0: assumed. */
  readonly calls: number;
}

/** What calls of one kind will be like. */
export interface Expectation {
  readonly charactersPerToken: Figure;
  /** Tokens of one reply. */
  readonly output: Figure;
  /** In milliseconds; undefined: nothing is known. */
  readonly duration: Figure | undefined;
}

export interface CallKind {
  /** As `endpoint/model`. */
  readonly model: string;
  readonly purpose: CallRecord['purpose'];
  readonly k: number;
}

/** The usual share of a token in English. */
const CHARACTERS_PER_TOKEN = 4;

/** Fewer calls of the same size tell less than those of all sizes. */
const ENOUGH = 5;

/** From stored calls of the same model and purpose: those of the same k, or of any k where there are too few. */
export function expectationOf(
  kind: CallKind,
  calls: readonly StoredCall[],
  maxTokens: number | undefined,
): Expectation {
  const alike = calls.filter(({ model, purpose }) => model === kind.model && purpose === kind.purpose);
  const same = alike.filter(({ k }) => k === kind.k);
  const told = alike.flatMap(({ usage, ...call }) => (usage === undefined ? [] : { ...call, ...usage }));
  const toldSame = told.filter(({ k }) => k === kind.k);
  const most = maxTokens ?? Number.POSITIVE_INFINITY;
  return {
    charactersPerToken: ratio(told) ?? { value: CHARACTERS_PER_TOKEN, calls: 0 },
    output: mean((toldSame.length < ENOUGH ? told : toldSame).map(({ output }) => output)) ?? {
      value: Math.min(assumedOutput(kind), most),
      calls: 0,
    },
    duration: mean((same.length < ENOUGH ? alike : same).flatMap(({ duration }) => duration ?? [])),
  };
}

/**
 * Assumed, in tokens: a turn is a text of k - 1 sentences and an explanation of a sentence for each skill; a grading is
 * a reason of one or two sentences, a quote and their frame for each of k + 2 criteria. Models that think before they
 * answer need far more.
 */
export function assumedOutput({ purpose, k }: Pick<CallKind, 'purpose' | 'k'>): number {
  return purpose === 'generate' ? 40 + 60 * k : 30 + 65 * (k + 2);
}

function ratio(
  calls: readonly { readonly characters: number; readonly input: number }[],
): Figure | undefined {
  const tokens = calls.reduce((sum, { input }) => sum + input, 0);
  const characters = calls.reduce((sum, call) => sum + call.characters, 0);
  return tokens === 0 || characters === 0 ? undefined : { value: characters / tokens, calls: calls.length };
}

function mean(values: readonly number[]): Figure | undefined {
  if (values.length === 0) return undefined;
  return { value: values.reduce((sum, value) => sum + value, 0) / values.length, calls: values.length };
}
