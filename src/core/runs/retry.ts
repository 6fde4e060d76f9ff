import type { ModelFailure, ModelFailureKind } from './ports.ts';

/** How often a call is sent at most. */
const MOST_TRIES = 6;
/** In milliseconds: the widest wait after the first failure; it doubles with each further one. */
const FIRST_WAIT = 500;
/** In milliseconds: the widest wait that is chosen here. */
const WIDEST_WAIT = 60_000;
/** In milliseconds: a server that asks for more is not waited for; the run can be taken up again later. */
const LONGEST_WAIT_ASKED = 600_000;

/**
 * How long to wait before a failed call is sent again, in milliseconds; undefined: do not send it again.
 * Exponential back-off with full jitter (M. Brooker, "Exponential Backoff And Jitter", AWS, 2015), on top of
 * the wait that the server asked for, so that waiting calls do not all come back at the same moment.
 *
 * @param tries how often the call has been sent, from 1
 * @param random uniform in [0, 1)
 */
export function retryDelay(failure: ModelFailure, tries: number, random: number): number | undefined {
  const { retryAfter = 0 } = failure;
  if (!mayPass(failure) || tries >= MOST_TRIES || retryAfter > LONGEST_WAIT_ASKED) return undefined;
  const widest = Math.min(WIDEST_WAIT, FIRST_WAIT * 2 ** (tries - 1));
  return Math.round(retryAfter + random * widest);
}

/** Whether every further call to that endpoint and model would fail in the same way. */
export function stopsTheRun(failure: ModelFailure): boolean {
  switch (failure.kind) {
    case 'no-key':
    case 'bad-key':
    case 'no-permission':
    case 'unknown-model':
    case 'quota':
      return true;
    default:
      return false;
  }
}

/** Whether the same call may succeed later. */
export function mayPass({ kind }: { readonly kind: ModelFailureKind }): boolean {
  switch (kind) {
    case 'rate-limit':
    case 'overloaded':
    case 'server':
    case 'time-out':
    case 'network':
    case 'cut':
    case 'malformed':
      return true;
    case 'no-key':
    case 'bad-key':
    case 'no-permission':
    case 'unknown-model':
    case 'quota':
    case 'bad-request':
    case 'schema-unsupported':
    case 'cancelled':
      return false;
  }
}
