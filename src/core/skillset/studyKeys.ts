import type { SkillsetDocument } from './document.ts';
import { shiftRange, type TextRange } from './problem.ts';

/** A part of the study that asks for texts. */
export type StudyPart = 'data' | 'evaluate';

/** The keys `data:` and `evaluate:` of the study, in the order of the file. */
export function studyKeys(
  document: SkillsetDocument,
): { readonly part: StudyPart; readonly range: TextRange }[] {
  const content = document.sections.find(({ name }) => name === 'study')?.content;
  if (content?.kind !== 'value' || content.value.node.kind !== 'mapping') return [];
  const { at, node } = content.value;
  return node.pairs.flatMap(({ key }) =>
    key.value === 'data' || key.value === 'evaluate' ? [{ part: key.value, range: shiftRange(key, at) }] : [],
  );
}
