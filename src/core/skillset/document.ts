import { acceptInto, type Problem } from './problem.ts';
import { cutAgain } from './tree/cutAgain.ts';
import { cutText } from './tree/cutText.ts';
import type { SectionCut } from './tree/cutter.ts';
import { parseSegment } from './tree/parseSegment.ts';
import { MOST_PIECE_LENGTH, MOST_PIECES, readCuts } from './tree/readCuts.ts';
import { readSections } from './tree/readSections.ts';
import type { Section } from './tree/section.ts';
import type { CutVersion, PreviousVersion } from './tree/stretchMemory.ts';
import { changeBetween } from './tree/textChange.ts';

/** One version of a skillset file, with positions. */
export interface SkillsetDocument extends CutVersion {
  readonly path: string;
  readonly sections: readonly Section[];
  /** What kept parts of the file from being read as YAML. */
  readonly problems: readonly Problem[];
}

/** In UTF-16 units. A larger file would make every keystroke slow. */
const MOST_LENGTH = 5_000_000;

/**
 * Parses a file. Never throws. With the previous version of the same file only the pieces that changed are parsed, and
 * the nodes of the others are the same objects.
 */
export function parseDocument(path: string, text: string, previous?: SkillsetDocument): SkillsetDocument {
  if (previous?.text === text && previous.path === path) return previous;
  if (text.length > MOST_LENGTH) return tooLarge(path, text);
  const before = previous && { ...previous, change: changeBetween(previous.text, text) };
  const cuts = cut(text, before);
  const reading = cuts && readCuts(text, cuts, before);
  return reading === undefined || cuts === undefined
    ? parseWhole(path, text)
    : { path, text, cuts, ...reading };
}

function cut(text: string, before: PreviousVersion | undefined): SectionCut[] | undefined {
  return (before && cutAgain(text, before.cuts, before.change)) ?? cutText(text);
}

/** Parses the text as one piece: slower, and right for every YAML. */
export function parseWhole(path: string, text: string): SkillsetDocument {
  if (text.length > MOST_PIECE_LENGTH) return tooLarge(path, text);
  const segment = parseSegment(text);
  const problems = [...segment.problems];
  const sections = readSections(segment.root, { start: 0, end: text.length }, acceptInto(problems));
  return { path, text, sections, problems, cuts: [], stretches: [] };
}

function tooLarge(path: string, text: string): SkillsetDocument {
  const limits = `at most ${MOST_LENGTH} are read, with ${MOST_PIECES} entries, and ${MOST_PIECE_LENGTH} in one piece, such as a section in brackets or a file with YAML anchors`;
  const message = `The file is too large to be read at each key press. It has ${text.length} characters; ${limits}. Move skills to library files and include them.`;
  const problems: Problem[] = [];
  acceptInto(problems)('error', 'too-large', message, { start: 0, end: Math.max(0, text.indexOf('\n')) });
  return { path, text, sections: [], problems, cuts: [], stretches: [] };
}
