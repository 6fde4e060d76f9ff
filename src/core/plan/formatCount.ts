const counts = new Intl.NumberFormat('en-GB');

/** `12,500`, the same on every machine. */
export function formatCount(count: number | bigint): string {
  return counts.format(count);
}

/** `1 mix`, `12,500 mixes` */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
