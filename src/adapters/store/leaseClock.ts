/** The time for leases, in milliseconds since the epoch. */
export interface LeaseClock {
  /** For the end of an own lease: the later reading, so that it does not run out early. */
  toGrant(): number;
  /** For judging the lease of another: the earlier reading, so that it is not taken for over too soon. */
  toJudge(): number;
}

/**
 * Reads two clocks: that of the day, which jumps when it is set, or when a laptop was asleep; and one that only runs while
 * this process does. After a jump forward, a living process has had no time yet to renew what it holds.
 * @param day milliseconds since the epoch
 * @param running milliseconds since any moment
 */
export function createLeaseClock(day: () => number, running: () => number): LeaseClock {
  const offset = day() - running();
  // Whole milliseconds, as the store keeps them.
  const sinceThen = (): number => Math.round(running() + offset);
  return {
    toGrant: () => Math.max(day(), sinceThen()),
    toJudge: () => Math.min(day(), sinceThen()),
  };
}
