import { ENDING, isSentenceEnd } from './sentenceEnd.ts';
import { blocksOf } from './textBlocks.ts';

/** A part of a text, in UTF-16 units. */
export interface SentenceRange {
  readonly start: number;
  readonly end: number;
}

/**
 * How many sentences a text has, for the length point. An empty text, or one of marks only, has none.
 *
 * - A sentence ends at a terminal mark (. ! ? … and those of other scripts) with the quotes, brackets, emphasis,
 *   notes and emoji that close behind it; several marks (`?!`, `...`) are one end.
 * - A blank line, a list item and a heading end a sentence without any mark; so each item counts, and so does the
 *   line that announces the list. Any other line break is white space: verse is counted by its marks.
 * - A lower-case letter behind a full stop begins a sentence. Behind an ellipsis, a closing quote or a closing
 *   bracket it goes on: `"Stop!" he said.` is one.
 * - Behind an ellipsis a capital begins a sentence, except in "I", which always has one.
 * - Titles, abbreviations, initials, numbers and addresses go on. Where an abbreviation or an initial may end the
 *   sentence too (`U.S.`, `Inc.`, `Plan B.`), it does before a word that has a capital only there, such as "The".
 * - Colons, semicolons and dashes end nothing. What has no letter and no digit is no sentence of its own.
 */
export function countSentences(text: string): number {
  return sentencesOf(text).length;
}

/** Where the sentences of a text stand, in order, without the white space around them. */
export function sentencesOf(text: string): SentenceRange[] {
  return blocksOf(text).flatMap(({ start, end }) => {
    const block = text.slice(start, end);
    return joinWordless(splitBlock(block), block).map((range) =>
      trimmed(text, start + range.start, start + range.end),
    );
  });
}

/** Made when it is first needed: it loads the rules of the language, which takes longer than all other start-up. */
let segmenter: Intl.Segmenter | undefined;
const ENDINGS = new RegExp(ENDING, 'gu');

function splitBlock(block: string): SentenceRange[] {
  // To the rules a line break within a block is a space; the length stays the same, so positions hold.
  const flat = block.replace(/\s/gu, ' ');
  const cuts = proposals(flat).filter((next) => next < flat.length && isSentenceEnd(flat, next));
  return [...cuts, flat.length].map((end, index) => ({ start: cuts[index - 1] ?? 0, end }));
}

/**
 * Where a sentence may begin. The rules of Unicode (UAX 29) propose, and so does every ending that they overlook, such
 * as one before a lower-case letter. All proposals are judged by our own rules, so that a text has the same count
 * with every release of Unicode and Node.
 */
function proposals(flat: string): number[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' });
  const segments = [...segmenter.segment(flat)].map(({ index }) => index).filter((index) => index > 0);
  const endings = [...flat.matchAll(ENDINGS)].map((match) => match.index + match[0].length);
  return [...new Set([...segments, ...endings])].sort((one, other) => one - other);
}

/** Gives what has neither letter nor digit to the sentence before it, or else to the one behind it. */
function joinWordless(ranges: readonly SentenceRange[], block: string): SentenceRange[] {
  const joined: SentenceRange[] = [];
  let from = 0;
  for (const { start, end } of ranges) {
    const last = joined.at(-1);
    if (/[\p{L}\p{N}]/u.test(block.slice(start, end))) joined.push({ start: from, end });
    else if (last !== undefined) joined.splice(-1, 1, { start: last.start, end });
    else continue;
    from = end;
  }
  return joined;
}

function trimmed(text: string, start: number, end: number): SentenceRange {
  const sentence = text.slice(start, end);
  const lead = sentence.length - sentence.trimStart().length;
  return { start: start + lead, end: start + sentence.trimEnd().length };
}
