import type { EndpointIdentity } from './endpoint.ts';
import type { Digest, ModelRequest } from './ports.ts';

/**
 * The key under which a call is kept, so that it is never paid twice.
 * @param attempt which of several calls with the same request this is, such as `generation 2 turn 1`
 */
export function callKey(
  digest: Digest,
  endpoint: EndpointIdentity,
  request: ModelRequest,
  attempt: string,
): string {
  return digest(canonicalJson({ endpoint, request, attempt }));
}

/** JSON with sorted keys, so that the order in which an object was built does not change a key. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

/** A copy that is sorted throughout: sorting in a replacer of `JSON.stringify` takes three times as long. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const entry of entries) entry[1] = sorted(entry[1]);
  return Object.fromEntries(entries);
}
