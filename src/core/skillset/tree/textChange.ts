/** Where one version of a text differs from the one before, in UTF-16 units. */
export interface TextChange {
  /** As long as this both begin alike. */
  readonly prefix: number;
  /** As long as this both end alike, and no part of the prefix. */
  readonly suffix: number;
  /** What is added to a place behind the change to have its place in the version before. */
  readonly shift: number;
}

export function changeBetween(before: string, after: string): TextChange {
  const prefix = commonPrefix(before, after);
  const suffix = commonSuffix(before, after, prefix);
  return { prefix, suffix, shift: before.length - after.length };
}

/** Comparing slices is many times faster than comparing characters. */
const CHUNK = 4096;

function commonPrefix(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one.slice(at, at + CHUNK) === other.slice(at, at + CHUNK)) at += CHUNK;
  at = Math.min(at, most);
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  return at;
}

function commonSuffix(one: string, other: string, prefix: number): number {
  const most = Math.min(one.length, other.length) - prefix;
  const sliceOf = (text: string, length: number) => text.slice(-length - CHUNK, text.length - length);
  let length = 0;
  while (length + CHUNK <= most && sliceOf(one, length) === sliceOf(other, length)) length += CHUNK;
  while (length < most && one.at(-length - 1) === other.at(-length - 1)) length += 1;
  return length;
}
