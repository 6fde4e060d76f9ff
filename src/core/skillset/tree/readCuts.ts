import { acceptInto, type Problem, shiftProblem, shiftRange } from '../problem.ts';
import type { SharedKeys } from './convertNode.ts';
import type { SectionCut } from './cutter.ts';
import { parseSegment, type Segment } from './parseSegment.ts';
import { readSections } from './readSections.ts';
import type { Placed, Section } from './section.ts';
import { type FindSegment, type Piece, type PreviousVersion, segmentMemory } from './segmentMemory.ts';

export interface Reading {
  readonly sections: readonly Section[];
  readonly problems: readonly Problem[];
  readonly pieces: readonly Piece[];
}

/** In UTF-16 units. The library takes many seconds for a larger piece that is written to be hard to read. */
export const MOST_PIECE_LENGTH = 500_000;

/** Words, marks and errors of a whole file: twice as many as its greatest length holds in skills. */
const MOST_STEPS = 1_000_000;

/** Each is parsed alone, which takes some 30 microseconds however small it is. */
export const MOST_PIECES = 30_000;

/**
 * Reads the file piece by piece. Undefined: it has too many, they take too long, one is too large, or an alias in one
 * may name an anchor in another.
 */
export function readCuts(
  text: string,
  cuts: readonly SectionCut[],
  previous: PreviousVersion | undefined,
): Reading | undefined {
  if (cuts.some(hasLargePiece) || countPieces(cuts) > MOST_PIECES) return undefined;
  const reader = new PieceReader(text, segmentMemory(text, previous));
  const sections = cuts.flatMap((cut) => readItems(cut, reader) ?? readWhole(cut, reader));
  if (reader.isExhausted) return undefined;
  if (reader.hasUnknownAnchor && reader.hasAnchors) return undefined;
  return { sections, problems: reader.problems, pieces: reader.pieces };
}

function countPieces(cuts: readonly SectionCut[]): number {
  return cuts.reduce((sum, { items }) => sum + (items?.length ?? 1), 0);
}

function hasLargePiece({ start, end, items = [start] }: SectionCut): boolean {
  return items.some((at, index) => (items[index + 1] ?? end) - at > MOST_PIECE_LENGTH);
}

/** A section that is a block list, item by item. Undefined: one of its pieces is no item when read alone. */
function readItems(cut: SectionCut, reader: PieceReader): Section | undefined {
  const first = cut.items?.[0];
  if (cut.items === undefined || first === undefined) return undefined;
  const name = reader.text.slice(cut.start, reader.text.indexOf(':', cut.start));
  const group = `${name} item`;
  const items: Placed[] = [];
  const pieces: Piece[] = [];
  for (const [index, start] of cut.items.entries()) {
    const piece = reader.read(group, start, cut.items[index + 1] ?? cut.end);
    const { root } = piece.segment;
    if (root?.kind !== 'list' || root.flow) return undefined;
    pieces.push(piece);
    for (const node of root.items) items.push({ at: start, node });
  }
  for (const piece of pieces) reader.keep(piece);
  const key = { start: cut.start, end: cut.start + name.length };
  const content = { kind: 'items', items, flow: false, range: { start: first, end: cut.end } } as const;
  return { name, key, range: { start: cut.start, end: cut.end }, content };
}

function readWhole(cut: SectionCut, reader: PieceReader): readonly Section[] {
  const name = /^[^\s:]*/u.exec(reader.text.slice(cut.start, cut.start + 100))?.[0] ?? '';
  const piece = reader.read(name, cut.start, cut.end);
  reader.keep(piece);
  const { root } = piece.segment;
  if (root?.kind !== 'mapping' || !root.flow) return readSections(root, cut, acceptInto(reader.problems));
  const message = 'Braces stand where a key belongs. Write a key and a colon before them.';
  acceptInto(reader.problems)('error', 'yaml-syntax', message, shiftRange(root, cut.start));
  return [];
}

class PieceReader {
  readonly pieces: Piece[] = [];
  readonly problems: Problem[] = [];
  hasAnchors = false;
  hasUnknownAnchor = false;
  readonly text: string;
  readonly #find: FindSegment;
  readonly #keys: SharedKeys = new Map();
  #steps = 0;

  constructor(text: string, find: FindSegment) {
    this.text = text;
    this.#find = find;
  }

  /** What is left to read is passed over. */
  get isExhausted(): boolean {
    return this.#steps > MOST_STEPS;
  }

  read(group: string, start: number, end: number): Piece {
    const segment: Segment = this.#find(group, start, end) ?? this.#parse(start, end);
    this.#steps += segment.steps;
    return { group, start, end, segment };
  }

  #parse(start: number, end: number): Segment {
    return parseSegment(this.isExhausted ? '' : this.text.slice(start, end), this.#keys);
  }

  keep(piece: Piece): void {
    const { segment, start } = piece;
    this.pieces.push(piece);
    this.hasAnchors ||= segment.hasAnchors;
    this.hasUnknownAnchor ||= segment.hasUnknownAnchor;
    for (const problem of segment.problems) this.problems.push(shiftProblem(problem, start));
  }
}
