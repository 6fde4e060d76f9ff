import type { SkillsetDocument } from '../document.ts';
import { type Place, placeAt } from '../places/placeAt.ts';
import type { TextRange } from '../problem.ts';
import { fileShape } from '../schema/schema.ts';
import { keyRule, type Shape } from '../schema/shape.ts';
import { parseSegment } from '../tree/parseSegment.ts';
import { pieceAt } from '../tree/stretch.ts';

/** Where the cursor is, as far as the language is concerned. */
export type CursorPlace = TopLevel | Within;

export interface TopLevel {
  readonly kind: 'top-level';
  /** The word at the cursor. */
  readonly replace: TextRange;
  /** Keys that the file has already. */
  readonly present: readonly string[];
  /** Whether a colon follows the word. */
  readonly hasColon: boolean;
}

export interface Within {
  readonly kind: 'within';
  /** In a tree where `CURSOR` stands at the cursor. */
  readonly place: Place;
  /** What the author has written there, quotes not included. */
  readonly replace: TextRange;
  readonly quote: '"' | "'" | '';
  readonly hasColon: boolean;
  /** What has to be written first, such as the dash of a new item. */
  readonly prefix: string;
  /** How much deeper than its line the word stands: lines that a snippet adds have to follow. */
  readonly depth: number;
  /** Whether nothing but spaces and dashes stands before it in its line. */
  readonly startsLine: boolean;
}

/** A character for private use: YAML takes it for a letter, and nobody writes it. */
export const CURSOR = '\uE000';

/** The ways to read the place of the cursor, the likeliest first. */
export function cursorPlaces(document: SkillsetDocument, offset: number): CursorPlace[] {
  const line = lineAt(document.text, offset);
  const word = /[\w-]*$/u.exec(line.before)?.[0] ?? '';
  if (line.before === word) return [topLevel(document, offset, line, word)];
  const prefixes = line.before.trim() === '' && line.after.trim() === '' ? ['', '- '] : [''];
  return prefixes.flatMap((prefix) => within(document, offset, line, prefix) ?? []);
}

interface Line {
  readonly before: string;
  readonly after: string;
}

function lineAt(text: string, offset: number): Line {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const newLine = text.indexOf('\n', offset);
  return {
    before: text.slice(start, offset),
    after: text.slice(offset, newLine === -1 ? text.length : newLine),
  };
}

function topLevel(document: SkillsetDocument, offset: number, { after }: Line, word: string): TopLevel {
  const rest = /^[\w-]*/u.exec(after)?.[0] ?? '';
  const replace = { start: offset - word.length, end: offset + rest.length };
  const others = document.sections.filter(({ key }) => key.start !== replace.start);
  const hasColon = after.slice(rest.length).startsWith(':');
  return { kind: 'top-level', replace, present: others.map(({ name }) => name), hasColon };
}

/** Reads the piece that holds the cursor once more, with the cursor in it. */
function within(document: SkillsetDocument, offset: number, line: Line, prefix: string): Within | undefined {
  const piece = cursorPiece(document, offset);
  const at = offset - piece.start;
  const text = document.text.slice(piece.start, piece.end);
  const { root } = parseSegment(text.slice(0, at) + prefix + CURSOR + text.slice(at));
  const place = root && placeAt(root, piece.shape, at + prefix.length);
  const node = place?.kind === 'key' ? place.pair.key : place?.node;
  if (place === undefined || node === undefined || !node.value.includes(CURSOR) || node.style === 'block')
    return undefined;
  if (prefix !== '' && node.value !== CURSOR) return undefined;
  const quote = node.style === 'quoted' ? (text[node.start] === '"' ? '"' : "'") : '';
  const start = prefix === '' ? piece.start + node.start + quote.length : offset;
  const written = writtenAfter(line.after, node.value, quote);
  const isInLine = start >= offset - line.before.length;
  if (!isInLine) return undefined;
  const column = start - (offset - line.before.length);
  const lead = line.before.slice(0, column);
  return {
    kind: 'within',
    place,
    replace: { start, end: offset + written },
    quote,
    hasColon: /^\s*:/u.test(line.after.slice(written)),
    prefix,
    depth: column - (/^ */u.exec(lead)?.[0].length ?? 0) + prefix.length,
    startsLine: /^[\s-]*$/u.test(lead),
  };
}

/** How much of the rest of the line belongs to the word at the cursor. */
function writtenAfter(after: string, value: string, quote: string): number {
  if (quote !== '') return Math.max(0, after.indexOf(quote));
  const rest = value.slice(value.indexOf(CURSOR) + CURSOR.length);
  return after.startsWith(rest) ? rest.length : 0;
}

interface CursorPiece extends TextRange {
  readonly shape: Shape;
}

function cursorPiece({ text, stretches }: SkillsetDocument, offset: number): CursorPiece {
  const piece = pieceAt(stretches, offset);
  if (piece === undefined) return { start: 0, end: text.length, shape: fileShape };
  return { start: piece.start, end: piece.end, shape: shapeOf(piece.role) };
}

function shapeOf(role: string): Shape {
  const section = /^(.*) item$/u.exec(role)?.[1];
  const rule = section === undefined ? undefined : keyRule(fileShape, section);
  return rule?.shape ?? fileShape;
}
