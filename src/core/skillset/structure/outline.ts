import type { SkillsetDocument } from '../document.ts';
import { shiftRange, type TextRange } from '../problem.ts';
import { isEmpty, itemsOf, type Node, type Pair, textOf, textsOf, valueAt } from '../tree/node.ts';
import { perNode } from '../tree/perNode.ts';
import type { Placed, Section } from '../tree/section.ts';

/** A part of a file as outline and breadcrumbs show it. */
export interface OutlineEntry {
  readonly kind: 'section' | 'skill' | 'topic' | 'split' | 'mix' | 'include' | 'key';
  readonly name: string;
  /** Shown beside the name; may be empty. */
  readonly detail: string;
  readonly range: TextRange;
  /** What is selected when the entry is chosen; lies within the range. */
  readonly selection: TextRange;
  readonly children: readonly OutlineEntry[];
}

/** The parts of a file, in the order of the text, whether they are right or not. */
export function outlineOf(document: SkillsetDocument): OutlineEntry[] {
  return document.sections.map((section) => sectionEntry(section, document.text));
}

function sectionEntry({ name, key, range, content }: Section, text: string): OutlineEntry {
  const value = content.kind === 'value' ? content.value : undefined;
  const whole = withoutBlankEnd(text, { start: key.start, end: Math.max(key.end, range.end) });
  return {
    kind: 'section',
    name: name.trim() === '' ? '(no name)' : name,
    detail: content.kind === 'items' ? `${content.items.length}` : detailOf(value?.node),
    range: whole,
    selection: within(key, whole),
    children:
      content.kind === 'items'
        ? content.items.map((item) => itemEntry(ITEM_KINDS[name] ?? 'key', item, text))
        : pairEntries(name === 'splits' ? 'split' : 'key', content.value, text),
  };
}

const ITEM_KINDS: { readonly [section: string]: OutlineEntry['kind'] } = {
  skills: 'skill',
  topics: 'topic',
  mixes: 'mix',
  include: 'include',
};

function itemEntry(kind: OutlineEntry['kind'], { at, node }: Placed, text: string): OutlineEntry {
  const range = withoutBlankEnd(text, shiftRange(node, at));
  const name = valueAt(node, 'name');
  return {
    kind,
    ...wordsOf(node, kind),
    range,
    selection: name === undefined ? firstLine(text, range) : within(shiftRange(name, at), range),
    children: [],
  };
}

/** An entry stands in one section, and so is always of one kind. */
const wordsOf = perNode((node: Node, kind: OutlineEntry['kind']) => ({
  name: nameOf(kind, node),
  detail: oneLine(textOf(valueAt(node, kind === 'mix' ? 'topic' : 'category'))),
}));

function nameOf(kind: OutlineEntry['kind'], node: Node): string {
  const name =
    kind === 'mix'
      ? textsOf(valueAt(node, 'skills')).map(oneLine).join(' + ')
      : oneLine(textOf(valueAt(node, 'name')));
  const shown = name === '' ? oneLine(textOf(node)) : name;
  return shown === '' ? '(no name)' : shown;
}

function pairEntries(kind: OutlineEntry['kind'], { at, node }: Placed, text: string): OutlineEntry[] {
  if (node.kind !== 'mapping') return [];
  return node.pairs.map((pair) => pairEntry(kind, pair, { at, text }));
}

function pairEntry(
  kind: OutlineEntry['kind'],
  { key, value }: Pair,
  { at, text }: { readonly at: number; readonly text: string },
): OutlineEntry {
  // Of an alias of YAML, the value stands where the alias stands.
  const end = Math.max(key.end, value.end);
  const range = withoutBlankEnd(text, shiftRange({ start: key.start, end }, at));
  return {
    kind,
    name: oneLine(key.value) === '' ? '(no name)' : oneLine(key.value),
    detail: detailOf(value),
    range,
    selection: within(shiftRange(key, at), range),
    children: kind === 'split' ? [] : pairEntries(kind, { at, node: value }, text),
  };
}

/** A value that is short enough to be told beside its key. */
function detailOf(node: Node | undefined): string {
  if (node === undefined || isEmpty(node) || node.kind === 'mapping') return '';
  const texts = itemsOf(node).map((item) => oneLine(textOf(item)));
  const detail = texts.every((text) => text !== '') ? texts.join(', ') : `${texts.length}`;
  return detail.length > MOST_DETAIL ? `${detail.slice(0, MOST_DETAIL)}…` : detail;
}

const MOST_DETAIL = 60;

function oneLine(text: string | undefined): string {
  return (text ?? '').trim().replace(/\s+/gu, ' ');
}

function firstLine(text: string, { start, end }: TextRange): TextRange {
  const lineEnd = /[\r\n]|$/u.exec(text.slice(start, end))?.index ?? 0;
  return { start, end: start + lineEnd };
}

function withoutBlankEnd(text: string, { start, end }: TextRange): TextRange {
  let last = end;
  while (last > start && /\s/u.test(text[last - 1] ?? '')) last -= 1;
  return { start, end: last };
}

function within({ start, end }: TextRange, outer: TextRange): TextRange {
  const first = Math.min(Math.max(start, outer.start), outer.end);
  return { start: first, end: Math.min(Math.max(end, first), outer.end) };
}
