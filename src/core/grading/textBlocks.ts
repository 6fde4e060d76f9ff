/** A part of a text, in UTF-16 units. */
export interface TextBlock {
  readonly start: number;
  readonly end: number;
}

/** The parts of a text that no sentence crosses: paragraphs, list items with their continued lines, headings. */
export function blocksOf(text: string): TextBlock[] {
  const starts: number[] = [];
  let begin = true;
  for (const line of text.matchAll(/[^\r\n\u0085\u2028\u2029]*(?:\r\n|[\r\n\u0085\u2028\u2029]|$)/gu)) {
    if (begin || BLANK.test(line[0]) || ITEM.test(line[0]) || HEADING.test(line[0])) starts.push(line.index);
    begin = BLANK.test(line[0]) || HEADING.test(line[0]) || line[0].endsWith('\u2029');
  }
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
}

const BLANK = /^\s*$/u;
/** A bullet or a number with white space and something behind it. Dashes longer than a hyphen belong to verse. */
const ITEM = /^\s*(?:[-*+•◦▪‣·]|\(?(?:\d{1,3}|\p{L}|[ivx]{2,4})\)|\d{1,2}\.)\s+\S/u;
const HEADING = /^\s*(?:#{1,6}\s|\*\*[^*]+\*\*\s*$)/u;
