/**
 * For each p-value the least false discovery rate at which it is still a discovery; in the order of the p-values.
 * Y. Benjamini & Y. Hochberg, Controlling the false discovery rate, Journal of the Royal Statistical Society B 57
 * (1995), 289-300. It holds for independent tests, and for tests that depend positively on each other.
 */
export function benjaminiHochberg(ps: readonly number[]): number[] {
  const order = ps.map((_, place) => place).sort((a, b) => (ps[b] ?? 0) - (ps[a] ?? 0));
  const qs = ps.map(() => 1);
  let least = 1;
  for (const [from, place] of order.entries()) {
    least = Math.min(least, ((ps[place] ?? 1) * ps.length) / (ps.length - from));
    qs[place] = least;
  }
  return qs;
}

/** The same for rows of which some have no test: these get no q, and do not count. */
export function withQ<Row extends { readonly p: number | null }>(
  rows: readonly Row[],
): (Row & { readonly q: number | null })[] {
  const qs = benjaminiHochberg(rows.flatMap(({ p }) => (p === null ? [] : [p])));
  let next = 0;
  return rows.map((row) => ({ ...row, q: row.p === null ? null : (qs[next++] ?? null) }));
}
