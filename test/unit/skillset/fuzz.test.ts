import { describe, expect, it } from 'vitest';
import { completionsAt } from '../../../src/core/skillset/completions.ts';
import { definitionAt, definitionsIn } from '../../../src/core/skillset/definitions.ts';
import { insertMixEdit } from '../../../src/core/skillset/edits/insertMix.ts';
import { insertTextEdit } from '../../../src/core/skillset/edits/insertText.ts';
import { hoverAt } from '../../../src/core/skillset/hovers.ts';
import { mixEntries } from '../../../src/core/skillset/mixEntries.ts';
import { findProblems } from '../../../src/core/skillset/problems.ts';
import { loadProject, type Project } from '../../../src/core/skillset/project.ts';
import { skillsetOf } from '../../../src/core/skillset/skillsetOf.ts';
import { inlayHints } from '../../../src/core/skillset/structure/inlayHints.ts';
import { referencesAt } from '../../../src/core/skillset/uses/references.ts';
import { renameAt } from '../../../src/core/skillset/uses/rename.ts';
import { fakeFiles } from './fakeFiles.ts';
import { chanceOf, mutate } from './mutations.ts';
import { LIBRARY, SAMPLES } from './samples.ts';

const NUMBERED = SAMPLES.map((text, index) => [index, text] as const);

describe('a file that changes at random', () => {
  it.each(NUMBERED)(
    'gives the same after each change to sample %i as if it had just been opened',
    async (index, sample) => {
      const chance = chanceOf(100 + index);
      let main = sample;
      let project: Project | undefined;
      for (let step = 0; step < 100; step += 1) {
        main = step % 10 === 0 ? `include: library\n${sample.replace('\uFEFF', '')}` : mutate(main, chance);
        const files = fakeFiles({ main, library: LIBRARY });
        project = await loadProject('main', files, project);
        expect(told(project), JSON.stringify(main)).toBe(told(await loadProject('main', files)));
        expectInside(project);
        useEverything(project, chance.below(main.length + 1));
      }
    },
  );
});

function told(project: Project): string {
  const problems = findProblems(project);
  return JSON.stringify([[...problems], skillsetOf(project, problems)], undefined, 1);
}

function expectInside(project: Project): void {
  const { text } = project.root;
  for (const { range } of findProblems(project).get('main') ?? []) {
    expect(range.start).toBeLessThanOrEqual(range.end);
    expect(range.end, JSON.stringify({ text, range })).toBeLessThanOrEqual(text.length);
  }
}

/** Nothing here may throw, whatever the file holds. */
function useEverything(project: Project, offset: number): void {
  const { root } = project;
  hoverAt(project, 'main', offset);
  definitionAt(project, 'main', offset);
  completionsAt(project, 'main', offset, { files: ['a'], endpoints: ['b'], targets: ['c'] });
  referencesAt(project, 'main', offset, [project]);
  renameAt({ project, path: 'main', offset }, 'a new name', [project]);
  inlayHints(project, 'main', { start: 0, end: root.text.length });
  definitionsIn(project, 'main');
  insertMixEdit(root, { skills: ['a'], topic: 'T' });
  for (const { index, range } of mixEntries(root)) {
    expect(range.end).toBeLessThanOrEqual(root.text.length);
    insertTextEdit(root, index, 'One.\n');
  }
}
