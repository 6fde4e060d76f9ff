let counts: Intl.NumberFormat | undefined;

/** `12,500`, the same on every machine. */
export function formatCount(count: number | bigint): string {
  // Not made on import: opening a file needs none, and the first one loads the tables of the language.
  counts ??= new Intl.NumberFormat('en-GB');
  return counts.format(count);
}

/** `1 mix`, `12,500 mixes` */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
