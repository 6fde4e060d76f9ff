import type { ModelFailure, RateLimits } from '../../core/runs/ports.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import { isProvidersOwn, type PortSettings } from './portSettings.ts';
import { readLimits } from './rateLimits.ts';
import { type Asked, failure, readFailure, rejectionIn } from './readFailure.ts';

/** What came of an attempt. */
export type Attempted<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'failure'; readonly failure: ModelFailure; readonly limits?: RateLimits };

/** Does some work at an endpoint within its time limit, and turns what is thrown into a failure. */
export async function attempt<T>(
  settings: PortSettings,
  asked: Asked,
  signal: AbortSignal,
  work: (deadline: Deadline) => Promise<T>,
): Promise<Attempted<T>> {
  const unsendable = problemOf(settings);
  if (unsendable !== undefined) return { kind: 'failure', failure: unsendable };
  const deadline = startDeadline(settings.timeout, signal);
  try {
    if (signal.aborted) return { kind: 'failure', failure: failure('cancelled', settings) };
    return { kind: 'value', value: await work(deadline) };
  } catch (error) {
    if (signal.aborted) return { kind: 'failure', failure: failure('cancelled', settings) };
    if (deadline.isOver()) return { kind: 'failure', failure: failure('time-out', settings) };
    const now = Date.now();
    const read = readFailure(error, settings, asked, now);
    if (read === undefined) throw error;
    const headers = rejectionIn(error)?.headers;
    const limits = headers === undefined ? undefined : readLimits(settings.kind, headers, now);
    return { kind: 'failure', failure: read, ...(limits === undefined ? {} : { limits }) };
  } finally {
    deadline.end();
  }
}

function problemOf(settings: PortSettings): ModelFailure | undefined {
  const { key } = settings;
  if (key === undefined) return isProvidersOwn(settings) ? failure('no-key', settings) : undefined;
  // Fetch would name such a key, whole, in its error.
  if (/^[\x21-\x7e]+$/.test(key)) return undefined;
  return failure('bad-key', settings, { said: 'it holds characters that no key has' });
}
