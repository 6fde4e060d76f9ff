/** What a provider allows. What is left out is not limited. */
export interface Limits {
  readonly requestsPerMinute?: number | undefined;
  readonly tokensPerMinute?: number | undefined;
  /** Replies under way at the same moment. */
  readonly atOnce?: number | undefined;
}

/** How full one limit is. */
export interface Level {
  readonly limit: number;
  readonly remaining: number;
  /** In milliseconds: until it is full again. */
  readonly resetAfter: number;
}

export interface Levels {
  readonly requests?: Level;
  readonly tokens?: Level;
}

/** Either let in, or how long to wait, in milliseconds, and for what. */
export type Admission =
  | { readonly kind: 'admitted' }
  | { readonly kind: 'refused'; readonly retryAfter: number; readonly about: 'requests' | 'tokens' };

/** Enforces limits as the providers do: buckets that refill steadily, with a minute's worth in each. */
export interface RequestLimits {
  /** An admitted request must be given back with `leave`. */
  enter(tokens: number): Admission;
  leave(): void;
  /** Takes what the reply cost. */
  spend(tokens: number): void;
  levels(): Levels;
  /** Starts anew, with full buckets. */
  set(limits: Limits): void;
}

const AT_ONCE_WAIT = 1000;

export function createRequestLimits(first: Limits = {}): RequestLimits {
  let limits: Limits;
  let requests: Bucket | undefined;
  let tokens: Bucket | undefined;
  let underWay = 0;
  set(first);

  function set(next: Limits): void {
    limits = next;
    requests = next.requestsPerMinute === undefined ? undefined : createBucket(next.requestsPerMinute);
    tokens = next.tokensPerMinute === undefined ? undefined : createBucket(next.tokensPerMinute);
  }

  return {
    enter(needed) {
      if (underWay >= (limits.atOnce ?? Number.POSITIVE_INFINITY)) {
        return { kind: 'refused', retryAfter: AT_ONCE_WAIT, about: 'requests' };
      }
      const waits = [requests?.waitFor(1) ?? 0, tokens?.waitFor(needed) ?? 0] as const;
      if (Math.max(...waits) > 0) {
        return {
          kind: 'refused',
          retryAfter: Math.max(...waits),
          about: waits[0] >= waits[1] ? 'requests' : 'tokens',
        };
      }
      requests?.take(1);
      tokens?.take(needed);
      underWay += 1;
      return { kind: 'admitted' };
    },
    leave() {
      underWay -= 1;
    },
    spend: (spent) => tokens?.take(spent),
    levels: () => ({
      ...(requests === undefined ? {} : { requests: requests.level() }),
      ...(tokens === undefined ? {} : { tokens: tokens.level() }),
    }),
    set,
  };
}

interface Bucket {
  /** In milliseconds; what never fits is let in when the bucket is full. */
  waitFor(amount: number): number;
  take(amount: number): void;
  level(): Level;
}

function createBucket(limit: number): Bucket {
  const perMillisecond = limit / 60_000;
  let content = limit;
  let refilledAt = performance.now();

  function refill(): number {
    const now = performance.now();
    content = Math.min(limit, content + (now - refilledAt) * perMillisecond);
    refilledAt = now;
    return content;
  }

  return {
    waitFor: (amount) => Math.max(0, Math.ceil((Math.min(amount, limit) - refill()) / perMillisecond)),
    take(amount) {
      content = refill() - amount;
    },
    level() {
      const missing = limit - refill();
      return {
        limit,
        remaining: Math.max(0, Math.floor(content)),
        resetAfter: Math.ceil(missing / perMillisecond),
      };
    },
  };
}
