import type { SectionCut } from './cutter.ts';
import { lastUpTo } from './lastUpTo.ts';
import type { Segment } from './parseSegment.ts';
import { type PlacedStretch, pieceAt, type Stretch } from './stretch.ts';
import type { TextChange } from './textChange.ts';

/** A version of the file as it was cut and parsed. */
export interface CutVersion {
  readonly text: string;
  /** Empty for a file that was parsed as a whole. */
  readonly cuts: readonly SectionCut[];
  /** In order. */
  readonly stretches: readonly PlacedStretch[];
}

/** The version before, and what was changed since. */
export interface PreviousVersion extends CutVersion {
  readonly change: TextChange;
}

/** What is known of the version before, asked for by where it stands in the new text. */
export interface StretchMemory {
  /** The stretch that starts there, unless something in it has changed. */
  stretchAt(role: string, start: number): Stretch | undefined;
  /** The parsed piece with that text, which is then given away: what stands twice is two things. */
  segmentOf(role: string, start: number, end: number): Segment | undefined;
}

/**
 * What stands before and after the changed stretch is found by position, without looking at its text; the pieces in
 * between by their text.
 */
export function stretchMemory(text: string, previous: PreviousVersion | undefined): StretchMemory {
  if (previous === undefined) return NOTHING;
  const { stretches, change } = previous;
  const { prefix, suffix, shift } = change;
  const changed = changedSegments(previous);
  const placeBefore = (start: number, end: number): number | undefined => {
    if (end <= prefix) return start;
    return start < text.length - suffix ? undefined : start + shift;
  };
  return {
    stretchAt(role, start) {
      const place = start < text.length - suffix ? start : start + shift;
      const stretch = stretches[lastUpTo(stretches, place, ({ at }) => at)];
      if (stretch?.at !== place || stretch.group.role !== role) return undefined;
      return placeBefore(start, start + stretch.group.length) === place ? stretch.group : undefined;
    },
    segmentOf(role, start, end) {
      const place = placeBefore(start, end);
      if (place === undefined) return take(changed, textKey(role, text.slice(start, end)));
      const piece = pieceAt(stretches, place);
      const isSame = piece?.start === place && piece.end - place === end - start && piece.role === role;
      return isSame ? piece.segment : undefined;
    },
  };
}

const NOTHING: StretchMemory = { stretchAt: () => undefined, segmentOf: () => undefined };

/** By their text, the pieces that the change touches. */
function changedSegments({ text, stretches, change }: PreviousVersion): Map<string, Segment> {
  const isChanged = (start: number, end: number) =>
    end > change.prefix && start < text.length - change.suffix;
  const changed = new Map<string, Segment>();
  for (const { at, group } of stretches) {
    if (!isChanged(at, at + group.length)) continue;
    for (const { start, end, segment } of group.pieces) {
      if (isChanged(at + start, at + end))
        changed.set(textKey(group.role, text.slice(at + start, at + end)), segment);
    }
  }
  return changed;
}

function take(segments: Map<string, Segment>, key: string): Segment | undefined {
  const segment = segments.get(key);
  segments.delete(key);
  return segment;
}

function textKey(role: string, text: string): string {
  return `${role}\n${text}`;
}
