import { formatCount, plural } from '../../core/plan/formatCount.ts';
import { type Plan, textsIn } from '../../core/plan/plan.ts';
import { unpricedModels } from '../../core/plan/runPlan.ts';
import type { PriceOf } from '../../core/runs/budget.ts';
import type { Student } from '../../core/runs/generateSample.ts';
import type { Grader } from '../../core/runs/gradeSample.ts';
import { graderName } from '../../core/runs/gradeSample.ts';
import type { Skillset } from '../../core/skillset/skillset.ts';
import type { Budget } from '../../core/skillset/study.ts';
import type { OpenStore } from '../stores.ts';

export interface PlanToDescribe {
  readonly plan: Plan;
  readonly skillset: Skillset;
  readonly students: readonly Student[];
  readonly graders: readonly Grader[];
  readonly priceOf: PriceOf;
  /** Undefined: nothing is stored yet. */
  readonly open: OpenStore | undefined;
}

/** What a plan will do and cost: in a few lines, and at length. */
export async function describePlan(
  told: PlanToDescribe,
): Promise<{ readonly summary: string; readonly text: string }> {
  const { plan, students, graders, priceOf } = told;
  const texts = textsIn(plan) * students.length;
  const calls = texts * 2 + texts * roundsOf(graders, plan.rounds);
  const summary = [
    `${plural(texts, 'text')} by ${students.map(({ name }) => name).join(' and ')}`,
    gradingLine(graders, plan.rounds),
    `at most ${plural(calls, 'call')}`,
    ...budgetLines(plan.budget, [...students, ...graders], priceOf),
  ].join('\n');
  return { summary, text: `${summary}\n` };
}

function gradingLine(graders: readonly Grader[], rounds: number): string {
  if (graders.length === 0) return 'No grader is chosen: the texts are not graded.';
  return `graded by ${graders.map(graderName).join(' and ')}, ${plural(rounds, 'round')} of each model`;
}

/** What a budget does not cover is said before anything is spent. */
export function budgetLines(
  budget: Budget | undefined,
  models: readonly (Student | Grader)[],
  priceOf: PriceOf,
): string[] {
  const unpriced = unpricedModels(models, priceOf).join(', ');
  if (budget === undefined) {
    const price = unpriced === '' ? [] : [`The price of ${unpriced} is not known.`];
    return [...price, 'The study has no budget.'];
  }
  if (budget.kind === 'tokens') return [`Budget: ${formatCount(budget.amount)} tokens, a hard stop.`];
  const gap = `The price of ${unpriced} is not known: these calls do not count towards the budget.`;
  return [`Budget: $${budget.amount}, a hard stop.`, ...(unpriced === '' ? [] : [gap])];
}

function roundsOf(graders: readonly Grader[], rounds: number): number {
  return graders.filter(({ kind }) => kind === 'model').length * rounds;
}
