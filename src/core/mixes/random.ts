import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';

/** A source of chance that gives the same numbers on every machine. */
export interface Random {
  /** Uniform in 0 ... limit - 1, for a limit of 1 ... 2^32. */
  below(limit: number): number;
}

/**
 * The stream of chance for one purpose under one seed. Streams of different purposes or seeds have nothing to
 * do with one another.
 *
 * Pinned, because seeds stand in files and papers: the 32-bit FNV-1a hash of the UTF-16 units of
 * `PURPOSE:SEED` seeds MT19937 (`init_genrand` of Matsumoto & Nishimura 2002). Each output has its highest
 * bit turned over; those at or above the largest multiple of the limit are passed over; the remainder counts.
 */
export function createRandom(purpose: string, seed: number): Random {
  const generator = mersenne(hash(`${purpose}:${seed}`));
  return { below: (limit) => uniformInt(generator, 0, limit - 1) };
}

/** `count` different items in the order of drawing; all of them, shuffled, where there are not more. */
export function pick<T extends NonNullable<unknown>>(
  items: readonly T[],
  count: number,
  random: Random,
): T[] {
  const left = [...items];
  const picked: T[] = [];
  while (picked.length < count && left.length > 0) {
    const position = random.below(left.length);
    const chosen = left[position];
    const last = left.pop();
    if (chosen === undefined || last === undefined) break;
    if (position < left.length) left[position] = last;
    picked.push(chosen);
  }
  return picked;
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}
