/**
 * Begins pieces of work in their order, as long as fewer than `room()` are under way. When `isStopped` says so, those
 * not yet begun are left; those under way are waited for.
 * @throws what a piece of work throws, after the others under way have ended
 */
export function drain(
  pieces: Iterable<() => Promise<void>>,
  room: () => number,
  isStopped: () => boolean,
): Promise<void> {
  const iterator = pieces[Symbol.iterator]();
  return new Promise((resolve, reject) => {
    let underWay = 0;
    let isAtEnd = false;
    let failure: { readonly error: unknown } | undefined;

    const fail = (error: unknown): void => {
      failure ??= { error };
      isAtEnd = true;
    };
    const next = (): (() => Promise<void>) | undefined => {
      try {
        const { done, value } = iterator.next();
        if (!done) return value;
      } catch (error) {
        fail(error);
      }
      isAtEnd = true;
      return undefined;
    };
    const ended = (): void => {
      underWay -= 1;
      fill();
    };
    function fill(): void {
      while (!isAtEnd && !isStopped() && underWay < Math.max(1, room())) {
        const piece = next();
        if (piece === undefined) break;
        underWay += 1;
        piece().catch(fail).then(ended, reject);
      }
      if (underWay > 0) return;
      if (failure === undefined) resolve();
      else reject(failure.error);
    }
    fill();
  });
}
