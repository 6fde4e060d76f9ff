import { studyOf } from '../checks/studyDraws.ts';
import type { SkillsetDocument } from '../document.ts';
import { addPairsEdit } from '../edits/addPairs.ts';
import type { TextEdit } from '../edits/textEdit.ts';
import { isEmpty, type Pair, valueAt } from '../tree/node.ts';
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
  if (valueAt(value, 'topics') !== undefined || text[at + value.start] === '*') return undefined;
  if (value.kind === 'mapping') return addPairsEdit(text, { at, mapping: value }, [topics]);
  const colon = text.indexOf(':', at + key.end) + 1;
  const isBare = isEmpty(value) && value.start === value.end && colon > 0;
  return isBare ? { start: colon, end: colon, newText: ` { ${topics} }` } : undefined;
}
