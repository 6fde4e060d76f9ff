import type { Sampling } from '../runs/records.ts';
import type { Series } from './facts.ts';

/** The list of what was asked for, each once, and the place of each in it. */
export interface Interned<T> {
  readonly list: readonly T[];
  placeOf(item: T): number;
}

/** Things with equal keys are the same. */
export function createInterned<T>(keyOf: (item: T) => unknown): Interned<T> {
  const places = new Map<unknown, number>();
  const list: T[] = [];
  return {
    list,
    placeOf(item) {
      const key = keyOf(item);
      const known = places.get(key);
      if (known !== undefined) return known;
      places.set(key, list.length);
      return list.push(item) - 1;
    },
  };
}

/** The same text for the same series. */
export function seriesKey({
  writing: { student, sampling, purpose },
  draw: { split, k, seed },
}: Series): string {
  return JSON.stringify([student, samplingKey(sampling), purpose, split, k, seed]);
}

/** The same text for the same sampling, and in an order of its own. */
export function samplingKey(sampling: Sampling | null): string {
  return JSON.stringify(sampling && [sampling.temperature ?? null, sampling.maxTokens ?? null]);
}
