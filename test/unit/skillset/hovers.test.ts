import { describe, expect, it } from 'vitest';
import { definitionAt, definitionsIn } from '../../../src/core/skillset/definitions.ts';
import { hoverAt } from '../../../src/core/skillset/hovers.ts';
import { loadProject } from '../../../src/core/skillset/project.ts';
import { fakeFiles } from './fakeFiles.ts';
import { marked } from './marked.ts';

const LIBRARY = `skillset: 1
skills:
  - name: <|irony|>
    category: literary
    definition: Saying *the opposite*.
    example: Lovely weather.
    aliases: [sarcasm, dry wit]
topics:
  - <|Sewing|>
`;

async function open(source: string) {
  const { text, ranges } = marked(source);
  const files = { main: `include: library\n${text}`, library: marked(LIBRARY).text };
  const shift = 'include: library\n'.length;
  const project = await loadProject('main', fakeFiles(files));
  return { project, ranges: ranges.map(({ start, end }) => ({ start: start + shift, end: end + shift })) };
}

async function hover(source: string, at = 0) {
  const { project, ranges } = await open(source);
  const range = ranges[0] ?? { start: 0, end: 0 };
  const found = hoverAt(project, 'main', range.start + at);
  if (found !== undefined) expect(found.range).toEqual(range);
  return found?.markdown;
}

describe('hover', () => {
  it.each([
    [
      'a top-level key',
      '<|mixes|>: []\n',
      '**mixes**\n\nMixes to try by hand: skills and a topic. Generated texts are written in here.',
    ],
    [
      'a required key',
      'mixes:\n  - <|topic|>: Sewing\n',
      '**topic** (required)\n\nThe topic that the text has to be about, by name.',
    ],
    [
      'a skill',
      'mixes:\n  - { skills: [<|Irony|>] }\n',
      '**irony** (literary skill)\n\nSaying \\*the opposite\\*.\n\n*Example:* Lovely weather.\n\n*Also:* sarcasm · dry wit',
    ],
    ['a topic', 'mixes:\n  - { topic: <|"Sewing"|> }\n', '**Sewing** (topic)'],
    ['a category', 'splits:\n  a: { categories: <|literary|> }\n', '**literary** (category)\n\n1 skill'],
    ['a split', 'splits:\n  <|a|>: {}\n', '**a** (split)'],
    ['a value', 'study: { train: { schedule: <|cosine|> } }\n', 'Falls to zero along a half cosine.'],
    ['an unknown key', '<|other|>: 1\n', undefined],
    ['an unknown name', 'mixes:\n  - { topic: <|Chess|> }\n', undefined],
    ['a text', 'mixes:\n  - { text: <|irony|> }\n', undefined],
  ])('tells about %s', async (_, source, expected) => {
    expect(await hover(source)).toBe(expected);
    expect(await hover(source, 1)).toBe(expected);
  });
});

describe('definitions', () => {
  it('are found across files', async () => {
    const { project, ranges } = await open('mixes:\n  - { skills: [<|IRONY|>], topic: Sewing }\n');
    const definition = definitionAt(project, 'main', ranges[0]?.start ?? 0);
    expect(definition).toMatchObject({ kind: 'skill', path: 'library', range: marked(LIBRARY).ranges[0] });
  });

  it('are listed for each file', async () => {
    const { project } = await open('topics: [Chess]\n');
    expect(definitionsIn(project, 'library').map(({ range }) => range)).toEqual(marked(LIBRARY).ranges);
    expect(definitionsIn(project, 'main').map(({ name }) => name)).toEqual(['Chess']);
  });
});
