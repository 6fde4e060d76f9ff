/** Lets at most so many pieces of work run at once; the others wait in the order of coming. */
export interface Slots {
  take<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Calls are limited by slots and not by the number of tasks under way, so that the store is written to while other
 * calls are waited for.
 */
export function createSlots(limit: number): Slots {
  const waiting: (() => void)[] = [];
  let free = Math.max(1, limit);
  const enter = (): Promise<void> | undefined => {
    if (free === 0) return new Promise((resolve) => waiting.push(resolve));
    free -= 1;
    return undefined;
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return {
    async take(work) {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}

/** How many tasks are under way for each call that may be: enough that none of the slots stands idle. */
export const TASKS_PER_SLOT = 3;
