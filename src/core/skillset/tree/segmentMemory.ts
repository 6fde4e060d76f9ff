import type { Segment } from './parseSegment.ts';

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
  readonly pieces: readonly Piece[];
}

/** Finds the segment for a piece of the new text. */
export type FindSegment = (group: string, start: number, end: number) => Segment | undefined;

/**
 * Remembers the segments of the previous version. Pieces before and after the changed stretch are found by position,
 * without looking at their text; those in between by their text.
 */
export function segmentMemory(text: string, previous: CutVersion | undefined): FindSegment {
  if (previous === undefined) return () => undefined;
  const prefix = commonPrefix(previous.text, text);
  const suffix = commonSuffix(previous.text, text, prefix);
  const shift = previous.text.length - text.length;
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

/** Comparing slices is many times faster than comparing characters. */
const CHUNK = 4096;

function commonPrefix(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one.slice(at, at + CHUNK) === other.slice(at, at + CHUNK)) at += CHUNK;
  at = Math.min(at, most);
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  return at;
}

function commonSuffix(one: string, other: string, prefix: number): number {
  const most = Math.min(one.length, other.length) - prefix;
  const sliceOf = (text: string, length: number) => text.slice(-length - CHUNK, text.length - length);
  let length = 0;
  while (length + CHUNK <= most && sliceOf(one, length) === sliceOf(other, length)) length += CHUNK;
  while (length < most && one.at(-length - 1) === other.at(-length - 1)) length += 1;
  return length;
}
