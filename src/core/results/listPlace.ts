/** The place of a number in a list that falls, by halving; undefined: it is not in the list. */
export function placeIn(numbers: readonly number[], sought: number | undefined): number | undefined {
  if (sought === undefined) return undefined;
  let [from, until] = [0, numbers.length];
  while (from < until) {
    const middle = (from + until) >>> 1;
    const found = numbers[middle] ?? 0;
    if (found === sought) return middle;
    if (found > sought) from = middle + 1;
    else until = middle;
  }
  return undefined;
}

/** How many rows are sent at once: more than a screen holds, so that scrolling on shows no gap. */
const BEFORE = 40;
const AFTER = 110;
/** However many are asked for. */
const MOST = 400;

/** The rows around a place. */
export function windowAround(place: number): { readonly from: number; readonly until: number } {
  return { from: Math.max(0, place - BEFORE), until: place + AFTER };
}

/** As much of what is asked for as is sent at once. */
export function windowOf(from: number, until: number): { readonly from: number; readonly until: number } {
  return { from, until: Math.min(until, from + MOST) };
}
