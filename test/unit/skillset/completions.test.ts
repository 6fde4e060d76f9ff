import { describe, expect, it } from 'vitest';
import {
  completionsAt,
  describeCompletion,
  type SkillsetCompletion,
} from '../../../src/core/skillset/completions.ts';
import { applyEdit } from '../../../src/core/skillset/edits/textEdit.ts';
import { loadProject, type Project } from '../../../src/core/skillset/project.ts';
import type { Surroundings } from '../../../src/core/skillset/surroundings.ts';
import { fakeFiles } from './fakeFiles.ts';
import { marked } from './marked.ts';
import { chanceOf, mutate } from './mutations.ts';
import { SAMPLES } from './samples.ts';

const BASE = `skillset: 1
skills:
  - { name: irony, category: literary, definition: The opposite is meant., example: Lovely weather. }
  - { name: "red herring", category: rhetorical, definition: Something irrelevant., example: Look there. }
  - { name: "yes, and (improv)", category: rhetorical, definition: To build on., example: Yes. }
topics: [Sewing, "Food: drink"]
splits:
  training: {}
`;

/** The completions at the mark `<|>`. */
async function completionsIn(
  source: string,
): Promise<{ text: string; project: Project; items: SkillsetCompletion[] }> {
  const { text, ranges } = marked(source);
  const project = await loadProject('a', fakeFiles({ a: text }));
  return { text, project, items: completionsAt(project, 'a', ranges[0]?.start ?? 0) };
}

async function labelsIn(source: string): Promise<string[]> {
  return (await completionsIn(source)).items.map(({ label }) => label);
}

async function keysIn(source: string): Promise<string[]> {
  const { items } = await completionsIn(source);
  return items.filter(({ kind }) => kind === 'key').map(({ label }) => label);
}

/** The text after the completion of that label was chosen. */
async function chosen(source: string, label: string): Promise<string> {
  const { text, items } = await completionsIn(source);
  const item = items.find((one) => one.label === label);
  if (item === undefined) throw new Error(`No ${label} among ${items.map((one) => one.label)}`);
  return applyEdit(text, { ...item.replace, newText: item.insertText });
}

const SKILLS = ['irony', 'red herring', 'yes, and (improv)'];
const TOPICS = ['Sewing', 'Food: drink'];

describe('completion of keys', () => {
  it('offers the keys of the file that are not there, the required one first', async () => {
    expect(await keysIn('<|>')).toEqual([
      ...['skillset', 'title', 'include', 'skills', 'topics', 'splits', 'mixes', 'study'],
    ]);
    expect(await labelsIn(`${BASE}<|>`)).toEqual(['title', 'include', 'mixes', 'study']);
    expect(await labelsIn(`${BASE}mi<|>\n`)).toEqual(['title', 'include', 'mixes', 'study']);
  });

  it('tells which keys an entry has to have', async () => {
    const { items } = await completionsIn('mixes:\n  - <|>\n');
    const noted = items.filter(({ note }) => note === 'required').map(({ label }) => label);
    expect(noted).toEqual(['skills', 'topic']);
  });

  it('replaces the word at the cursor', async () => {
    expect(await chosen('skillset: 1\nti<|>tl\n', 'title')).toBe('skillset: 1\ntitle: \n');
    expect(await chosen('skillset: 1\ntit<|>: x\n', 'title')).toBe('skillset: 1\ntitle: x\n');
  });

  it.each([
    [
      'a new entry',
      'skills:\n  - <|>\n',
      ['name', 'category', 'definition', 'example', 'aliases', 'common', 'check'],
    ],
    [
      'a half-typed entry',
      'skills:\n  - name: x\n    <|>\n    example: y\n',
      ['category', 'definition', 'aliases', 'common', 'check'],
    ],
    [
      'a half-typed key',
      'skills:\n  - name: x\n    ca<|>\n',
      ['category', 'definition', 'example', 'aliases', 'common', 'check'],
    ],
    ['an empty section', 'mixes:\n  <|>\n', ['skills', 'topic', 'text']],
    [
      'a new item under others',
      'mixes:\n  - skills: [a]\n    topic: T\n  <|>\n',
      ['skills', 'topic', 'text'],
    ],
    ['braces', 'mixes:\n  - { skills: [a], <|> }\n', ['topic', 'text']],
    ['a mapping in a mapping', 'study:\n  seed: 1\n  grade:\n    <|>\n', ['graders', 'rounds', 'nameRule']],
    [
      'a mapping that goes on',
      'study:\n  seed: 1\n  <|>\n',
      ['data', 'train', 'evaluate', 'grade', 'budget'],
    ],
    [
      'a part',
      'study:\n  data:\n    parts:\n      - { k: 1, <|>\n',
      ['attempts', 'split', 'skills', 'topics'],
    ],
    ['an empty split', 'splits:\n  training:\n    <|>\n', ['categories', 'skills', 'topics', 'exclude']],
    ['a study on the line of its key', 'study: <|>\n', []],
    ['a comment', 'study:\n  seed: 1 # <|>\n', []],
    ['a text', 'mixes:\n  - text: |\n      <|>x\n', []],
    ['an unknown section', 'other:\n  - <|>\n', []],
  ])('offers those that belong in %s', async (_, source, expected) => {
    expect(await keysIn(source)).toEqual(expected);
  });

  it('indents what it adds as deep as the key stands', async () => {
    expect(await chosen('mixes:\n  - <|>\n', 'text')).toBe('mixes:\n  - text: |\n    $0\n');
    expect(await chosen('mixes:\n  <|>\n', 'topic')).toBe('mixes:\n  - topic: \n');
  });
});

