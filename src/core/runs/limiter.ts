import { createAdaptiveLimit } from './adaptiveLimit.ts';
import type { ClockPort, ModelFailureKind, ModelOutcome, RateLimit } from './ports.ts';
import type { EndpointProgress } from './progress.ts';

/** Lets calls to one endpoint through as fast as its server takes them; the others wait in the order of coming. */
export interface Limiter {
  /** Sends the call when its turn has come. `tokens`: how many it will use, as far as that can be guessed. */
  take(tokens: number, call: () => Promise<ModelOutcome>): Promise<ModelOutcome>;
  /**
   * Told of a reply that is on its way to the disk. With the calls under way these are never more than twice the limit,
   * so that what a killed process has paid for nothing stays small.
   */
  keeping(reply: Promise<void>): void;
  limitTo(most: number | undefined): void;
  /** Lets no more calls through until `resume`. Those under way are finished. */
  pause(): void;
  resume(): void;
  state(): Omit<EndpointProgress, 'name'>;
}

/** In milliseconds: the window of the providers' limits. */
const MINUTE = 60_000;
/** In milliseconds: no server keeps everybody waiting for longer by what its headers say. */
const LONGEST_HOLD = 10 * MINUTE;

/** @param options `most`: the user's own limit; `signal` ends all waiting, and is let go of when `over` aborts */
export function createLimiter(
  clock: ClockPort,
  options: { readonly most?: number; readonly signal: AbortSignal; readonly over?: AbortSignal },
): Limiter {
  const adaptive = createAdaptiveLimit(options.most);
  const waiting: (() => void)[] = [];
  let running = 0;
  let unkept = 0;
  let isPaused = false;
  let heldUntil = 0;
  let hold: Promise<void> | undefined;

  const isOpen = (): boolean =>
    hold === undefined && !isPaused && running < adaptive.limit && running + unkept < 2 * adaptive.limit;

  function letIn(): void {
    while (waiting.length > 0 && (isOpen() || options.signal.aborted)) {
      running += 1;
      waiting.shift()?.();
    }
  }

  function kept(): void {
    unkept -= 1;
    letIn();
  }

  /** Waits by duration and not by the time of day, which may jump. */
  function holdFor(milliseconds: number): void {
    const wait = Math.min(milliseconds, LONGEST_HOLD);
    if (wait <= 0 || (hold !== undefined && clock.now() + wait <= heldUntil)) return;
    heldUntil = clock.now() + wait;
    const current = clock.sleep(wait, options.signal).then(() => {
      // A longer wait may have begun meanwhile.
      if (hold === current) hold = undefined;
      letIn();
    });
    hold = current;
  }

  function learn(outcome: ModelOutcome, sentAt: number, tokens: number): void {
    const now = clock.now();
    if (outcome.kind === 'reply') adaptive.replied({ sentAt, now, running });
    else if (PUSHES_BACK.includes(outcome.failure.kind)) {
      adaptive.pushedBack({ sentAt, now });
      holdFor(outcome.failure.retryAfter ?? 0);
    }
    const { requests, tokens: left } = outcome.limits ?? {};
    if (requests !== undefined) holdFor(untilFree(requests, running));
    if (left !== undefined) holdFor(untilFree(left, running * tokens));
  }

  options.signal.addEventListener('abort', letIn, {
    once: true,
    ...(options.over === undefined ? {} : { signal: options.over }),
  });
  return {
    async take(tokens, call) {
      if (!isOpen() || waiting.length > 0) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          letIn();
        });
      } else running += 1;
      const sentAt = clock.now();
      try {
        const outcome = await call();
        learn(outcome, sentAt, tokens);
        return outcome;
      } finally {
        running -= 1;
        letIn();
      }
    },
    keeping(reply) {
      unkept += 1;
      reply.then(kept, kept);
    },
    limitTo(most) {
      adaptive.limitTo(most);
      letIn();
    },
    pause() {
      isPaused = true;
    },
    resume() {
      isPaused = false;
      letIn();
    },
    state: () => ({
      running,
      limit: adaptive.limit,
      ...(hold === undefined ? {} : { waits: Math.max(0, heldUntil - clock.now()) }),
    }),
  };
}

const PUSHES_BACK: readonly ModelFailureKind[] = ['rate-limit', 'overloaded', 'time-out'];

/** In milliseconds: when the server will take one more, after those under way. Limits fill up evenly over a minute. */
function untilFree({ limit, remaining, resetAfter }: RateLimit, underWay: number): number {
  const missing = underWay + 1 - remaining;
  if (missing <= 0) return 0;
  return limit === undefined || limit <= 0 ? resetAfter : Math.min(resetAfter, (missing / limit) * MINUTE);
}
