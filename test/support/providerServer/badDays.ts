import { hash } from './hash.ts';
import type { Answer, Misbehaviour } from './providerRequest.ts';

/** How often a server misbehaves. */
export interface BadDays {
  /** Of all requests, from 0 to 1. */
  readonly share: number;
  readonly seed: number;
}

/**
 * What goes wrong with one request, or else its answer. The seed and the request's number decide, so that the same
 * requests in the same order meet the same troubles, and one that is asked again gets through in the end.
 */
export function withBadDays(answer: Answer, index: number, { share, seed }: BadDays): Answer {
  const roll = hash(`seed ${seed}, request ${index}, whether`);
  if (roll / 2 ** 32 >= share) return answer;
  const text = typeof answer === 'string' ? answer : undefined;
  return TROUBLES[hash(`seed ${seed}, request ${index}, which`) % TROUBLES.length]?.(text) ?? answer;
}

/** One of each kind. What needs a text and has none is left as it is. */
const TROUBLES: readonly ((text: string | undefined) => Misbehaviour | undefined)[] = [
  () => ({ kind: 'rate-limit', retryAfter: '1', retryAfterMs: '200' }),
  () => ({ kind: 'error', status: 500, message: 'Told to fail' }),
  (text) => (text === undefined ? undefined : { kind: 'slow', latency: 500, text }),
  () => ({ kind: 'cut' }),
  () => ({ kind: 'malformed' }),
  () => ({ kind: 'empty' }),
  () => ({ kind: 'reset' }),
];
