/** The lines of a text as editors count them: they end with a line feed, a carriage return, or both. */
export interface Lines {
  positionAt(offset: number): LinePosition;
}

/** Both count from 0, the second in UTF-16 units. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

export function linesOf(text: string): Lines {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/gu)) starts.push(index + end.length);
  return {
    positionAt: (offset) => {
      const line = lastUpTo(starts, offset);
      return { line, character: offset - (starts[line] ?? 0) };
    },
  };
}

/** The last place in a sorted list whose value is not above the limit. */
function lastUpTo(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= limit) low = middle;
    else high = middle;
  }
  return low;
}
