import { needsOf, type RoughFacts, roughPlanOf } from '../core/plan/roughPlan.ts';
import { partsToPlan } from '../core/plan/studyReport.ts';
import type { StudyNeeds } from '../core/skillset/budgetProblems.ts';
import type { Skillset } from '../core/skillset/skillset.ts';
import { modelsKnown } from './models.ts';
import { pricesFrom } from './prices.ts';

/** About what a study takes by the providers' prices, from nothing; undefined: it has no budget to hold that against. */
export async function studyNeeds(skillset: Skillset): Promise<StudyNeeds | undefined> {
  if (skillset.study?.budget === undefined) return undefined;
  const find = modelsKnown({});
  const listed = await pricesFrom(undefined);
  const priceOf: RoughFacts['priceOf'] = (name) => {
    const { model, port } = find(name);
    return port && listed(port.identity, model);
  };
  const plans = partsToPlan(skillset).flatMap(
    (purpose) => roughPlanOf(skillset, purpose, {}, { spent: [], priceOf }) ?? [],
  );
  return needsOf(plans);
}
