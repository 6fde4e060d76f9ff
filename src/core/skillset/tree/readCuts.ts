import { acceptInto, type Problem, shiftProblem, shiftRange } from '../problem.ts';
import type { SharedKeys } from './convertNode.ts';
import type { SectionCut } from './cutter.ts';
import { parseSegment } from './parseSegment.ts';
import { readSections } from './readSections.ts';
import { itemsContent, type Section } from './section.ts';
import { type Piece, type PlacedStretch, stretchesOf } from './stretch.ts';
import { type PreviousVersion, type StretchMemory, stretchMemory } from './stretchMemory.ts';

export interface Reading {
  readonly sections: readonly Section[];
  readonly problems: readonly Problem[];
  readonly stretches: readonly PlacedStretch[];
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
  const reader = new PieceReader(text, stretchMemory(text, previous));
  const sections = cuts.flatMap((cut) => readItems(cut, reader) ?? readWhole(cut, reader));
  if (reader.isExhausted) return undefined;
  if (reader.hasUnknownAnchor && reader.hasAnchors) return undefined;
  return { sections, problems: reader.problems, stretches: reader.stretches };
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
  if (first === undefined) return undefined;
  const name = reader.text.slice(cut.start, reader.text.indexOf(':', cut.start));
  const stretches = readStretches(cut, `${name} item`, reader);
  if (stretches === undefined) return undefined;
  for (const stretch of stretches) reader.keep(stretch);
  const key = { start: cut.start, end: cut.start + name.length };
  const content = itemsContent(stretches, false, { start: first, end: cut.end });
  return { name, key, range: { start: cut.start, end: cut.end }, content };
}

function readStretches(
  { items = [], end }: SectionCut,
  role: string,
  reader: PieceReader,
): PlacedStretch[] | undefined {
  const stretches: PlacedStretch[] = [];
  let fresh: Piece[] = [];
  let index = 0;
  for (let start = items[0]; start !== undefined; start = items[index]) {
    const known = reader.memory.stretchAt(role, start);
    const next = index + (known?.pieces.length ?? 0);
    // In a text that is the same, items start where they did as soon as one does, and the list ends where it did.
    if (known !== undefined && next <= items.length && (items[next] ?? end) === start + known.length) {
      stretches.push(...stretchesOf(role, fresh), { at: start, group: known });
      fresh = [];
      reader.count(known.steps);
      index = next;
    } else {
      const piece = reader.read(role, start, items[index + 1] ?? end);
      const { root } = piece.segment;
      if (root?.kind !== 'list' || root.flow) return undefined;
      fresh.push(piece);
      index += 1;
    }
  }
  return [...stretches, ...stretchesOf(role, fresh)];
}

function readWhole(cut: SectionCut, reader: PieceReader): readonly Section[] {
  const name = /^[^\s:]*/u.exec(reader.text.slice(cut.start, cut.start + 100))?.[0] ?? '';
  const piece = reader.read(name, cut.start, cut.end);
  const { root } = piece.segment;
  for (const stretch of stretchesOf(name, [piece])) reader.keep(stretch);
  if (root?.kind !== 'mapping' || !root.flow) return readSections(root, cut, acceptInto(reader.problems));
  const message = 'Braces stand where a key belongs. Write a key and a colon before them.';
  acceptInto(reader.problems)('error', 'yaml-syntax', message, shiftRange(root, cut.start));
  return [];
}

class PieceReader {
  readonly stretches: PlacedStretch[] = [];
  readonly problems: Problem[] = [];
  hasAnchors = false;
  hasUnknownAnchor = false;
  readonly text: string;
  readonly memory: StretchMemory;
  readonly #keys: SharedKeys = new Map();
  #steps = 0;

  constructor(text: string, memory: StretchMemory) {
    this.text = text;
    this.memory = memory;
  }

  /** What is left to read is passed over. */
  get isExhausted(): boolean {
    return this.#steps > MOST_STEPS;
  }

  count(steps: number): void {
    this.#steps += steps;
  }

  read(role: string, start: number, end: number): Piece {
    const segment =
      this.memory.segmentOf(role, start, end) ??
      parseSegment(this.isExhausted ? '' : this.text.slice(start, end), this.#keys);
    this.count(segment.steps);
    return { start, end, segment };
  }

  keep(stretch: PlacedStretch): void {
    const { at, group } = stretch;
    this.stretches.push(stretch);
    this.hasAnchors ||= group.hasAnchors;
    this.hasUnknownAnchor ||= group.hasUnknownAnchor;
    for (const problem of group.problems) this.problems.push(shiftProblem(problem, at));
  }
}
