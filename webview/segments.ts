/** A part of the text that is evidence for a criterion. */
export interface MarkedRange {
  /** Which criterion, from 0. */
  readonly mark: number;
  /** In UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** A stretch of text with the same marks from its first to its last character. */
export interface Segment {
  readonly text: string;
  /** Lowest lane first. */
  readonly marks: readonly SegmentMark[];
}

export interface SegmentMark {
  readonly mark: number;
  /** Which of the lines under the text, from 0: a range keeps its lane from end to end, and shares it with no overlapping one. */
  readonly lane: number;
  /** The range begins here. */
  readonly starts: boolean;
}

/** Cuts a text wherever a range begins or ends. The segments together are the text. */
export function splitText(text: string, ranges: readonly MarkedRange[]): Segment[] {
  const lanes = intoLanes(mergeRanges(ranges.map((range) => fitRange(text, range))));
  const cuts = [...new Set([0, text.length, ...lanes.flatMap(({ start, end }) => [start, end])])];
  cuts.sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length;
    return { text: text.slice(start, end), marks: marksAt(lanes, start) };
  });
}

/** How many lines the busiest segment has under it. */
export function laneCount(segments: readonly Segment[]): number {
  return Math.max(0, ...segments.flatMap(({ marks }) => marks.map(({ lane }) => lane + 1)));
}

interface LaneRange extends MarkedRange {
  readonly lane: number;
}

function marksAt(ranges: readonly LaneRange[], position: number): SegmentMark[] {
  return ranges
    .filter(({ start, end }) => start <= position && position < end)
    .map(({ mark, lane, start }) => ({ mark, lane, starts: start === position }))
    .sort((a, b) => a.lane - b.lane);
}

/** Inside the text, and never through the middle of a surrogate pair. */
function fitRange(text: string, { mark, start, end }: MarkedRange): MarkedRange {
  const clamp = (position: number) => Math.min(Math.max(Math.trunc(position) || 0, 0), text.length);
  const from = clamp(start);
  const to = clamp(end);
  return {
    mark,
    start: isInsidePair(text, from) ? from - 1 : from,
    end: isInsidePair(text, to) ? to + 1 : to,
  };
}

function isInsidePair(text: string, position: number): boolean {
  return /[\uD800-\uDBFF]/.test(text.charAt(position - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(position));
}

/** Ranges of one mark that overlap or touch become one: several rounds often quote the same words. */
function mergeRanges(ranges: readonly MarkedRange[]): MarkedRange[] {
  const merged: MarkedRange[] = [];
  for (const range of ranges.filter(({ start, end }) => start < end).sort(byMarkThenStart)) {
    const last = merged.at(-1);
    if (last === undefined || last.mark !== range.mark || last.end < range.start) merged.push(range);
    else merged[merged.length - 1] = { ...last, end: Math.max(last.end, range.end) };
  }
  return merged;
}

function byMarkThenStart(one: MarkedRange, other: MarkedRange): number {
  return one.mark - other.mark || one.start - other.start || one.end - other.end;
}

/** The first free lane for each range, in reading order. */
function intoLanes(ranges: readonly MarkedRange[]): LaneRange[] {
  const ends: number[] = [];
  return [...ranges]
    .sort((a, b) => a.start - b.start || a.mark - b.mark)
    .map((range) => {
      const free = ends.findIndex((end) => end <= range.start);
      const lane = free < 0 ? ends.length : free;
      ends[lane] = range.end;
      return { ...range, lane };
    });
}
