import type { SkillsetDocument } from '../document.ts';
import type { TextRange } from '../problem.ts';
import { partsOf } from './walk.ts';

/** The ranges around an offset that a growing selection takes, the smallest first, each within the next. */
export function selectionsAt(document: SkillsetDocument, offset: number): TextRange[] {
  const { text } = document;
  const ranges: TextRange[] = [{ start: 0, end: text.length }];
  for (const { start, end, kind, node } of partsOf(document, offset)) {
    if (offset < start || offset > end) continue;
    add(ranges, trimmed(text, { start, end }));
    if (kind !== 'section' && node?.kind === 'scalar' && node.style === 'quoted')
      add(ranges, { start: start + 1, end: Math.max(start + 1, end - 1) });
  }
  return ranges.reverse();

  function add(to: TextRange[], range: TextRange): void {
    const outer = to.at(-1);
    const isInside = outer !== undefined && range.start >= outer.start && range.end <= outer.end;
    const isSame = range.start === outer?.start && range.end === outer.end;
    if (isInside && !isSame && offset >= range.start && offset <= range.end) to.push(range);
  }
}

function trimmed(text: string, { start, end }: TextRange): TextRange {
  let last = end;
  while (last > start && /\s/u.test(text[last - 1] ?? '')) last -= 1;
  return { start, end: last };
}
