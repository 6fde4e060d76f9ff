import { firstTurn, secondTurn } from '../generation/prompts.ts';
import { graderRequest } from '../grading/graderPrompt.ts';
import { type Mix, sentenceLimit } from '../mixes/mix.ts';
import { type Amount, exactly } from './amount.ts';
import type { Expectation, Figure } from './expectation.ts';
import type { PlannedPart } from './plan.ts';
import { charactersIn } from './survey.ts';

/** Tokens of a call, on average over the calls of one kind. */
export interface TokensOfCall {
  readonly input: Amount;
  readonly output: Amount;
}

/** One of the two turns: the second sends the first again, with its reply. */
export function tokensOfTurn(part: PlannedPart, expected: Expectation): TokensOfCall {
  const { charactersPerToken } = expected;
  const output = outputOf(expected);
  const reply = expected.output.value * charactersPerToken.value;
  const prompts = meanOver(part.mixes, (mix) => {
    const opening = firstTurn(mix);
    return (
      (2 * charactersIn(opening) + charactersIn(secondTurn(mix, opening, '-').slice(opening.length + 1))) / 2
    );
  });
  return { input: tokensIn(prompts + reply / 2, charactersPerToken), output };
}

/** In characters: what a sentence of a text is taken for. */
const SENTENCE = 120;

/** One grading. */
export function tokensOfGrading(part: PlannedPart, expected: Expectation): TokensOfCall {
  const { charactersPerToken } = expected;
  const text = 'x'.repeat(SENTENCE * sentenceLimit(part.k));
  const prompts = meanOver(part.mixes, (mix) => {
    const { messages, schema } = graderRequest(mix, text, 1);
    // A measured ratio has the schema in it already.
    return charactersIn(messages) + (charactersPerToken.calls > 0 ? 0 : JSON.stringify(schema.schema).length);
  });
  return { input: tokensIn(prompts, charactersPerToken), output: outputOf(expected) };
}

/** Assumed figures are no better than this. */
const ASSUMED_RATIO = { low: 0.85, high: 1.2 };
const ASSUMED_OUTPUT = { low: 0.5, high: 2 };

function tokensIn(characters: number, { value, calls }: Figure): Amount {
  const tokens = characters / value;
  return calls > 0 ? exactly(tokens) : spread(tokens, ASSUMED_RATIO);
}

function outputOf({ output: { value, calls } }: Expectation): Amount {
  return calls > 0 ? exactly(value) : spread(value, ASSUMED_OUTPUT);
}

function spread(likely: number, { low, high }: { readonly low: number; readonly high: number }): Amount {
  return { likely, low: likely * low, high: likely * high };
}

/** So many mixes, evenly taken, tell the length of all. */
const LOOKED_AT = 200;

function meanOver(mixes: readonly Mix[], measure: (mix: Mix) => number): number {
  const step = Math.max(1, Math.floor(mixes.length / LOOKED_AT));
  const taken = mixes.filter((_, index) => index % step === 0);
  return taken.reduce((sum, mix) => sum + measure(mix), 0) / Math.max(1, taken.length);
}
