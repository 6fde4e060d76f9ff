import type { CriterionView } from '../src/protocol/panel.ts';
import type { Properties } from './element.ts';
import type { MarkedRange } from './segments.ts';

/** A, B, ... Z, A2, B2, ...: the letter tells criteria apart for readers who do not see the colours. */
export function markLetter(mark: number): string {
  const letter = String.fromCharCode(65 + (mark % 26));
  return mark < 26 ? letter : `${letter}${Math.floor(mark / 26) + 1}`;
}

const colours = 5;
const lines = 4;

/** How a mark looks: a colour and a kind of line, so that two marks alike in one differ in the other. */
export function markLook(mark: number): Properties {
  return { 'data-colour': mark % colours, 'data-line': mark % lines };
}

/** The words that earned a point in any round, by criterion. */
export function evidenceRanges(criteria: readonly CriterionView[]): MarkedRange[] {
  return criteria.flatMap(({ rounds }, mark) =>
    rounds
      .filter(({ point }) => point === 1)
      .flatMap(({ range }) => (range === undefined ? [] : [{ mark, start: range.start, end: range.end }])),
  );
}
