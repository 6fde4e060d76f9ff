import type { SkillsetDocument } from './document.ts';
import { endOfLine } from './edits/textEdit.ts';
import { shiftRange, type TextRange } from './problem.ts';
import { isEmpty, itemsOf, type Node, valueAt } from './tree/node.ts';
import type { ItemGroup, Placed, Section } from './tree/section.ts';

/** An entry of `mixes:` as it stands in the file, whether it is right or not. */
export interface MixEntry {
  /** From 0, in the order of the file: the `index` of `AuthoredMix`. */
  readonly index: number;
  /** From the dash to the last word. */
  readonly range: TextRange;
  /** From the dash to the end of its line. */
  readonly firstLine: TextRange;
  readonly skills: readonly LocatedText[];
  readonly topic?: LocatedText;
  /** Undefined where nothing is written. */
  readonly text?: LocatedText;
}

export interface LocatedText {
  readonly value: string;
  readonly range: TextRange;
}

/** Where the mixes of a file stand. */
export function mixEntries(document: SkillsetDocument): MixEntry[] {
  return placedMixes(document).map(({ at, node }, index) => {
    const start = startOf(document.text, at + node.start);
    const topic = locatedName(valueAt(node, 'topic'), at);
    const text = located(valueAt(node, 'text'), at);
    return {
      index,
      range: trimmed(document.text, { start, end: at + node.end }),
      firstLine: trimmed(document.text, { start, end: endOfLine(document.text, start) }),
      skills: itemsOf(valueAt(node, 'skills')).flatMap((item) => locatedName(item, at) ?? []),
      ...(topic && { topic }),
      ...(text && { text }),
    };
  });
}

/** The key `mixes:` itself. */
export function mixesKey(document: SkillsetDocument): TextRange | undefined {
  return mixesSection(document)?.key;
}

function mixesSection(document: SkillsetDocument): Section | undefined {
  return document.sections.find(({ name }) => name === 'mixes');
}

export function placedMixes(document: SkillsetDocument): readonly Placed[] {
  return document.sections.flatMap(({ name, content }) =>
    name === 'mixes' && content.kind === 'items' ? content.items : [],
  );
}

/** The same as they are remembered. */
export function mixGroups(document: SkillsetDocument): readonly ItemGroup[] {
  return document.sections.flatMap(({ name, content }) =>
    name === 'mixes' && content.kind === 'items' ? content.groups.map(({ group }) => group) : [],
  );
}

function locatedName(node: Node | undefined, at: number): LocatedText | undefined {
  const found = located(node, at);
  return found && { ...found, value: found.value.trim() };
}

function located(node: Node | undefined, at: number): LocatedText | undefined {
  if (node?.kind !== 'scalar' || isEmpty(node)) return undefined;
  return { value: node.value, range: shiftRange(node, at) };
}

/** Without the line ends that a block scalar takes along. */
function trimmed(text: string, { start, end }: TextRange): TextRange {
  let last = end;
  while (last > start && /\s/u.test(text[last - 1] ?? '')) last -= 1;
  return { start, end: last };
}

/** The dash of an item, where it stands in the same line. */
function startOf(text: string, start: number): number {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const dash = /^ *-(?= )/u.exec(text.slice(lineStart, start))?.[0];
  return dash === undefined ? start : lineStart + dash.length - 1;
}
