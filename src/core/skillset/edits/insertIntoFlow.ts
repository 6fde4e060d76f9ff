import { type MixTarget, pairEnd, textPair } from './mixTarget.ts';
import { renderQuoted } from './renderText.ts';
import { columnOf, endOfLine, lineEndOf, nextLine, type TextEdit } from './textEdit.ts';
import { writeText } from './writeText.ts';

/** Writes the text of a mix in braces: the mix is turned to lines where that is safe, or else the text is quoted. */
export function insertIntoFlow(target: MixTarget, text: string): TextEdit {
  return asLines(target, text) ?? insideBraces(target, text);
}

/** `- { skills: [a], topic: B }` becomes one line for each key. */
function asLines(target: MixTarget, text: string): TextEdit | undefined {
  const { source, at, mapping } = target;
  const start = at + mapping.start;
  const end = at + mapping.end;
  const rest = source.slice(end, endOfLine(source, end));
  const written = mapping.pairs.map((pair) => source.slice(at + pair.key.start, pairEnd(target, pair)));
  const canBeLines = written.length > 0 && written.every((pair) => /^[\w-]+:(?: .*)?$/u.test(pair));
  if (!canBeLines || !isAlone(target) || !/^[ \t]*$|^[ \t]+#/u.test(rest)) return undefined;
  const indent = columnOf(source, start);
  const separator = lineEndOf(source) + ' '.repeat(indent);
  const [first = '', ...others] = written.filter((pair) => !pair.startsWith('text:'));
  const before = [first + rest.trimEnd(), ...others, 'text:'].join(separator);
  return writeText({ source, start, end: nextLine(source, end), indent, before, comment: '' }, text);
}

/** Whether nothing but dashes stands before the braces in their line, and they are in one line. */
function isAlone({ source, at, mapping }: MixTarget): boolean {
  const start = at + mapping.start;
  const lineStart = source.lastIndexOf('\n', start - 1) + 1;
  const isOneLine = !source.slice(start, at + mapping.end).includes('\n');
  return isOneLine && /^\uFEFF? *(?:- +)?$/u.test(source.slice(lineStart, start));
}

function insideBraces(target: MixTarget, text: string): TextEdit {
  const { at, mapping } = target;
  const scalar = renderQuoted(text);
  const pair = textPair(target);
  const last = mapping.pairs.at(-1);
  if (pair !== undefined) {
    const end = pairEnd(target, pair);
    return { start: at + pair.key.start, end, newText: `text: ${scalar}` };
  }
  if (last === undefined)
    return { start: at + mapping.start + 1, end: at + mapping.start + 1, newText: `text: ${scalar}` };
  const end = pairEnd(target, last);
  return { start: end, end, newText: `, text: ${scalar}` };
}
