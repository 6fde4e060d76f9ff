/** Keeps what was worked out last, for as long as the key stays the same. */
export interface Cached<T> {
  get(key: string, compute: () => Promise<T>): Promise<T>;
}

export function createCached<T>(): Cached<T> {
  let last: { readonly key: string; readonly value: Promise<T> } | undefined;
  return {
    get(key, compute) {
      if (last?.key === key) return last.value;
      const value = compute();
      const made = { key, value };
      last = made;
      value.catch(() => {
        if (last === made) last = undefined;
      });
      return value;
    },
  };
}
