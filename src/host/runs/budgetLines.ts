import { formatCount } from '../../core/format/formatCount.ts';
import { unpricedModels } from '../../core/plan/runPlan.ts';
import type { PriceOf } from '../../core/runs/budget.ts';
import type { Grader } from '../../core/runs/gradeSample.ts';
import type { Budget } from '../../core/skillset/study.ts';

/** What a budget covers, and what it does not, is said before anything is spent. */
export function budgetLines(
  budget: Budget | undefined,
  graders: readonly Grader[],
  priceOf: PriceOf,
): string[] {
  const unpriced = unpricedModels(graders, priceOf).join(' and ');
  const gap = unpriced === '' ? [] : [`The price of ${unpriced} is not known.`];
  if (budget === undefined) return [...gap, 'The study has no budget.'];
  if (budget.kind === 'tokens') return [...gap, `Budget: ${formatCount(budget.amount)} tokens, a hard stop.`];
  const uncounted = unpriced === '' ? [] : ['What has no known price does not count towards the budget.'];
  return [...gap, `Budget: $${budget.amount}, a hard stop.`, ...uncounted];
}
