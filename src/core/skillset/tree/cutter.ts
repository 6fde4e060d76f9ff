/** A top-level key of the file with everything that belongs to it. Offsets count from the start of the text. */
export interface SectionCut {
  readonly start: number;
  readonly end: number;
  /** Where each item of its block list starts; the last one ends with the section. Undefined: it is parsed as one. */
  readonly items?: readonly number[];
}

/** What is known of a file as far as its lines were taken. */
export interface Cutter {
  readonly text: string;
  readonly done: SectionCut[];
  open: OpenSection | undefined;
  sawMarker: boolean;
}

interface OpenSection {
  readonly start: number;
  /** `unknown`: nothing but the key has come so far. */
  list: 'unknown' | 'no' | { readonly indent: number; readonly items: number[] };
}

const TAB = 9;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const HASH = 35;
const DASH = 45;
const DOT = 46;
const COLON = 58;
/** A line that starts so at the margin may change how everything else is read. */
const NOT_CUTTABLE = new Set([...'?:&*!%\uFEFF'].map((character) => character.charCodeAt(0)));
/** A whole file may be written in braces. */
const OPENING_BRACE = 123;
/** A line that starts so at the margin can only go on with what stands before it. */
const CONTINUES = new Set([TAB, ...[...']}'].map((character) => character.charCodeAt(0))]);
const BARE_KEY = /[\p{L}_][\p{L}\p{N}_-]*:[ \t]*(?:[ \t]#.*)?\r?(?:\n|$)/uy;
const MARKER = /(?:---|\.\.\.)(?=[ \t\r\n]|$)/uy;
const BARE_MARKER = /---[ \t]*\r?(?:\n|$)/uy;

/** A file with more of them is no skillset, and need not be read fast. */
export const MOST_SECTIONS = 100;

/** Takes the line that starts there. Where the next one starts; undefined: such a file cannot be cut. */
export function takeLineAt(cutter: Cutter, start: number): number | undefined {
  const newLine = cutter.text.indexOf('\n', start);
  const end = newLine === -1 ? cutter.text.length : newLine;
  return takeLine(cutter, start, end) && cutter.done.length <= MOST_SECTIONS ? end + 1 : undefined;
}

function takeLine(cutter: Cutter, start: number, end: number): boolean {
  let at = start;
  while (at < end && cutter.text.charCodeAt(at) === SPACE) at += 1;
  const first = cutter.text.charCodeAt(at);
  if (at === end || first === HASH || (first === CARRIAGE_RETURN && at + 1 === end)) return true;
  if (at === start && first !== DASH) return takeMarginLine(cutter, start, first);
  if (at === start && matchesAt(MARKER, cutter.text, start)) return takeMarker(cutter, start);
  if (first === DASH && isItem(cutter.text, at)) return takeItem(cutter, start, at - start);
  return at === start ? takeMarginLine(cutter, start, first) : takeIndentedLine(cutter, start, at);
}

function takeMarginLine(cutter: Cutter, start: number, first: number): boolean {
  if (CONTINUES.has(first)) return takeContinuation(cutter);
  if (NOT_CUTTABLE.has(first)) return false;
  if (first === OPENING_BRACE && cutter.open === undefined) return false;
  if (first === DOT && matchesAt(MARKER, cutter.text, start)) return false;
  closeSection(cutter, start);
  cutter.open = { start, list: matchesAt(BARE_KEY, cutter.text, start) ? 'unknown' : 'no' };
  return true;
}

/** One `---` before everything else changes nothing. */
function takeMarker(cutter: Cutter, start: number): boolean {
  if (cutter.open !== undefined || cutter.sawMarker) return false;
  cutter.sawMarker = true;
  return matchesAt(BARE_MARKER, cutter.text, start);
}

function takeItem({ open }: Cutter, start: number, indent: number): boolean {
  if (open === undefined) return false;
  if (open.list === 'unknown') open.list = { indent, items: [] };
  if (open.list === 'no') return true;
  if (open.list.indent === indent) open.list.items.push(start);
  else if (indent < open.list.indent) open.list = 'no';
  return true;
}

function takeContinuation({ open }: Cutter): boolean {
  if (open?.list === 'unknown') open.list = 'no';
  return open !== undefined;
}

function takeIndentedLine({ open, text }: Cutter, start: number, at: number): boolean {
  if (open === undefined) return false;
  if (open.list === 'unknown') open.list = 'no';
  // The colon of a key may stand on a line of its own, and then the key alone is no section.
  if (open.list === 'no') return text.charCodeAt(at) !== COLON;
  if (at - start <= open.list.indent) open.list = 'no';
  return true;
}

/** The section that is open ends there. */
export function closeSection(cutter: Cutter, end: number): void {
  const { open } = cutter;
  if (open === undefined) return;
  const section = { start: open.start, end };
  cutter.done.push(typeof open.list === 'object' ? { ...section, items: open.list.items } : section);
  cutter.open = undefined;
}

function isItem(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  return next === SPACE || next === 10 || next === CARRIAGE_RETURN || next === TAB || at + 1 === text.length;
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
