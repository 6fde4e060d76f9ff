import { expect } from 'vitest';
import { completionsAt } from '../../../src/core/skillset/completions.ts';
import { definitionAt, definitionsIn } from '../../../src/core/skillset/definitions.ts';
import { insertMixEdit } from '../../../src/core/skillset/edits/insertMix.ts';
import { insertTextEdit } from '../../../src/core/skillset/edits/insertText.ts';
import { applyEdits } from '../../../src/core/skillset/edits/textEdit.ts';
import { formatEdits } from '../../../src/core/skillset/formatting/formatEdits.ts';
import { hoverAt } from '../../../src/core/skillset/hovers.ts';
import { mixEntries } from '../../../src/core/skillset/mixEntries.ts';
import type { Project } from '../../../src/core/skillset/project.ts';
import { foldsOf } from '../../../src/core/skillset/structure/folds.ts';
import { inlayHints } from '../../../src/core/skillset/structure/inlayHints.ts';
import { linksOf } from '../../../src/core/skillset/structure/links.ts';
import { nameTokens } from '../../../src/core/skillset/structure/nameTokens.ts';
import { outlineOf } from '../../../src/core/skillset/structure/outline.ts';
import { selectionsAt } from '../../../src/core/skillset/structure/selections.ts';
import { highlightsAt, referencesAt } from '../../../src/core/skillset/uses/references.ts';
import { renameAt } from '../../../src/core/skillset/uses/rename.ts';

/** Asks for every feature of the language at an offset. Nothing here may throw, whatever the file `main` holds. */
export function useEverything(project: Project, offset: number): void {
  const { root } = project;
  const { text } = root;
  hoverAt(project, 'main', offset);
  definitionAt(project, 'main', offset);
  completionsAt(project, 'main', offset, { files: ['a'], endpoints: ['b'], targets: ['c'] });
  referencesAt(project, 'main', offset, [project]);
  highlightsAt(project, 'main', offset);
  renameAt({ project, path: 'main', offset }, 'a new name', [project]);
  inlayHints(project, 'main', { start: 0, end: text.length });
  linksOf(project, 'main');
  definitionsIn(project, 'main');
  applyEdits(text, formatEdits(root));
  insertMixEdit(root, { skills: ['a'], topic: 'T' });
  const mixes = mixEntries(root);
  for (const { index } of mixes.slice(0, 10)) insertTextEdit(root, index, 'One.\n');
  const ranges = [
    ...nameTokens(project, 'main'),
    ...foldsOf(root),
    ...selectionsAt(root, offset),
    ...[...outlineOf(root), ...mixes].map(({ range }) => range),
  ];
  expect(ranges.filter(({ start, end }) => start > end || end > text.length)).toEqual([]);
}
