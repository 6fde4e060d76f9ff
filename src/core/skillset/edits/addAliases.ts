import { isEmpty, valueAt } from '../tree/node.ts';
import type { Placed } from '../tree/section.ts';
import { addPairsEdit } from './addPairs.ts';
import { renderNames } from './renderName.ts';
import { columnOf, lineEndOf, nextLine, type TextEdit } from './textEdit.ts';

/** Adds aliases to an entry. Undefined: it is written in a way in which they cannot be added. */
export function addAliasesEdit(
  text: string,
  { at, node }: Placed,
  aliases: readonly string[],
): TextEdit | undefined {
  if (node.kind !== 'mapping') return undefined;
  const list = valueAt(node, 'aliases');
  if (list === undefined)
    return addPairsEdit(text, { at, mapping: node }, [`aliases: ${renderNames(aliases)}`]);
  const names = renderNames(aliases).slice(1, -1);
  const start = at + list.start;
  const end = at + list.end;
  if (text[start] === '*' || text[start] === '&') return undefined;
  if (list.kind === 'scalar')
    return isEmpty(list) || list.style === 'block'
      ? undefined
      : { start, end, newText: `[${text.slice(start, end)}, ${names}]` };
  if (list.kind === 'mapping') return undefined;
  const last = list.items.at(-1);
  if (last === undefined) return { start, end, newText: `[${names}]` };
  const behind = at + last.end;
  if (list.flow) return { start: behind, end: behind, newText: `, ${names}` };
  const lineEnd = lineEndOf(text);
  const place = text[behind - 1] === '\n' ? behind : nextLine(text, behind);
  const before = text[place - 1] === '\n' ? '' : lineEnd;
  const margin = ' '.repeat(columnOf(text, start));
  const lines = aliases.map((alias) => `${margin}- ${renderNames([alias]).slice(1, -1)}${lineEnd}`);
  return { start: place, end: place, newText: before + lines.join('') };
}
