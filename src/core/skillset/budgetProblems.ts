import { formatDollars, formatLarge } from '../plan/formatAmount.ts';
import { studyOf } from './checks/studyDraws.ts';
import { acceptInto, type Problem, shiftRange } from './problem.ts';
import type { Project } from './project.ts';
import { readBudget } from './schema/study.ts';
import { textOf, valueAt } from './tree/node.ts';

/** What a whole study takes, likely, from its beginning. */
export interface StudyNeeds {
  /** In US dollars, of the models whose price is known. */
  readonly money: number;
  /** Of input and output together. */
  readonly tokens: number;
  /** The models whose price is not known. */
  readonly unpriced: readonly string[];
}

/**
 * A budget that cannot cover the study. It stands apart from the other problems because it needs prices and a plan,
 * which nobody waits for while typing.
 */
export function budgetProblems({ root }: Project, { money, tokens, unpriced }: StudyNeeds): Problem[] {
  const study = studyOf(root);
  const node = valueAt(study?.node, 'budget');
  const budget = readBudget(textOf(node) ?? '');
  if (study === undefined || node === undefined || budget === undefined) return [];
  const needed = budget.kind === 'money' ? money : tokens;
  if (needed <= budget.amount) return [];
  const shown = budget.kind === 'money' ? formatDollars : (count: number) => `${formatLarge(count)} tokens`;
  const share = Math.floor((100 * budget.amount) / needed);
  const without =
    budget.kind === 'money' && unpriced.length > 0 ? `, not counting ${unpriced.join(' and ')}` : '';
  const problems: Problem[] = [];
  const message = `The study takes about ${shown(needed)}${without}: the budget covers about ${share} % of it, and the runs will stop there. Raise it, or lower attempts, mixes, generations or rounds.`;
  acceptInto(problems)('warning', 'budget-too-small', message, shiftRange(node, study.at));
  return problems;
}
