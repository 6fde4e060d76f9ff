import { beforeAll, describe, expect, it } from 'vitest';
import { type Library, libraryOf } from '../../../src/core/library/library.ts';
import { newSkillset } from '../../../src/core/library/newSkillset.ts';
import { skillsetFileName } from '../../../src/core/library/skillsetFileName.ts';
import { resolveSplit } from '../../../src/core/mixes/splits.ts';
import { insertMixEdit } from '../../../src/core/skillset/edits/insertMix.ts';
import { findProblems } from '../../../src/core/skillset/problems.ts';
import { loadProject } from '../../../src/core/skillset/project.ts';
import type { Skillset, SplitRule } from '../../../src/core/skillset/skillset.ts';
import { skillsetOf } from '../../../src/core/skillset/skillsetOf.ts';
import { fakeFiles } from '../skillset/fakeFiles.ts';
import { readLibrary } from './readLibrary.ts';

let whole: Skillset;
let library: Library;

beforeAll(async () => {
  const project = await readLibrary();
  whole = skillsetOf(project);
  library = libraryOf(project);
});

/** The new file, which has to stand by itself without errors and warnings. */
async function made(categories: readonly string[], topics: number, title = 'A study'): Promise<Skillset> {
  const text = newSkillset(library, { title, categories, topics });
  const project = await loadProject('new', fakeFiles({ new: text }));
  const problems = findProblems(project).get('new') ?? [];
  expect(problems.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual([]);
  return skillsetOf(project);
}

function split({ splits }: Skillset, name: string): SplitRule | undefined {
  return splits.find((rule) => rule.name === name);
}

describe('the library, to choose from', () => {
  it('tells each category with its title and its skills', () => {
    expect(library.categories.map(({ name }) => name)).toEqual([
      ...new Set(whole.skills.map(({ category }) => category)),
    ]);
    expect(library.categories.filter(({ title }) => title === '')).toEqual([]);
    expect(library.categories.flatMap(({ skills }) => skills)).toHaveLength(whole.skills.length);
  });
});

describe('a new skillset', () => {
  it('of everything holds the same skills and topics, word for word', async () => {
    const all = library.categories.map(({ name }) => name);
    const skillset = await made(all, 100);
    expect(skillset.skills).toEqual(whole.skills);
    expect(skillset.topics).toEqual(whole.topics);
    expect(skillset.splits).toEqual(whole.splits);
  });

  it('holds the chosen categories only', async () => {
    const skillset = await made(['rhetorical', 'logic'], 20);
    expect(new Set(skillset.skills.map(({ category }) => category))).toEqual(
      new Set(['rhetorical', 'logic']),
    );
    expect(split(skillset, 'training')?.categories).toEqual(['rhetorical']);
    expect(split(skillset, 'held-out')?.categories).toEqual(['logic']);
  });

  it('takes its topics from all over the list', async () => {
    const { topics } = await made(['logic', 'literary'], 10);
    const places = topics.map(({ name }) => whole.topics.findIndex((topic) => topic.name === name));
    expect(places).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
  });

  it('halves the categories where the library would train on all of them, or on none', async () => {
    const skillset = await made(['logic', 'pragmatics', 'common sense'], 10);
    expect(split(skillset, 'training')?.categories).toEqual(['logic', 'pragmatics']);
    expect(split(skillset, 'held-out')?.categories).toEqual(['common sense']);
  });

  it('of one category holds out topics only, and says so', async () => {
    const skillset = await made(['logic'], 10);
    const training = resolveSplit(skillset, 'training');
    const heldOut = resolveSplit(skillset, 'held-out');
    if (training.kind !== 'split' || heldOut.kind !== 'split') throw new Error('a split is missing');
    expect(training.skills).toEqual(heldOut.skills);
    expect(training.topics.filter((topic) => heldOut.topics.includes(topic))).toEqual([]);
    expect(newSkillset(library, { title: 'x', categories: ['logic'], topics: 10 })).toContain(
      '# With one category only the topics are held out',
    );
  });

  it('asks for no more texts than there are mixes', () => {
    const text = newSkillset(library, { title: 'x', categories: ['pragmatics', 'literary'], topics: 10 });
    const attempts = [...text.matchAll(/attempts: (\d+)/gu)].map(([, count]) => Number(count));
    // 35 skills of which 27 train, on 5 topics: 35 x 5, C(27, 2) x 5, and C(27, 3) x 5 is above the paper's 10,000.
    expect(attempts).toEqual([175, 1755, 10_000]);
  });

  it('takes a first mix where it keeps a place for it', async () => {
    const text = newSkillset(library, { title: 'x', categories: ['logic', 'literary'], topics: 10 });
    const { root } = await loadProject('new', fakeFiles({ new: text }));
    const { start, end, newText } = insertMixEdit(root, { skills: ['pun'], topic: 'Pottery' });
    const { mixes } = skillsetOf(
      await loadProject('new', fakeFiles({ new: text.slice(0, start) + newText + text.slice(end) })),
    );
    expect(mixes.map(({ topic }) => topic.name)).toEqual(['Pottery']);
  });

  it('has the title that its author gave, whatever stands in it', async () => {
    for (const title of ['yes', 'a: b # c', "it's [here]", '{x}'])
      expect((await made(['logic', 'literary'], 10, title)).title).toBe(title);
  });
});

describe('the name of a new file', () => {
  it.each([
    ['study', 'study.skillset.yaml', 'study'],
    [' my first.skillset.yaml ', 'my first.skillset.yaml', 'my first'],
    ['a.yml', 'a.skillset.yaml', 'a'],
    ['v1.2', 'v1.2.skillset.yaml', 'v1.2'],
    ['studies\\one', 'studies/one.skillset.yaml', 'one'],
  ])('%j is the file %s', (answer, path, title) => {
    expect(skillsetFileName(answer)).toEqual({ kind: 'name', path, title });
  });

  it.each(['', '.skillset.yaml', 'a/', '/etc/x', '../x', 'a/../x', 'C:\\x', 'what?'])(
    '%j is none, and the message says what to write',
    (answer) => {
      expect(skillsetFileName(answer)).toMatchObject({
        kind: 'problem',
        message: expect.stringMatching(/\.$|\*\.$/u),
      });
    },
  );
});
