import type { SectionCut } from './cutter.ts';
import type { Segment } from './parseSegment.ts';
import type { TextChange } from './textChange.ts';

/** Where a parsed piece stood in a version of the file. */
export interface Piece {
  /** The section, and whether the piece is one of its items: the same text means something else elsewhere. */
  readonly group: string;
  readonly start: number;
  readonly end: number;
  readonly segment: Segment;
}

/** A version of the file as it was cut, its pieces in order. */
export interface CutVersion {
  readonly text: string;
  /** Empty for a file that was parsed as a whole. */
  readonly cuts: readonly SectionCut[];
  readonly pieces: readonly Piece[];
}

/** The version before, and what was changed since. */
export interface PreviousVersion extends CutVersion {
  readonly change: TextChange;
}

/** Finds the segment for a piece of the new text. */
export type FindSegment = (group: string, start: number, end: number) => Segment | undefined;

/**
 * Remembers the segments of the previous version. Pieces before and after the changed stretch are found by position,
 * without looking at their text; those in between by their text.
 */
export function segmentMemory(text: string, previous: PreviousVersion | undefined): FindSegment {
  if (previous === undefined) return () => undefined;
  const { prefix, suffix, shift } = previous.change;
  const changed = new Map<string, Segment>();
  for (const piece of previous.pieces) {
    const isChanged = piece.end > prefix && piece.start < previous.text.length - suffix;
    if (isChanged) changed.set(textKey(previous.text, piece), piece.segment);
  }
  const segmentAt = pieceFinder(previous.pieces);
  return (group, start, end) => {
    if (end <= prefix) return segmentAt(group, start, end);
    if (start < text.length - suffix) return changed.get(textKey(text, { group, start, end }));
    return segmentAt(group, start + shift, end + shift);
  };
}

function textKey(text: string, { group, start, end }: Omit<Piece, 'segment'>): string {
  return `${group}\n${text.slice(start, end)}`;
}

/** Pieces are asked for in order, so the next one is nearly always the one after the last. */
function pieceFinder(pieces: readonly Piece[]): FindSegment {
  let next = 0;
  return (group, start, end) => {
    if (pieces[next]?.start !== start) next = firstFrom(pieces, start);
    const piece = pieces[next];
    if (piece?.start !== start || piece.end !== end || piece.group !== group) return undefined;
    next += 1;
    return piece.segment;
  };
}

function firstFrom(pieces: readonly Piece[], start: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
