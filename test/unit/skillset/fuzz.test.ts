import { describe, expect, it } from 'vitest';
import { findProblems } from '../../../src/core/skillset/problems.ts';
import { loadProject, type Project } from '../../../src/core/skillset/project.ts';
import { skillsetOf } from '../../../src/core/skillset/skillsetOf.ts';
import { fakeFiles } from './fakeFiles.ts';
import { chanceOf, mutate } from './mutations.ts';
import { LIBRARY, SAMPLES } from './samples.ts';
import { useEverything } from './useEverything.ts';

const NUMBERED = SAMPLES.map((text, index) => [index, text] as const);

/** On a machine that has other work to do. */
const PATIENCE = 60_000;

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
    PATIENCE,
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
