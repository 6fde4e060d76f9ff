/** Sizes of figures that have a row for each name, in CSS pixels. */

const ROW = 22;
const AXES = 64;
const LETTER = 6.6;

/** Of the whole figure. */
export function rowHeight(rows: number): number {
  return rows * ROW + AXES;
}

/** Room for the longest name, and at most two fifths of the figure. */
export function leftMargin(names: readonly string[], width: number): number {
  const longest = Math.max(0, ...names.map((name) => name.length));
  return Math.min(longest * LETTER + 16, width * 0.4);
}
