import type { Digest } from '../../runs/ports.ts';

/** Tells what comes twice, of very many texts, without keeping them. */
export interface Repeats {
  /** The place, from 1, where the same text came first; undefined for one that is new. */
  add(text: string): number | undefined;
}

export function createRepeats(digest: Digest): Repeats {
  const places = new Map<string, number>();
  let count = 0;
  return {
    add(text) {
      count += 1;
      const hash = packed(digest(text));
      const first = places.get(hash);
      if (first === undefined) places.set(hash, count);
      return first;
    },
  };
}

/**
 * The first half of a hash in hexadecimal, which no two different texts share, with 16 bits in each character: what is
 * kept for every line takes a third of the memory.
 */
function packed(hash: string): string {
  return String.fromCharCode(...PARTS.map((from) => Number.parseInt(hash.slice(from, from + DIGITS), 16)));
}

const DIGITS = 4;
const PARTS = [0, 1, 2, 3, 4, 5, 6, 7].map((part) => part * DIGITS);
