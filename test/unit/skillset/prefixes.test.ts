import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { completionsAt } from '../../../src/core/skillset/completions.ts';
import { hoverAt } from '../../../src/core/skillset/hovers.ts';
import { findProblems } from '../../../src/core/skillset/problems.ts';
import { loadProject, type Project } from '../../../src/core/skillset/project.ts';
import { outlineOf } from '../../../src/core/skillset/structure/outline.ts';
import { fakeFiles } from './fakeFiles.ts';
import { projectFiles } from './projectFiles.ts';
import { STUDY } from './samples.ts';

/** So that each kind of place is met, and not only the ends of lines. */
const STEP = 7;

async function demo(): Promise<string> {
  const path = (await projectFiles()).find((one) => one.includes('demo'));
  return readFile(path ?? '', 'utf8');
}

async function eachPrefix(text: string, visit: (project: Project, end: number) => void): Promise<void> {
  let previous: Project | undefined;
  for (let end = 0; end <= text.length; end += STEP) {
    previous = await loadProject('main', fakeFiles({ main: text.slice(0, end) }), previous);
    visit(previous, end);
  }
}

test('every beginning of the demo has its symbols, problems and completions', async () => {
  const text = await demo();
  const sections = [...text.matchAll(/^\w[\w-]*(?=:)/gmu)];
  let offered = 0;
  await eachPrefix(text, (project, end) => {
    const whole = sections
      .filter(({ index, 0: name }) => index + name.length + 2 <= end)
      .map(([name]) => name);
    expect(outlineOf(project.root).map(({ name }) => name)).toEqual(expect.arrayContaining(whole));
    findProblems(project);
    hoverAt(project, 'main', end);
    if (completionsAt(project, 'main', end).length > 0) offered += 1;
  });
  expect(offered).toBeGreaterThan(0);
});

test('at the end of every beginning of a mix its skills can be completed', async () => {
  const text = `${STUDY.split('mixes:')[0] ?? ''}mixes:\n  - skills: [red herring, rhetorical question`;
  const start = text.lastIndexOf('[') + 1;
  for (let end = start; end <= text.length; end += 1) {
    const project = await loadProject('main', fakeFiles({ main: text.slice(0, end) }));
    const labels = completionsAt(project, 'main', end).map(({ label }) => label);
    expect({ end, labels }).toEqual({ end, labels: expect.arrayContaining(['rhetorical question']) });
    expect(outlineOf(project.root).map(({ name }) => name)).toContain('mixes');
  }
});
