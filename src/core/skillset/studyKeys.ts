import type { SkillsetDocument } from './document.ts';
import { shiftRange, type TextRange } from './problem.ts';

/** A part of the study that asks for texts. */
export type StudyPart = 'data' | 'evaluate';

/** A part of the study that something can be begun at. */
export type StudyKey = StudyPart | 'train';

/** The keys `data:`, `train:` and `evaluate:` of the study, in the order of the file. */
export function studyKeys(
  document: SkillsetDocument,
): { readonly part: StudyKey; readonly range: TextRange }[] {
  const content = document.sections.find(({ name }) => name === 'study')?.content;
  if (content?.kind !== 'value' || content.value.node.kind !== 'mapping') return [];
  const { at, node } = content.value;
  return node.pairs.flatMap(({ key }) =>
    isStudyKey(key.value) ? [{ part: key.value, range: shiftRange(key, at) }] : [],
  );
}

/** The key `study:` itself. */
export function studyKey({ sections }: SkillsetDocument): TextRange | undefined {
  return sections.find(({ name }) => name === 'study')?.key;
}

function isStudyKey(name: string): name is StudyKey {
  return name === 'data' || name === 'train' || name === 'evaluate';
}
