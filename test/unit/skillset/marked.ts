import type { TextRange } from '../../../src/core/skillset/problem.ts';

/** A text with places marked in it: `<|` and `|>` around a range, `|` alone, as `<|>`, for a position. */
export interface Marked {
  readonly text: string;
  readonly ranges: readonly TextRange[];
}

/** Takes the marks out of a text. */
export function marked(source: string): Marked {
  const ranges: { start: number; end: number }[] = [];
  const open: { start: number; end: number }[] = [];
  let text = '';
  for (const piece of source.split(/(<\|>|<\||\|>)/u)) {
    if (piece === '<|>') ranges.push({ start: text.length, end: text.length });
    else if (piece === '<|') ranges.push(last(open, { start: text.length, end: text.length }));
    else if (piece === '|>') close(open, text.length);
    else text += piece;
  }
  return { text, ranges };
}

/** The text with each range marked, so that a failure shows where. */
export function withMarks(text: string, ranges: readonly TextRange[]): string {
  const marks = ranges.flatMap(({ start, end }) =>
    start === end
      ? [{ at: start, mark: '<|>' }]
      : [
          { at: start, mark: '<|' },
          { at: end, mark: '|>' },
        ],
  );
  marks.sort((one, other) => other.at - one.at || (one.mark === '<|' ? -1 : 1));
  return marks.reduce((result, { at, mark }) => result.slice(0, at) + mark + result.slice(at), text);
}

function last<Item>(stack: Item[], item: Item): Item {
  stack.push(item);
  return item;
}

function close(open: { start: number; end: number }[], end: number): void {
  const range = open.pop();
  if (range === undefined) throw new Error('A mark |> without its <|');
  range.end = end;
}
