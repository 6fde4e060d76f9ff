import { createGate } from './callGate.ts';
import {
  type Graded,
  type Grader,
  type GradingTask,
  type GradingTools,
  graderName,
  gradeSample,
} from './gradeSample.ts';
import { runPool } from './pool.ts';
import type { ModelFailure } from './ports.ts';
import type { Grading, Sample } from './records.ts';
import { createSlots, TASKS_PER_SLOT } from './slots.ts';

export interface GradingSummary {
  readonly gradings: readonly Grading[];
  /** Gradings that were in the store already. */
  readonly cached: number;
  readonly unreadable: number;
  readonly failed: number;
  /** Tasks that were not begun, or given up, when the run stopped. */
  readonly notAsked: number;
  /** Samples that the rule grader left alone, because these skills carry no `check`. */
  readonly withoutCheck: ReadonlyMap<string, number>;
  /** By grader: why no more was asked of it. The other graders went on. */
  readonly stopped: ReadonlyMap<string, ModelFailure>;
  readonly cancelled: boolean;
}

/** One task for each sample with a text, grader and round; the rule grader has one round. */
export function gradingTasks(
  samples: readonly Sample[],
  graders: readonly Grader[],
  rounds: number,
  options: { readonly retryUnreadable?: boolean } = {},
): GradingTask[] {
  const texts = samples.filter((sample) => sample.result.kind === 'text');
  return texts.flatMap((sample) =>
    graders.flatMap((grader) =>
      Array.from({ length: grader.kind === 'rule' ? 1 : rounds }, (_, index) => ({
        sample,
        grader,
        round: index + 1,
        ...options,
      })),
    ),
  );
}

/** Grades a list of samples, several calls at a time. What was done is kept whatever happens. */
export async function runGrading(
  tools: GradingTools,
  tasks: readonly GradingTask[],
  options: {
    readonly concurrency: number;
    readonly signal: AbortSignal;
    readonly onGrading?: (grading: Grading, cached: boolean) => void;
  },
): Promise<GradingSummary> {
  const ended: Extract<Graded, { kind: 'grading' }>[] = [];
  const withoutCheck = new Map<string, number>();
  let leftAlone = 0;
  const slots = createSlots(options.concurrency);
  const names = new Set(tasks.map(({ grader }) => graderName(grader)));
  const gates = new Map([...names].map((name) => [name, createGate(slots)]));
  await runPool(
    tasks,
    options.concurrency * TASKS_PER_SLOT,
    async (task) => {
      const gate = gates.get(graderName(task.grader));
      if (gate === undefined || gate.stoppedBy !== undefined) return;
      const graded = await gradeSample({ ...tools, gate }, task, { signal: options.signal });
      if (graded.kind === 'not-gradable') {
        leftAlone += 1;
        for (const skill of graded.missing) withoutCheck.set(skill, (withoutCheck.get(skill) ?? 0) + 1);
      }
      if (graded.kind !== 'grading') return;
      ended.push(graded);
      options.onGrading?.(graded.grading, graded.cached);
    },
    () => options.signal.aborted,
  );
  const count = (kind: Grading['result']['kind']): number =>
    ended.filter(({ grading }) => grading.result.kind === kind).length;
  return {
    gradings: ended.map(({ grading }) => grading),
    cached: ended.filter(({ cached }) => cached).length,
    unreadable: count('unreadable'),
    failed: count('failed'),
    notAsked: tasks.length - ended.length - leftAlone,
    withoutCheck,
    stopped: new Map(
      [...gates].flatMap(([name, { stoppedBy }]) => (stoppedBy ? [[name, stoppedBy] as const] : [])),
    ),
    cancelled: options.signal.aborted,
  };
}
