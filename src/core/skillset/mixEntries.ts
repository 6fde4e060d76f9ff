import type { SkillsetDocument } from './document.ts';
import { shiftRange, type TextRange } from './problem.ts';
import { isEmpty, itemsOf, type Node, valueAt } from './tree/node.ts';
import type { Placed, Section } from './tree/section.ts';

/** An entry of `mixes:` as it stands in the file, whether it is right or not. */
export interface MixEntry {
  /** From 0, in the order of the file: the `index` of `AuthoredMix`. */
  readonly index: number;
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
    const topic = locatedName(valueAt(node, 'topic'), at);
    const text = located(valueAt(node, 'text'), at);
    return {
      index,
      range: trimmed(document.text, shiftRange(node, at)),
      firstLine: firstLineOf(document.text, at + node.start),
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

export function mixesSection(document: SkillsetDocument): Section | undefined {
  return document.sections.find(({ name }) => name === 'mixes');
}

export function placedMixes(document: SkillsetDocument): readonly Placed[] {
  return document.sections.flatMap(({ name, content }) =>
    name === 'mixes' && content.kind === 'items' ? content.items : [],
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

function firstLineOf(text: string, start: number): TextRange {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const dash = text.indexOf('-', lineStart);
  const newLine = text.indexOf('\n', start);
  const end = newLine === -1 ? text.length : newLine;
  const isDash = dash !== -1 && dash < start;
  return trimmed(text, { start: isDash ? dash : start, end });
}
