import type { MappingNode } from '../tree/node.ts';
import { columnOf, lineEndOf, nextLine, type TextEdit } from './textEdit.ts';

/**
 * Adds keys with their values behind the others of a mapping whose offsets count from `at`: each a line of its own, or
 * within the braces. Undefined: the mapping is written in a way in which they cannot be added.
 */
export function addPairsEdit(
  text: string,
  { at, mapping }: { readonly at: number; readonly mapping: MappingNode },
  pairs: readonly string[],
): TextEdit | undefined {
  const { flow, start, end } = mapping;
  const [first] = mapping.pairs;
  const last = mapping.pairs.at(-1);
  // What an alias stands for is written elsewhere, and may belong to something else too.
  if (text[at + start] === '*') return undefined;
  if (first === undefined || last === undefined)
    return { start: at + start, end: at + end, newText: `{ ${pairs.join(', ')} }` };
  const behind = at + Math.max(last.key.end, last.value.end);
  if (flow) return { start: behind, end: behind, newText: `, ${pairs.join(', ')}` };
  const indent = columnOf(text, at + first.key.start);
  const lead = text.slice(at + first.key.start - indent, at + first.key.start);
  if (!/^[ -]*$/u.test(lead)) return undefined;
  const place = text[behind - 1] === '\n' ? behind : nextLine(text, behind);
  const lineEnd = lineEndOf(text);
  const before = text[place - 1] === '\n' ? '' : lineEnd;
  const lines = pairs.map((pair) => `${' '.repeat(indent)}${pair}${lineEnd}`);
  return { start: place, end: place, newText: before + lines.join('') };
}
