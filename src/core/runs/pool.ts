/**
 * Runs `work` on every item, at most `limit` at a time, in order of the items.
 * When `isStopped` says so, items not yet begun are left; those under way are waited for.
 * @throws what `work` throws, after the others under way have ended
 */
export async function runPool<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
  isStopped: () => boolean,
): Promise<void> {
  let next = 0;
  let broken = false;
  const lane = async (): Promise<void> => {
    while (next < items.length && !broken && !isStopped()) {
      const item = items[next] as T;
      next += 1;
      try {
        await work(item);
      } catch (error) {
        broken = true;
        throw error;
      }
    }
  };
  const lanes = Array.from({ length: Math.min(Math.max(1, limit), items.length) }, lane);
  const ended = await Promise.allSettled(lanes);
  for (const lane of ended) if (lane.status === 'rejected') throw lane.reason;
}
