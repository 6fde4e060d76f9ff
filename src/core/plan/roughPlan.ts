import type { SpentRow } from '../runs/ports.ts';
import type { SamplePurpose } from '../runs/records.ts';
import type { StudyNeeds } from '../skillset/budgetProblems.ts';
import type { Skillset } from '../skillset/skillset.ts';
import { times } from './amount.ts';
import { type CallEstimate, estimateOf, type Total, totalOf } from './estimate.ts';
import { nameOfModel } from './ownPrices.ts';
import type { Plan, PlanOverrides } from './plan.ts';
import { planOf } from './planOf.ts';
import type { Price } from './prices.ts';
import type { StoredCall } from './survey.ts';
import { textsAsked } from './textsAsked.ts';

/** About what one part of a study takes from its beginning, whatever is stored already. */
export interface RoughPlan {
  readonly plan: Pick<Plan, 'students' | 'graders' | 'rounds'>;
  /** Of all students. */
  readonly texts: number;
  readonly total: Total;
}

export interface RoughFacts {
  /** What calls have used so far, from which the length of replies is known. */
  readonly spent: readonly SpentRow[];
  readonly priceOf: (model: string) => Price | undefined;
}

/** So many mixes of each part tell the length of the prompts of all. */
const MOST_MIXES = 40;

/**
 * Draws a few mixes only, so that it is quick enough for a pause in typing. Overrides may not choose parts of the data.
 * Undefined: the study has no such part, or its mixes cannot be drawn.
 */
export function roughPlanOf(
  skillset: Skillset,
  purpose: SamplePurpose,
  overrides: Omit<PlanOverrides, 'k' | 'splits' | 'mixes' | 'generations'>,
  { spent, priceOf }: RoughFacts,
): RoughPlan | undefined {
  const texts = textsAsked(skillset.study ?? {}, purpose);
  if (texts === undefined) return undefined;
  const planned = planOf(withFewMixes(skillset), purpose, overrides);
  if (planned.kind === 'problem') return undefined;
  const { plan } = planned;
  const { parts } = estimateOf(plan, {
    survey: { texts: new Map(), calls: spent.flatMap(usualCall) },
    priceOf,
    ...NOWHERE,
  });
  const factor = factorOf(skillset, plan);
  const calls = parts.flatMap((estimates, index) => estimates.map((one) => scaled(one, factor(index))));
  return { plan, texts: texts * Math.max(1, plan.students.length), total: totalOf(calls) };
}

/** What several parts take together. */
export function needsOf(plans: readonly RoughPlan[]): StudyNeeds {
  const sum = (of: (total: Total) => number) => plans.reduce((before, { total }) => before + of(total), 0);
  return {
    money: sum(({ live }) => live.likely),
    tokens: sum(({ input, output }) => input.likely + output.likely),
    unpriced: [...new Set(plans.flatMap(({ total }) => total.unpriced))],
  };
}

/** Nothing is looked up in a store. */
const NOWHERE = { file: '', digest: () => '', studentOf: () => undefined, concurrency: 1 };

function withFewMixes(skillset: Skillset): Skillset {
  const { data, evaluate, ...study } = skillset.study ?? {};
  const few = (count: number) => Math.min(count, MOST_MIXES);
  return {
    ...skillset,
    study: {
      ...study,
      ...(data && {
        data: { ...data, parts: data.parts.map((part) => ({ ...part, attempts: few(part.attempts) })) },
      }),
      ...(evaluate && { evaluate: { ...evaluate, mixes: few(evaluate.mixes), unseen: false } }),
    },
  };
}

/** How many times as many mixes each part of the plan really has. */
function factorOf({ study }: Skillset, plan: Plan): (index: number) => number {
  return (index) => {
    const drawn = plan.parts[index]?.mixes.length ?? 0;
    const asked = plan.purpose === 'data' ? study?.data?.parts[index]?.attempts : study?.evaluate?.mixes;
    return drawn === 0 ? 0 : (asked ?? 0) / drawn;
  };
}

function scaled(estimate: CallEstimate, factor: number): CallEstimate {
  const { calls, input, output, live, batch } = estimate;
  return {
    ...estimate,
    calls: calls * factor,
    input: times(input, factor),
    output: times(output, factor),
    live: live && times(live, factor),
    batch: batch && times(batch, factor),
  };
}

/** A call that used what calls of its kind do on average. How long its prompt was is not known, nor its k. */
function usualCall({ endpoint, model, purpose, calls, withoutUsage, input, output }: SpentRow): StoredCall[] {
  const told = calls - withoutUsage;
  if (told <= 0) return [];
  const usage = { input: input / told, output: output / told };
  return [{ model: nameOfModel(endpoint.name, model), purpose, k: 0, characters: 0, usage }];
}
