/** A number in [0, 2^32) that is the same for the same text: FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}
