import type { Digest } from '../../runs/ports.ts';
import { createHashNumbers } from '../hashNumbers.ts';

/** Tells what comes twice, of very many texts, without keeping them. */
export interface Repeats {
  /** The place, from 1, where the same text came first; undefined for one that is new. */
  add(text: string): number | undefined;
}

export function createRepeats(digest: Digest): Repeats {
  const places = createHashNumbers();
  let count = 0;
  return {
    add(text) {
      count += 1;
      return places.firstOf(digest(text), count);
    },
  };
}
