import type { Digest } from '../../runs/ports.ts';
import { packedHash } from '../packedHash.ts';

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
      const hash = packedHash(digest(text));
      const first = places.get(hash);
      if (first === undefined) places.set(hash, count);
      return first;
    },
  };
}
