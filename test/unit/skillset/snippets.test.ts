import { expect, it } from 'vitest';
import { completionsAt, type SkillsetCompletion } from '../../../src/core/skillset/completions.ts';
import { applyEdit } from '../../../src/core/skillset/edits/textEdit.ts';
import { findProblems } from '../../../src/core/skillset/problems.ts';
import { loadProject } from '../../../src/core/skillset/project.ts';
import { fakeFiles } from './fakeFiles.ts';
import { marked } from './marked.ts';

/** Where something new begins, and the snippets that are offered there beside keys. */
const PLACES: readonly (readonly [source: string, snippets: readonly string[]])[] = [
  ['<|>', ['file to start from']],
  ['fi<|>\n', ['file to start from']],
  ['skillset: 1\n<|>', []],
  ['skillset: 1\nskills:\n  - <|>\n', ['skill', 'skill with a check']],
  ['skillset: 1\nskills:\n  <|>\n', ['skill', 'skill with a check']],
  ['skillset: 1\nskills:\n  - sk<|>\n', ['skill', 'skill with a check']],
  ['skillset: 1\ntopics:\n  - <|>\n', ['topic with aliases']],
  ['skillset: 1\nsplits:\n  <|>\n', ['split']],
  ['skillset: 1\nsplits:\n  other: {}\n  sp<|>\n', ['split']],
  ['skillset: 1\nmixes:\n  - <|>\n', ['mix']],
  ['skillset: 1\nstudy:\n  <|>\n', ['study as in the paper']],
  ['skillset: 1\nstudy:\n  data:\n    parts:\n      - <|>\n', ['part']],
  ['skillset: 1\nstudy:\n  data:\n    <|>\n', []],
];

/** What is left for the author: names to define, a file to write, a value to choose. */
const OPEN = [
  ...['unknown-skill', 'unknown-topic', 'unknown-category', 'unknown-split', 'k-out-of-range'],
  ...['example-fails-check', 'missing-key', 'empty-value'],
  // The paper's own study evaluates at sizes that it trains on.
  'trained-k',
];

it.each(PLACES)('begins an entry as a whole, where one can begin: %j', async (source, snippets) => {
  const { items } = await offered(source);
  expect(labelsOf(items)).toEqual(snippets);
  // Each word is offered once.
  expect(new Set(items.map(({ label }) => label)).size).toBe(items.length);
});

it.each([
  ...['# <|>\n', 'title: <|>\n', 'title: sk<|>\n', 'topics: [<|>]\n', 'topics: [Sewing, sk<|>]\n'],
  ...[
    'skills:\n  - name: <|>\n',
    'skills:\n  - name: a\n    <|>\n',
    'skills:\n  - name: a\n    category: s<|>\n',
  ],
  ...['mixes:\n  - { <|> }\n', 'mixes:\n  - topic: <|>\n', 'mixes:\n  - text: |\n      mix<|>\n'],
  ...['splits:\n  training<|>: {}\n', 'splits:\n  a: {}\n  b: { topics: <|> }\n'],
  ...['study:\n  seed: 1\n  <|>\n', 'study:\n  data:\n    parts:\n      - { k: 1, <|> }\n'],
])('begins none in a value, a text, or an entry that has begun: %j', async (source) => {
  expect(labelsOf((await offered(`skillset: 1\n${source}`)).items)).toEqual([]);
});

it.each(PLACES)('writes what the language allows, keys and whole entries alike: %j', async (source) => {
  const { text, items } = await offered(source);
  for (const { replace, insertText } of items) {
    const edit = { ...replace, newText: asInserted(insertText, text, replace.start) };
    const after = applyEdit(text, edit);
    const file = /^skillset:/mu.test(after) ? after : `skillset: 1\n${after}`;
    const problems = [...findProblems(await loadProject('a', fakeFiles({ a: file }))).values()].flat();
    expect(
      problems.filter(({ code }) => !OPEN.includes(code)),
      after,
    ).toEqual([]);
  }
});

async function offered(source: string): Promise<{ text: string; items: SkillsetCompletion[] }> {
  const { text, ranges } = marked(source);
  const project = await loadProject('a', fakeFiles({ a: text }));
  return { text, items: completionsAt(project, 'a', ranges[0]?.start ?? 0) };
}

function labelsOf(items: readonly SkillsetCompletion[]): string[] {
  return items.filter(({ kind }) => kind === 'snippet').map(({ label }) => label);
}

/** As the editor puts it in: lines as deep as the one that it stands in, and every tab stop left as it is. */
function asInserted(snippet: string, text: string, at: number): string {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  const indent = /^ */u.exec(line)?.[0] ?? '';
  return snippet
    .replaceAll('\n', `\n${indent}`)
    .replace(/\$\{\d+:((?:[^}\\]|\\.)*)\}/gu, '$1')
    .replace(/\$\d/gu, '')
    .replace(/\\(.)/gu, '$1');
}
