/** A small share of the time is spent on reading what changes all the time: nothing is read for so many times as long. */
const TIMES = 10;
/**
 * In milliseconds: nothing rests for longer. A reading during which the machine slept or was busy took long, and the next
 * one will not.
 */
const LONGEST = 10_000;

/** In milliseconds: how long nothing need be read anew after readings that took so long. */
export function restAfter(took: number): number {
  return Math.min(Math.max(0, took * TIMES), LONGEST);
}

/** How much of that rest is left; none of it is where the clock was set back. In milliseconds, as its arguments. */
export function restLeft(took: number, endedAt: number, now: number): number {
  const rested = now - endedAt;
  return rested < 0 ? 0 : Math.max(0, restAfter(took) - rested);
}
