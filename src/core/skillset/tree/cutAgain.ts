import { type Cutter, closeSection, MOST_SECTIONS, type SectionCut, takeLineAt } from './cutter.ts';
import type { TextChange } from './textChange.ts';

/**
 * The cuts of a text, from those of the version before: lines are taken from the item that was changed on, until they go
 * on as they did. Undefined: the change was in no item of a list, or the text has to be cut from its beginning.
 */
export function cutAgain(
  text: string,
  before: readonly SectionCut[],
  { prefix, suffix, shift }: TextChange,
): SectionCut[] | undefined {
  const changed = text.lastIndexOf('\n', prefix - 1) + 1;
  const at = before.findIndex(({ start, end }) => start <= changed && changed < end);
  const section = before[at];
  const item = section?.items?.findLastIndex((start) => start <= changed) ?? -1;
  if (section?.items === undefined || item === -1) return undefined;
  const cutter: Cutter = {
    text,
    done: before.slice(0, at),
    open: { start: section.start, list: listUpTo(text, section.items, item) },
    // It makes no difference any more: no mark of a document may come behind a key.
    sawMarker: false,
  };
  let line: number | undefined = section.items[item];
  while (line !== undefined && line < text.length) {
    if (line >= text.length - suffix && goOnAsBefore(cutter, line, before, shift)) break;
    line = takeLineAt(cutter, line);
  }
  if (line === undefined || cutter.done.length > MOST_SECTIONS) return undefined;
  closeSection(cutter, text.length);
  return cutter.done;
}

type OpenSection = Exclude<Cutter['open'], undefined>;

/** What was known of a list before one of its items. */
function listUpTo(text: string, items: readonly number[], item: number): OpenSection['list'] {
  const [first] = items;
  if (first === undefined || item === 0) return 'unknown';
  return { indent: columnOfDash(text, first), items: items.slice(0, item) };
}

function columnOfDash(text: string, lineStart: number): number {
  return text.indexOf('-', lineStart) - lineStart;
}

/**
 * Whether the line starts an item where one started before, in a list that is as deep: what follows depends on no more,
 * and is taken over.
 */
function goOnAsBefore(cutter: Cutter, line: number, before: readonly SectionCut[], shift: number): boolean {
  const old = line + shift;
  const at = before.findIndex(({ start, end }) => start <= old && old < end);
  const section = before[at];
  const item = section?.items?.indexOf(old) ?? -1;
  const { text, done, open } = cutter;
  if (section?.items === undefined || item < 1 || open === undefined || typeof open.list === 'string')
    return false;
  if (open.list.indent !== columnOfDash(text, line)) return false;
  const moved = (places: readonly number[]) => places.map((place) => place - shift);
  const items = [...open.list.items, ...moved(section.items.slice(item))];
  done.push({ start: open.start, end: section.end - shift, items });
  for (const { start, end, items: others } of before.slice(at + 1))
    done.push({ start: start - shift, end: end - shift, ...(others && { items: moved(others) }) });
  cutter.open = undefined;
  return true;
}