describe('completion of names', () => {
  it.each([
    ['in brackets', 'mixes:\n  - skills: [red herring, <|>]\n', ['irony', 'yes, and (improv)']],
    [
      'in brackets that are open',
      'mixes:\n  - skills: [red herring, <|>\n    topic: Sewing\n',
      ['irony', 'yes, and (improv)'],
    ],
    [
      'with dashes',
      'mixes:\n  - skills:\n      - irony\n      - <|>\n',
      ['red herring', 'yes, and (improv)'],
    ],
    [
      'in a half-typed name',
      'mixes:\n  - skills: [irony, red her<|>]\n',
      ['red herring', 'yes, and (improv)'],
    ],
    ['behind the key', 'mixes:\n  - skills: <|>\n', SKILLS],
    ['for a topic', 'mixes:\n  - skills: [irony]\n    topic: <|>\n', TOPICS],
    ['for a category', 'splits:\n  a: { categories: [<|>] }\n', ['literary', 'rhetorical']],
    [
      'for a category of a new skill',
      'skills:\n  - name: x\n    category: <|>\n',
      ['literary', 'rhetorical'],
    ],
    ['for a split', 'study:\n  evaluate: { splits: [all, <|>] }\n', ['training']],
    [
      'for skills and topics to leave out',
      'splits:\n  a:\n    exclude: [irony, Sewing, <|>]\n',
      ['red herring', 'yes, and (improv)', 'Food: drink'],
    ],
    ['for a name that is new', 'skills:\n  - name: <|>\n', []],
  ])('offers what can stand %s', async (_, source, expected) => {
    expect(await labelsIn(BASE + source)).toEqual(expected);
  });

  it('puts names in quotes where they need them', async () => {
    const source = `${BASE}mixes:\n  - skills: [irony, y<|>]\n`;
    expect(await chosen(source, 'yes, and (improv)')).toBe(
      `${BASE}mixes:\n  - skills: [irony, 'yes, and (improv)']\n`,
    );
    expect(await chosen(`${BASE}mixes:\n  - topic: <|>\n`, 'Food: drink')).toBe(
      `${BASE}mixes:\n  - topic: 'Food: drink'\n`,
    );
  });

  it('stays inside the quotes that are there', async () => {
    expect(await chosen(`${BASE}mixes:\n  - topic: "Fo<|>o"\n`, 'Food: drink')).toBe(
      `${BASE}mixes:\n  - topic: "Food: drink"\n`,
    );
    expect(await chosen(`${BASE}mixes:\n  - topic: "Fo<|>\n`, 'Food: drink')).toBe(
      `${BASE}mixes:\n  - topic: "Food: drink\n`,
    );
  });

  it('opens brackets where a list begins', async () => {
    expect(await chosen(`${BASE}mixes:\n  - skills: <|>\n`, 'irony')).toBe(
      `${BASE}mixes:\n  - skills: [irony$0]\n`,
    );
  });

  it('tells what a skill is when it is looked at', async () => {
    const { items, project } = await completionsIn(`${BASE}mixes:\n  - skills: [<|>]\n`);
    const [irony] = items;
    expect(irony).toMatchObject({ label: 'irony', kind: 'skill' });
    const told = irony && describeCompletion(irony, project);
    expect(told).toContain('**irony** (literary skill)\n\nThe opposite is meant.');
    expect(told).toContain('*Example:* Lovely weather.');
  });

  it('offers values', async () => {
    expect(await labelsIn('splits:\n  a: { topics: <|> }\n')).toEqual(['all', 'rest', '50%']);
    expect(await labelsIn('skills:\n  - common: <|>\n')).toEqual(['true', 'false']);
    expect(await labelsIn('study:\n  train:\n    schedule: c<|>\n')).toEqual([
      'constant',
      'linear',
      'cosine',
    ]);
  });
});

