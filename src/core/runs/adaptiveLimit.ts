/** How many calls may be under way at an endpoint, found out from how it answers. */
export interface AdaptiveLimit {
  /** A whole number of at least 1. */
  readonly limit: number;
  /** A reply came to a call that was sent at `sentAt`, while `running` calls were under way. Times in milliseconds. */
  replied(call: { readonly sentAt: number; readonly now: number; readonly running: number }): void;
  /** The server refused a call that was sent at `sentAt`, or did not answer it in time. */
  pushedBack(call: { readonly sentAt: number; readonly now: number }): void;
  /** Never more than that. Undefined: as much as the server takes. */
  limitTo(most: number | undefined): void;
}

/** Where nobody says how many, it begins here. */
export const FIRST_LIMIT = 8;
/** More connections than this gain nothing with any provider. */
const HIGHEST_LIMIT = 256;
const CUT = 0.6;
/** A window is judged only when so many replies came in it, at least. */
const SMALLEST_WINDOW = 8;
/** In a higher window so much more must come through, or the server has reached its own limit. */
const GAIN = 1.05;
/** So much slower than at its best, and no more coming through: the server lets calls wait. */
const QUEUEING = 1.5;

/** Replies that are judged together. */
interface Window {
  readonly from: number;
  /** The limit when it began. */
  readonly limit: number;
  replies: number;
  /** In milliseconds, all together. */
  took: number;
}

/**
 * Doubles with every round of replies until the server pushes back or answers no faster, and then rises by one a round:
 * slow start and additive increase, multiplicative decrease, as in TCP (V. Jacobson, "Congestion Avoidance and
 * Control", SIGCOMM 1988). Servers that queue instead of refusing are told by calls that take longer while no more
 * come through (compare TCP Vegas: L. Brakmo, L. Peterson, 1995).
 * @param most where the user says how many: it begins with that, and never goes beyond
 */
export function createAdaptiveLimit(most?: number): AdaptiveLimit {
  let highest = most ?? HIGHEST_LIMIT;
  let limit = Math.max(1, most ?? FIRST_LIMIT);
  let isRising = most === undefined;
  let cutAt = Number.NEGATIVE_INFINITY;
  let window: Window | undefined;
  let best: { rate: number; latency: number; limit: number } | undefined;

  function judge({ from, limit: limitThen, replies, took }: Window, now: number): void {
    const rate = now > from ? replies / (now - from) : Number.POSITIVE_INFINITY;
    const latency = took / replies;
    if (best === undefined || rate > best.rate * GAIN) {
      best = { rate, latency: Math.min(latency, best?.latency ?? latency), limit: limitThen };
      return;
    }
    if (latency <= best.latency * QUEUEING || limit <= best.limit) return;
    limit = best.limit;
    isRising = false;
  }

  return {
    get limit() {
      return Math.max(1, Math.floor(Math.min(limit, highest)));
    },
    replied({ sentAt, now, running }) {
      window ??= { from: sentAt, limit, replies: 0, took: 0 };
      window.replies += 1;
      window.took += now - sentAt;
      // Only a limit that is used up says something about the server.
      if (running >= this.limit * 0.8) limit = Math.min(highest, limit + (isRising ? 1 : 1 / limit));
      if (window.replies < Math.max(SMALLEST_WINDOW, window.limit)) return;
      judge(window, now);
      window = { from: now, limit, replies: 0, took: 0 };
    },
    pushedBack({ sentAt, now }) {
      isRising = false;
      // Calls that were sent before the last cut tell nothing about the limit after it.
      if (sentAt < cutAt) return;
      cutAt = now;
      limit = Math.max(1, Math.min(limit, highest) * CUT);
      window = undefined;
      best = undefined;
    },
    limitTo(next) {
      highest = Math.max(1, next ?? HIGHEST_LIMIT);
      if (next !== undefined) limit = highest;
    },
  };
}
