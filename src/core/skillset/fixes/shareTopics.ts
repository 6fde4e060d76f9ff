import { studyOf } from '../checks/studyDraws.ts';
import type { SkillsetDocument } from '../document.ts';
import { columnOf, lineEndOf, nextLine, type TextEdit } from '../edits/textEdit.ts';
import { isEmpty, type MappingNode, type Pair, valueAt } from '../tree/node.ts';
import type { Fix } from './fix.ts';

/**
 * Gives each split its share of the topics, drawn with the seed of the study. Undefined: there are not two splits, or one
 * of them says which topics it has.
 */
export function shareTopicsFix(document: SkillsetDocument): Fix | undefined {
  const content = document.sections.find(({ name }) => name === 'splits')?.content;
  if (content?.kind !== 'value' || content.value.node.kind !== 'mapping') return undefined;
  const { at, node } = content.value;
  const { pairs } = node;
  if (pairs.length < 2 || document.problems.length > 0) return undefined;
  const share = Math.floor(100 / pairs.length);
  const edits = pairs.flatMap((pair, index) => {
    const topics = `topics: ${index === pairs.length - 1 ? 'rest' : `${share}%`}`;
    return topicsEdit(document.text, at, pair, topics) ?? [];
  });
  if (edits.length < pairs.length) return undefined;
  const seed = valueAt(studyOf(document)?.node, 'seed') === undefined ? '' : ', by the seed of the study';
  return {
    title: `Share the topics among the splits at random${seed}`,
    kind: 'rewrite',
    isSafe: false,
    edits,
  };
}

function topicsEdit(text: string, at: number, { key, value }: Pair, topics: string): TextEdit | undefined {
  // What an alias stands for is written elsewhere, and may belong to another split too.
  if (valueAt(value, 'topics') !== undefined || text[at + value.start] === '*') return undefined;
  if (value.kind === 'mapping') return addTo(text, at, value, topics);
  const colon = text.indexOf(':', at + key.end) + 1;
  const isBare = isEmpty(value) && value.start === value.end && colon > 0;
  return isBare ? { start: colon, end: colon, newText: ` { ${topics} }` } : undefined;
}

function addTo(
  text: string,
  at: number,
  { flow, pairs, start, end }: MappingNode,
  topics: string,
): TextEdit | undefined {
  const [first] = pairs;
  const last = pairs.at(-1);
  if (first === undefined || last === undefined)
    return { start: at + start, end: at + end, newText: `{ ${topics} }` };
  const behind = at + Math.max(last.key.end, last.value.end);
  if (flow) return { start: behind, end: behind, newText: `, ${topics}` };
  const place = text[behind - 1] === '\n' ? behind : nextLine(text, behind);
  const lineEnd = lineEndOf(text);
  const before = text[place - 1] === '\n' ? '' : lineEnd;
  const indent = ' '.repeat(columnOf(text, at + first.key.start));
  return { start: place, end: place, newText: `${before}${indent}${topics}${lineEnd}` };
}
