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
  return JSON.stringify(value, (_key, inner: unknown) => (isPlainObject(inner) ? sorted(inner) : inner));
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}
