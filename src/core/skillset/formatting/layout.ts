import type { SkillsetDocument } from '../document.ts';
import type { TextEdit } from '../edits/textEdit.ts';
import type { TextRange } from '../problem.ts';
import { isEmpty, type ListNode, type MappingNode, type Node } from '../tree/node.ts';
import type { Section } from '../tree/section.ts';

/** How much deeper than its key, in spaces, everything stands. */
const STEP = 2;

/** Where the parts of a file should stand. */
export interface Layout {
  /** The columns that the lines should begin at, by the offset of their first character that is no space. */
  readonly columns: ReadonlyMap<number, number>;
  /** Gaps within lines. */
  readonly gaps: readonly TextEdit[];
  /** Texts of more than one line: what stands in them is no layout. */
  readonly texts: readonly TextRange[];
}

export function layoutOf({ text, sections }: SkillsetDocument): Layout {
  const layout = { columns: new Map<number, number>(), gaps: [], texts: [] };
  const planner = new Planner(text, layout);
  for (const section of sections) planner.section(section);
  return layout;
}

class Planner {
  readonly #text: string;
  readonly #columns: Map<number, number>;
  readonly #gaps: TextEdit[];
  readonly #texts: TextRange[];

  constructor(text: string, layout: { columns: Map<number, number>; gaps: TextEdit[]; texts: TextRange[] }) {
    this.#text = text;
    this.#columns = layout.columns;
    this.#gaps = layout.gaps;
    this.#texts = layout.texts;
  }

  section({ key, content }: Section): void {
    this.#columns.set(key.start, 0);
    if (content.kind === 'value') {
      this.#gapBefore(key.end, content.value.at + content.value.node.start, ':');
      this.#node(content.value.node, content.value.at, STEP);
    } else if (content.flow) this.#multiline(content.range);
    else for (const { at, node } of content.items) this.#item(node, at, STEP);
  }

  #node(node: Node, at: number, column: number): void {
    const start = at + node.start;
    // What an alias stands for is written elsewhere.
    if (this.#text[start] === '*') return;
    if (node.kind === 'scalar' || node.flow) this.#multiline({ start, end: at + node.end });
    else if (node.kind === 'list') this.#list(node, at, column);
    else this.#mapping(node, at, column);
  }

  #list({ items }: ListNode, at: number, column: number): void {
    for (const item of items) this.#item(item, at, column);
  }

  #item(item: Node, at: number, column: number): void {
    const start = at + item.start;
    const dash = this.#text.lastIndexOf('-', start - 1);
    const isInLine = dash !== -1 && /^-[ \t]*$/u.test(this.#text.slice(dash, start));
    if (isInLine) {
      this.#columns.set(dash, column);
      if (!isEmpty(item)) this.#gaps.push({ start: dash + 1, end: start, newText: ' ' });
    } else {
      const line = /-[ \t]*\r?\n\s*$/u.exec(this.#text.slice(Math.max(0, start - 200), start));
      if (line !== null) this.#columns.set(start - line[0].length, column);
    }
    this.#node(item, at, column + STEP);
  }

  #mapping({ pairs }: MappingNode, at: number, column: number): void {
    for (const { key, value } of pairs) {
      this.#columns.set(at + key.start, column);
      this.#gapBefore(at + key.end, at + value.start, ':');
      this.#node(value, at, column + STEP);
    }
  }

  /** One space behind the colon, where the value stands in its line. */
  #gapBefore(from: number, to: number, mark: string): void {
    const gap = this.#text.slice(from, to);
    if (gap.startsWith(mark) && /^[ \t]{2,}$/u.test(gap.slice(mark.length)))
      this.#gaps.push({ start: from, end: to, newText: `${mark} ` });
  }

  #multiline(range: TextRange): void {
    if (this.#text.slice(range.start, range.end).includes('\n')) this.#texts.push(range);
  }
}
