import type { ClockPort } from './ports.ts';
import type { EndpointProgress, RunProgress, SpentSoFar, TaskCounts } from './progress.ts';

/** Counts tasks of one kind while they are done. */
export interface TaskTally {
  begin(): void;
  end(how: 'done' | 'unreadable' | 'failed', cached: boolean): void;
  /** A task that was begun is left after all. */
  giveUp(): void;
  /** Tasks that turn out not to be there to do: `begun` of them had been begun. */
  drop(count: number, begun?: number): void;
  counts(): TaskCounts;
}

/** The figures of a run. */
export interface Tally {
  readonly texts: TaskTally;
  readonly gradings: TaskTally;
  retried(): void;
  progress(now: RunNow): RunProgress;
}

/** What a run's other parts say of this moment. */
export interface RunNow {
  readonly isPaused: boolean;
  readonly isStopping: boolean;
  readonly isOver: boolean;
  readonly spent: SpentSoFar;
  readonly endpoints: readonly EndpointProgress[];
}

/** In milliseconds: rates are those of this last while. */
const WHILE = 30_000;

export function createTally(
  clock: ClockPort,
  expected: { readonly texts: number; readonly gradings: number; readonly spentBefore: number },
): Tally {
  const texts = createTaskTally(expected.texts);
  const gradings = createTaskTally(expected.gradings);
  const recent: Mark[] = [{ at: clock.now(), calls: 0, tasks: 0 }];
  let retried = 0;

  /** Rates since the oldest mark of the last while. */
  function ratesNow(calls: number, tasks: number): { readonly calls: number; readonly tasks: number } {
    const at = clock.now();
    recent.push({ at, calls, tasks });
    while (recent.length > 2 && (recent[1]?.at ?? at) <= at - WHILE) recent.shift();
    const [from] = recent;
    const elapsed = from === undefined ? 0 : (at - from.at) / 1000;
    if (from === undefined || elapsed <= 0) return { calls: 0, tasks: 0 };
    return { calls: (calls - from.calls) / elapsed, tasks: (tasks - from.tasks) / elapsed };
  }

  return {
    texts,
    gradings,
    retried: () => {
      retried += 1;
    },
    progress({ isPaused, isStopping, isOver, spent, endpoints }) {
      const counts = { texts: texts.counts(), gradings: gradings.counts() };
      const paid = paidIn(counts.texts) + paidIn(counts.gradings);
      const open = openIn(counts.texts) + openIn(counts.gradings);
      const rates = ratesNow(spent.calls, paid);
      const running = endpoints.some((endpoint) => endpoint.running > 0);
      return {
        state: stateOf({ isPaused, isStopping, isOver, isBusy: running }),
        ...counts,
        retried,
        spent,
        spentBefore: expected.spentBefore,
        ...projectedFrom(spent, paid, open),
        callsPerSecond: rates.calls,
        ...(rates.tasks > 0 ? { secondsLeft: open / rates.tasks } : {}),
        endpoints,
      };
    },
  };
}

interface Mark {
  readonly at: number;
  readonly calls: number;
  readonly tasks: number;
}

function createTaskTally(expected: number): TaskTally {
  let total = expected;
  let running = 0;
  const ended = { done: 0, unreadable: 0, failed: 0, cached: 0 };
  return {
    begin() {
      running += 1;
    },
    end(how, cached) {
      running -= 1;
      ended[how] += 1;
      if (cached) ended.cached += 1;
    },
    giveUp() {
      running -= 1;
    },
    drop(count, begun = 0) {
      total -= count;
      running -= begun;
    },
    counts: () => ({
      total,
      ...ended,
      running,
      left: total - ended.done - ended.unreadable - ended.failed - running,
    }),
  };
}

function stateOf(now: {
  readonly isPaused: boolean;
  readonly isStopping: boolean;
  readonly isOver: boolean;
  readonly isBusy: boolean;
}): RunProgress['state'] {
  if (now.isOver) return 'ended';
  if (now.isStopping) return 'stopping';
  if (!now.isPaused) return 'running';
  return now.isBusy ? 'pausing' : 'paused';
}

/** Tasks that were not in the store, and have ended. */
function paidIn({ done, unreadable, failed, cached }: TaskCounts): number {
  return done + unreadable + failed - cached;
}

function openIn({ running, left }: TaskCounts): number {
  return running + left;
}

/** The tasks still open are taken to cost as much as those that were paid. */
function projectedFrom(spent: SpentSoFar, paid: number, open: number): { readonly projected?: number } {
  if (open === 0) return { projected: spent.money };
  if (paid === 0 || spent.calls === spent.unpriced) return {};
  return { projected: spent.money + (spent.money / paid) * open };
}
