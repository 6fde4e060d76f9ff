import type { SkillsetDocument } from '../document.ts';
import { isEmpty } from '../tree/node.ts';
import { insertItemEdit } from './insertItem.ts';
import { renderName } from './renderName.ts';
import { lineEndOf, nextLine, type TextEdit } from './textEdit.ts';

/** Includes one more file. Undefined: what stands under `include:` cannot be added to. */
export function insertIncludeEdit(document: SkillsetDocument, path: string): TextEdit | undefined {
  const { text, sections } = document;
  const name = renderName(path);
  const section = sections.find((one) => one.name === 'include');
  if (section === undefined) return addSection(document, name);
  const { content } = section;
  if (content.kind === 'items' || isEmpty(content.value.node))
    return insertItemEdit(document, 'include', { lines: [name], flow: name });
  const { at, node } = content.value;
  if (node.kind !== 'scalar' || node.style === 'block') return undefined;
  const start = at + node.start;
  const end = at + node.end;
  return { start, end, newText: `[${text.slice(start, end)}, ${name}]` };
}

/** Behind what the file says of itself. */
function addSection({ text, sections }: SkillsetDocument, name: string): TextEdit {
  const head = sections.findLast((section) => section.name === 'skillset' || section.name === 'title');
  const value = head?.content.kind === 'value' ? head.content.value : undefined;
  const behind = value === undefined ? 0 : nextLine(text, value.at + value.node.end);
  const lineEnd = lineEndOf(text);
  const needsEnd = behind > 0 && text[behind - 1] !== '\n';
  return { start: behind, end: behind, newText: `${needsEnd ? lineEnd : ''}include: [${name}]${lineEnd}` };
}
