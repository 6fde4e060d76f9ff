import type { Budget } from '../skillset/study.ts';
import type { Total } from './estimate.ts';
import { formatDollars, formatLarge } from './formatAmount.ts';

export interface BudgetCoverage {
  readonly kind: Budget['kind'];
  readonly amount: number;
  readonly spent: number;
  /** What is still to be spent, likely. */
  readonly needed: number;
  /** How much of `needed` is left of the budget, from 0 to 1; undefined where nothing is known to be needed. */
  readonly share: number | undefined;
  readonly unpriced: readonly string[];
}

/** Holds the budget against what plans will likely use, less what the runs of the file have used before. */
export function budgetCoverage(
  budget: Budget,
  spent: { readonly money: number; readonly tokens: number },
  totals: readonly Total[],
): BudgetCoverage {
  const isMoney = budget.kind === 'money';
  const needed = totals.reduce(
    (sum, { live, input, output }) => sum + (isMoney ? live.likely : input.likely + output.likely),
    0,
  );
  const before = isMoney ? spent.money : spent.tokens;
  const rest = Math.max(0, budget.amount - before);
  return {
    kind: budget.kind,
    amount: budget.amount,
    spent: before,
    needed,
    share: needed === 0 ? undefined : Math.min(1, rest / needed),
    unpriced: isMoney ? [...new Set(totals.flatMap(({ unpriced }) => unpriced))] : [],
  };
}

export function formatBudget({ kind, amount, spent, needed, share, unpriced }: BudgetCoverage): string {
  const shown = kind === 'money' ? formatDollars : (tokens: number) => `${formatLarge(tokens)} tokens`;
  const before = spent === 0 ? '' : `, of which ${shown(spent)} is spent`;
  const without = unpriced.length === 0 ? '' : `, not counting ${unpriced.join(', ')}`;
  const covers =
    share === undefined
      ? 'Nothing is known to be spent'
      : share === 1
        ? `It covers what is asked for (about ${shown(needed)})`
        : `It covers about ${Math.floor(share * 100)} % of what is asked for (about ${shown(needed)})`;
  return `Budget: ${shown(amount)}${before}. ${covers}${without}.`;
}
