import { lastUpTo } from './tree/lastUpTo.ts';

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
      const line = Math.max(
        0,
        lastUpTo(starts, offset, (start) => start),
      );
      return { line, character: offset - (starts[line] ?? 0) };
    },
  };
}
