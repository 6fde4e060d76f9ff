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
  if (!isObject(value)) return value;
  // Without a prototype, so that every name is an ordinary key.
  const copy: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value).sort()) copy[key] = sorted(value[key]);
  return copy;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
