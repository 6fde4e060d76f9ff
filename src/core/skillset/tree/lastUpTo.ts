/** The place of the last item in a sorted list whose value is not above the limit; -1: there is none. */
export function lastUpTo<Item>(
  sorted: readonly Item[],
  limit: number,
  placeOf: (item: Item) => number,
): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = sorted[middle];
    if (item !== undefined && placeOf(item) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
