import { describe, expect, test } from 'vitest';
import { budgetProblems } from '../../../src/core/skillset/budgetProblems.ts';
import type { Problem } from '../../../src/core/skillset/problem.ts';
import { findProblems } from '../../../src/core/skillset/problems.ts';
import { loadProject } from '../../../src/core/skillset/project.ts';
import { fakeFiles } from './fakeFiles.ts';
import { GUIDED, problemsPage } from './problemsPage.ts';

/** What an example leaves out. */
const REST = {
  skillset: 'skillset: 1\n',
  skills: `skills:
  - { name: irony, category: literary, definition: The opposite of what is meant., example: Lovely weather. }
  - { name: simile, category: rhetorical, definition: A likeness., example: As busy as a bee. }
`,
  topics: 'topics: [Sewing, Chess]\n',
};
const FILES = {
  'library.skillset.yaml': 'skillset: 1\n',
  'circle.skillset.yaml': 'skillset: 1\ninclude: [main.skillset.yaml]\n',
};

async function problemsOf(part: string): Promise<Problem[]> {
  const rest = Object.entries(REST).flatMap(([key, text]) =>
    new RegExp(`^${key}:`, 'mu').test(part) ? [] : text,
  );
  const path = 'main.skillset.yaml';
  const text = rest.join('') + part;
  const files = fakeFiles({ ...FILES, [path]: text });
  const resolve = (_: string, relative: string) => relative;
  const project = await loadProject(path, { ...files, resolve });
  const found = findProblems(project, { endpoints: ['openai'], targets: ['lab'] });
  return [...[...found.values()].flat(), ...budgetProblems(project, { money: 20, tokens: 0, unpriced: [] })];
}

describe('the page of the problems', () => {
  test('is up to date', async () => {
    await expect(problemsPage()).toMatchFileSnapshot('../../../docs/problems.md');
  });

  test.each(
    GUIDED.flatMap(({ code, guide: { wrong = [] } }) => [wrong].flat().map((part) => ({ code, part }))),
  )('shows what has the problem $code', async ({ code, part }) => {
    expect((await problemsOf(part)).map((problem) => problem.code)).toContain(code);
  });

  test.each(
    GUIDED.flatMap(({ code, guide: { right = [] } }) => [right].flat().map((part) => ({ code, part }))),
  )('shows how $code is mended', async ({ code, part }) => {
    const found = await problemsOf(part);
    expect(found.map((problem) => problem.code)).not.toContain(code);
    expect(found.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual([]);
  });
});
