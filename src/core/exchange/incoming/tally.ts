/** Counts what is met many times: sentences, or plain data with its keys always in the same order. */
export interface Tally<T> {
  add(what: T): void;
  /** In the order in which they first came. */
  entries(): { readonly what: T; readonly count: number }[];
}

export function createTally<T>(): Tally<T> {
  const counts = new Map<string, { what: T; count: number }>();
  return {
    add: (what) => {
      const key = JSON.stringify(what);
      const entry = counts.get(key);
      if (entry === undefined) counts.set(key, { what, count: 1 });
      else entry.count += 1;
    },
    entries: () => [...counts.values()],
  };
}
