import type { SkillsetDocument } from '../document.ts';
import { insertItemEdit } from './insertItem.ts';
import { renderName, renderNames } from './renderName.ts';
import type { TextEdit } from './textEdit.ts';

/** The names of a mix. */
export interface NewMix {
  readonly skills: readonly string[];
  readonly topic: string;
}

/** Adds a mix behind the others. Where the file has no `mixes:`, they are added at its end. */
export function insertMixEdit(document: SkillsetDocument, { skills, topic }: NewMix): TextEdit {
  const names = renderNames(skills);
  const name = renderName(topic);
  return insertItemEdit(document, 'mixes', {
    lines: [`skills: ${names}`, `topic: ${name}`],
    flow: `{ skills: ${names}, topic: ${name} }`,
  });
}