describe('completion of what the machine knows', () => {
  const surroundings: Surroundings = {
    endpoints: ['openai', 'lab'],
    models: ['openai/gpt-4o', 'rule'],
    targets: ['cluster'],
    files: ['library/literary.skillset.yaml', "library/it's.skillset.yaml"],
  };
  const offered = async (source: string) => {
    const { text, ranges } = marked(source);
    const project = await loadProject('a', fakeFiles({ a: text }));
    const items = completionsAt(project, 'a', ranges[0]?.start ?? 0, surroundings);
    return items.map(({ insertText }) => insertText);
  };
  const MODELS = ['openai/gpt-4o', 'openai/', 'lab/'];

  it('offers the models that settings and study name, and the endpoints', async () => {
    expect(await offered('study:\n  data:\n    student: <|>\n')).toEqual(MODELS);
    expect(await offered('study:\n  data:\n    student: openai/<|>\n')).toEqual(['openai/gpt-4o', 'lab/']);
    expect(await offered('study:\n  data:\n    student: open<|>\n')).toEqual(MODELS);
    expect(await offered('study:\n  evaluate:\n    students: [<|>]\n')).toEqual(['base', 'tuned', ...MODELS]);
    expect(
      await offered('study:\n  data: { student: lab/x }\n  evaluate:\n    students:\n      - <|>\n'),
    ).toEqual(['base', 'tuned', 'lab/x', ...MODELS]);
  });

  it('offers graders that are not in the list yet', async () => {
    expect(await offered('study:\n  grade:\n    graders: [openai/gpt-4o, <|>]\n')).toEqual([
      'rule',
      'openai/',
      'lab/',
    ]);
  });

  it('offers the targets of the settings', async () => {
    expect(await offered('study:\n  train:\n    target: <|>\n')).toEqual(['cluster']);
    expect(await offered('study:\n  evaluate:\n    target: <|>\n')).toEqual(['cluster']);
    expect(await offered('study:\n  train:\n    base: <|>\n')).toEqual([]);
  });

  it('offers the files that can be included, quoted where YAML needs it', async () => {
    const files = ['library/literary.skillset.yaml', "library/it's.skillset.yaml"];
    expect(await offered('include: <|>\n')).toEqual(files);
    expect(await offered('include: [library/literary.skillset.yaml, <|>]\n')).toEqual([files[1]]);
    expect(await offered('include:\n  - "<|>"\n')).toEqual(files);
  });
});

describe('completion anywhere', () => {
  it('never throws, and replaces only around the cursor', async () => {
    const chance = chanceOf(3);
    for (let step = 0; step < 150; step += 1) {
      const text = mutate(mutate(chance.pick(SAMPLES), chance), chance);
      const project = await loadProject('a', fakeFiles({ a: text }));
      const offset = chance.below(text.length + 1);
      const elsewhere = completionsAt(project, 'a', offset).filter(
        ({ replace: { start, end } }) =>
          start > offset || end < offset || text.slice(start, end).includes('\n'),
      );
      expect(elsewhere, JSON.stringify({ text, offset })).toEqual([]);
    }
    // On a machine that has other work to do.
  }, 60_000);
});
