/** Counts what is told many times in the same words. */
export interface Tally {
  add(what: string, count?: number): void;
  /** In the order in which they first came. */
  entries(): { readonly what: string; readonly count: number }[];
}

export function createTally(): Tally {
  const counts = new Map<string, number>();
  return {
    add: (what, count = 1) => void counts.set(what, (counts.get(what) ?? 0) + count),
    entries: () => [...counts].map(([what, count]) => ({ what, count })),
  };
}
