import type { SamplePurpose, Sampling } from '../runs/records.ts';
import type { Draw, Writing } from './facts.ts';

/** Gives the same object for what is the same, so that a report groups by identity. */
export interface InternedFacts {
  draw(split: string, k: number, seed: number | null): Draw;
  writing(student: string, sampling: Sampling | null, purpose: SamplePurpose | null): Writing;
}

/** There are few of either: to look through those of one name costs less than to make a key. */
export function createInternedFacts(): InternedFacts {
  const draws = new Map<string, Draw[]>();
  const writings = new Map<string, Writing[]>();
  return {
    draw(split, k, seed) {
      const known = listOf(draws, split);
      const same = known.find((draw) => draw.k === k && draw.seed === seed);
      return same ?? added(known, { split, k, seed });
    },
    writing(student, sampling, purpose) {
      const known = listOf(writings, student);
      const same = known.find(
        (writing) => writing.purpose === purpose && isSameSampling(writing.sampling, sampling),
      );
      return same ?? added(known, { student, sampling, purpose });
    },
  };
}

/** Gives the same number for the same id: 0, 1, 2 and so on. */
export function createNumbers(): (id: string) => number {
  const numbers = new Map<string, number>();
  return (id) => {
    const known = numbers.get(id);
    if (known !== undefined) return known;
    numbers.set(id, numbers.size);
    return numbers.size - 1;
  };
}

/** The same text for the same sampling, and in an order of its own. */
export function samplingKey(sampling: Sampling | null): string {
  return JSON.stringify(sampling && [sampling.temperature ?? null, sampling.maxTokens ?? null]);
}

function isSameSampling(one: Sampling | null, other: Sampling | null): boolean {
  if (one === null || other === null) return one === other;
  return one.temperature === other.temperature && one.maxTokens === other.maxTokens;
}

function listOf<T>(lists: Map<string, T[]>, name: string): T[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}

function added<T>(list: T[], item: T): T {
  list.push(item);
  return item;
}
