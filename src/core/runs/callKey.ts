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
  // An ordinary object: one without a prototype takes three times the memory, and longer to write.
  const copy: Record<string, unknown> = {};
  for (const key of sortedKeys(value)) {
    const content = sorted(value[key]);
    if (key === '__proto__') Object.defineProperty(copy, key, { value: content, enumerable: true });
    else copy[key] = content;
  }
  return copy;
}

/** By UTF-16 units. Of few keys, which is usual, `sort` would take more memory than the whole copy. */
function sortedKeys(value: object): readonly string[] {
  const keys = Object.keys(value);
  if (keys.length > FEW) return keys.sort();
  for (let place = 1; place < keys.length; place += 1) {
    const key = keys[place] ?? '';
    let at = place;
    for (; at > 0 && (keys[at - 1] ?? '') > key; at -= 1) keys[at] = keys[at - 1] ?? '';
    keys[at] = key;
  }
  return keys;
}

const FEW = 20;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
