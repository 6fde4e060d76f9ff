import { type Cutter, closeSection, type SectionCut, takeLineAt } from './cutter.ts';

const BYTE_ORDER_MARK = 0xfeff;

/**
 * Cuts a file into pieces that can be parsed alone, by looking at the start of each line only. Undefined: the file is
 * written in a way where a piece may mean something else alone, and has to be parsed as a whole.
 */
export function cutText(text: string): SectionCut[] | undefined {
  const cutter: Cutter = { text, done: [], open: undefined, sawMarker: false };
  let line: number | undefined = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  while (line !== undefined && line < text.length) line = takeLineAt(cutter, line);
  if (line === undefined) return undefined;
  closeSection(cutter, text.length);
  return cutter.done;
}
