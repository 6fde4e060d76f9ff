import type { SkillsetDocument } from './document.ts';
import type { Problem, TextRange } from './problem.ts';
import { type Node, type Pair, valueAt } from './tree/node.ts';
import type { Section } from './tree/section.ts';

/** An entry without an error. */
export interface SoundEntry {
  /** Its place among all entries of its key in the file, from 0. */
  readonly index: number;
  readonly node: Node;
}

/** A key and value without an error. */
export interface SoundPair {
  readonly name: string;
  readonly value: Node;
}

/** Picks what has no error out of a file. */
export interface SoundReader {
  /** The items of the lists under a top-level key. */
  entries(section: string): SoundEntry[];
  /** The keys of the mappings under a top-level key. */
  pairs(section: string): SoundPair[];
  /** The value that a chain of keys leads to. */
  value(...keys: readonly string[]): Node | undefined;
}

export function soundReader(document: SkillsetDocument, problems: readonly Problem[]): SoundReader {
  const errors = problems.filter(({ severity }) => severity === 'error').map(({ range }) => range.start);
  const isSound = ({ start, end }: TextRange) => !errors.some((at) => at >= start && at < end);
  const sections = (name: string) => document.sections.filter((section) => section.name === name);
  const last = document.text.length + 1;
  return {
    entries: (name) =>
      sections(name)
        .flatMap((section) => entriesOf(section, last))
        .flatMap(({ node, extent }, index) => (isSound(extent) ? { index, node } : [])),
    pairs: (name) =>
      sections(name)
        .flatMap((section) => pairsOf(section, last))
        .flatMap(({ pair, extent }) => (isSound(extent) ? { name: pair.key.value, value: pair.value } : [])),
    value: (name, ...keys) => {
      const [section] = sections(name);
      if (section?.content.kind !== 'value') return undefined;
      const { at, node } = section.content.value;
      const value = keys.reduce<Node | undefined>(valueAt, node);
      return value && isSound({ start: value.start + at, end: value.end + at + 1 }) ? value : undefined;
    },
  };
}

/** What cannot be read may be complained of behind the entry, so an entry reaches to the next one. */
function entriesOf(section: Section, last: number) {
  if (section.content.kind !== 'items') return [];
  const { items } = section.content;
  return items.map(({ at, node }, index) => {
    const next = items[index + 1];
    const end = next === undefined ? sectionEnd(section, last) : next.at + next.node.start;
    return { node, extent: { start: at + node.start, end } };
  });
}

function pairsOf(section: Section, last: number): { readonly pair: Pair; readonly extent: TextRange }[] {
  if (section.content.kind !== 'value' || section.content.value.node.kind !== 'mapping') return [];
  const { at, node } = section.content.value;
  return node.pairs.map((pair, index) => {
    const next = node.pairs[index + 1];
    const end = next === undefined ? sectionEnd(section, last) : at + next.key.start;
    return { pair, extent: { start: at + pair.key.start, end } };
  });
}

/** A complaint about something empty at the end of the file stands behind its last character. */
function sectionEnd({ range }: Section, last: number): number {
  return range.end + 1 === last ? last : range.end;
}
