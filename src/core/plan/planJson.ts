import type { Mix } from '../mixes/mix.ts';
import type { CallEstimate, Total } from './estimate.ts';
import type { PlanReport } from './planReport.ts';

/** The report on one plan as JSON-safe data. Dollars and tokens are of the calls that are not stored; null: not known. */
export function planJson(report: PlanReport, options: { readonly withMixes: boolean }): unknown {
  const { plan, parts, calls, total, texts, seconds } = report;
  const { parts: _parts, ...asked } = plan;
  return {
    ...asked,
    parts: parts.map(({ part, possible, texts: ofPart, coverage, total: ofTotal }) => ({
      k: part.k,
      split: part.split,
      seed: part.seed,
      order: part.order,
      repeats: part.repeats,
      mixes: part.mixes.length,
      // A number of JSON need not hold it.
      possible: String(possible),
      generations: part.generations,
      texts: ofPart,
      ...totalJson(ofTotal),
      coverage,
      ...(options.withMixes ? { list: part.mixes.map(mixJson) } : {}),
    })),
    models: calls.map(callJson),
    texts,
    ...totalJson(total),
    seconds: seconds ?? null,
  };
}

function mixJson({ skills, topic }: Mix) {
  return { skills: skills.map(({ name }) => name), topic: topic.name };
}

function totalJson({ calls, stored, input, output, live, batch, unpriced }: Total) {
  const money = { dollars: live, batchDollars: batch ?? null, unpriced };
  return { calls, stored, inputTokens: input, outputTokens: output, ...money };
}

function callJson({ model, purpose, expected, price, live, batch, ...of }: CallEstimate) {
  return {
    model,
    purpose,
    calls: of.calls,
    stored: of.stored,
    inputTokens: of.input,
    outputTokens: of.output,
    dollars: live ?? null,
    batchDollars: batch ?? null,
    price: price ?? null,
    // 0: assumed.
    measuredOnCalls: expected.charactersPerToken.calls,
    charactersPerToken: expected.charactersPerToken.value,
  };
}
