import type { AskTools } from './ask.ts';
import { createGate } from './callGate.ts';
import { type Generated, type GenerationTask, generateSample } from './generateSample.ts';
import { runPool } from './pool.ts';
import type { ModelFailure } from './ports.ts';
import type { Sample } from './records.ts';
import { createSlots, TASKS_PER_SLOT } from './slots.ts';

export interface GenerationSummary {
  /** In the order of the tasks; those never begun are missing. */
  readonly samples: readonly Sample[];
  /** Samples for which nothing was paid, because both replies were in the store. */
  readonly cached: number;
  readonly unreadable: number;
  readonly failed: number;
  /** Tasks that were not begun, or given up, when the run stopped. */
  readonly notAsked: number;
  /** Why the run stopped early: a failure that every further call would meet. */
  readonly stoppedBy?: ModelFailure;
  readonly cancelled: boolean;
}

/** Generates a list of samples, several at a time. What was done is kept whatever happens. */
export async function runGeneration(
  tools: AskTools,
  tasks: readonly GenerationTask[],
  options: {
    readonly concurrency: number;
    readonly signal: AbortSignal;
    readonly onSample?: (sample: Sample, cached: boolean) => void;
  },
): Promise<GenerationSummary> {
  const done = new Map<GenerationTask, Extract<Generated, { kind: 'sample' }>>();
  const gate = createGate(createSlots(options.concurrency));
  await runPool(
    tasks,
    options.concurrency * TASKS_PER_SLOT,
    async (task) => {
      const generated = await generateSample({ ...tools, gate }, task, { signal: options.signal });
      if (generated.kind === 'cancelled') return;
      done.set(task, generated);
      options.onSample?.(generated.sample, generated.cached);
    },
    () => options.signal.aborted || gate.stoppedBy !== undefined,
  );
  return summary(tasks, done, options.signal.aborted, gate.stoppedBy);
}

function summary(
  tasks: readonly GenerationTask[],
  done: ReadonlyMap<GenerationTask, Extract<Generated, { kind: 'sample' }>>,
  cancelled: boolean,
  stoppedBy: ModelFailure | undefined,
): GenerationSummary {
  const ended = tasks.flatMap((task) => done.get(task) ?? []);
  const count = (kind: Sample['result']['kind']): number =>
    ended.filter(({ sample }) => sample.result.kind === kind).length;
  return {
    samples: ended.map(({ sample }) => sample),
    cached: ended.filter(({ cached }) => cached).length,
    unreadable: count('unreadable'),
    failed: count('failed'),
    notAsked: tasks.length - ended.length,
    cancelled,
    ...(stoppedBy === undefined ? {} : { stoppedBy }),
  };
}
