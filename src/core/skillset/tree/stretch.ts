import { type Problem, shiftProblem } from '../problem.ts';
import { exactly } from './compact.ts';
import { lastUpTo } from './lastUpTo.ts';
import type { Segment } from './parseSegment.ts';
import type { ItemGroup, Placed } from './section.ts';

/** A part of the file that was parsed alone. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly segment: Segment;
}

/**
 * Neighbouring pieces of a section: an edit elsewhere leaves it the same object, so that a keystroke costs what the
 * stretch around it has, and not what the file has. Places in it count from where it starts.
 */
export interface Stretch extends ItemGroup {
  /** The section, and whether the pieces are its items: the same text means something else elsewhere. */
  readonly role: string;
  readonly length: number;
  readonly pieces: readonly Piece[];
  readonly problems: readonly Problem[];
  readonly steps: number;
  readonly hasAnchors: boolean;
  readonly hasUnknownAnchor: boolean;
}

export interface PlacedStretch {
  readonly at: number;
  readonly group: Stretch;
}

/** Few enough to be gone through at each key press, and so many that a large file has few stretches. */
const MOST_PIECES = 32;

/** Pieces of the text, in order and without gaps, as stretches of about the same size. */
export function stretchesOf(role: string, pieces: readonly Piece[]): PlacedStretch[] {
  const count = Math.ceil(pieces.length / MOST_PIECES);
  const size = Math.ceil(pieces.length / count);
  return Array.from({ length: count }, (_, index) =>
    stretchOf(role, pieces.slice(index * size, (index + 1) * size)),
  );
}

function stretchOf(role: string, placed: readonly Piece[]): PlacedStretch {
  const at = placed[0]?.start ?? 0;
  const pieces = placed.map(({ start, end, segment }) => ({ start: start - at, end: end - at, segment }));
  const segments = pieces.map(({ segment }) => segment);
  const group = {
    role,
    length: pieces.at(-1)?.end ?? 0,
    pieces,
    items: exactly(pieces.flatMap(itemsOf)),
    problems: exactly(
      pieces.flatMap(({ start, segment }) => segment.problems.map((one) => shiftProblem(one, start))),
    ),
    steps: segments.reduce((sum, { steps }) => sum + steps, 0),
    hasAnchors: segments.some(({ hasAnchors }) => hasAnchors),
    hasUnknownAnchor: segments.some(({ hasUnknownAnchor }) => hasUnknownAnchor),
  };
  return { at, group };
}

function itemsOf({ start, segment: { root } }: Piece): Placed[] {
  return root?.kind === 'list' ? root.items.map((node) => ({ at: start, node })) : [];
}

/** The last piece that starts at an offset or before, with its range in the text. */
export function pieceAt(
  stretches: readonly PlacedStretch[],
  offset: number,
): (Piece & { readonly role: string }) | undefined {
  const stretch = stretches[lastUpTo(stretches, offset, ({ at }) => at)];
  if (stretch === undefined) return undefined;
  const { at, group } = stretch;
  const piece = group.pieces[lastUpTo(group.pieces, offset - at, ({ start }) => start)];
  return piece && { ...piece, start: piece.start + at, end: piece.end + at, role: group.role };
}
