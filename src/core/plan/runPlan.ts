import type { BudgetLimit, PriceOf } from '../runs/budget.ts';
import type { GenerationTask, Student } from '../runs/generateSample.ts';
import type { Grader, GradingTools } from '../runs/gradeSample.ts';
import type { Run } from '../runs/records.ts';
import { type RunHandle, type RunOptions, type RunWork, startRun } from '../runs/runner.ts';
import { sharedBudget } from '../runs/spentBefore.ts';
import type { Budget } from '../skillset/study.ts';
import { type Plan, textsIn } from './plan.ts';
import { tasksOf } from './tasksOf.ts';

/** A plan with the models that it names. */
export interface PlanWork {
  readonly plan: Plan;
  readonly students: readonly Student[];
  readonly graders: readonly Grader[];
  readonly retryUnreadable: boolean;
}

export interface PlanRunOptions extends Omit<RunOptions, 'budget'>, PlanWork {
  readonly priceOf: PriceOf;
}

/** Starts a run of a plan: every student writes for every mix, and every text is graded as soon as it is there. */
export async function startPlan(tools: GradingTools, run: Run, options: PlanRunOptions): Promise<RunHandle> {
  const { plan, students, graders, retryUnreadable, priceOf, ...rest } = options;
  const budget = await sharedBudget(tools.store, run, limitOf(plan.budget), priceOf);
  const work = workOf(tools, run, { plan, students, graders, retryUnreadable });
  return startRun(tools, run, work, { ...rest, budget });
}

/** The work of a plan, to be gone through once. */
export function workOf(
  { digest }: Pick<GradingTools, 'digest'>,
  { id: runId, file }: Run,
  { plan, students, graders, retryUnreadable }: PlanWork,
): RunWork {
  return {
    texts: inTurn(students.map((student) => tasksOf(plan, { digest, runId, file, student }))),
    textCount: textsIn(plan) * students.length,
    samples: [],
    graders,
    rounds: plan.rounds,
    retryUnreadable,
  };
}

/** The models of a plan whose price is not known: a budget in money cannot count what they cost. */
export function unpricedModels(models: readonly (Student | Grader)[], priceOf: PriceOf): readonly string[] {
  const unpriced = models.flatMap((model) =>
    'port' in model && priceOf(model.port.identity, model.model) === undefined ? [model.name] : [],
  );
  return [...new Set(unpriced)];
}

export function limitOf(budget: Budget | undefined): BudgetLimit {
  if (budget === undefined) return {};
  return budget.kind === 'money' ? { money: budget.amount } : { tokens: budget.amount };
}

/** One of each by turns, so that students at different endpoints write at the same time. */
function* inTurn(sources: readonly Iterable<GenerationTask>[]): Generator<GenerationTask> {
  let open = sources.map((source) => source[Symbol.iterator]());
  while (open.length > 0) {
    const still: typeof open = [];
    for (const source of open) {
      const { done, value } = source.next();
      if (done) continue;
      still.push(source);
      yield value;
    }
    open = still;
  }
}
