import { limitOf, unpricedModels } from '../core/plan/runPlan.ts';
import type { BudgetOptions, PriceOf } from '../core/runs/budget.ts';
import type { Student } from '../core/runs/generateSample.ts';
import type { Grader } from '../core/runs/gradeSample.ts';
import { sharedBudget } from '../core/runs/spentBefore.ts';
import type { Budget } from '../core/skillset/study.ts';
import { UsageError } from './terminal.ts';
import type { OpenRun } from './workplace.ts';

/** @throws UsageError where the budget is in money and cannot be counted */
export function checkPrices(
  budget: Budget | undefined,
  models: readonly (Student | Grader)[],
  priceOf: PriceOf,
  allowUnpriced: boolean | undefined,
): void {
  if (budget?.kind !== 'money' || allowUnpriced) return;
  const unpriced = unpricedModels(models, priceOf);
  if (unpriced.length === 0) return;
  throw new UsageError(
    `The budget is in money, and the price of ${unpriced.join(', ')} is not known. Give it in a file with --prices (0 is a price), set the budget in tokens, or add --allow-unpriced: then these calls do not count.`,
  );
}

/** The budget of a run, less what the runs of its file have used before. */
export async function budgetOf(
  { tools, run }: OpenRun,
  budget: Budget | undefined,
  priceOf: PriceOf,
): Promise<BudgetOptions> {
  return sharedBudget(tools.store, run, limitOf(budget), priceOf);
}
