import { describe, expect, it } from 'vitest';
import { definitionAt, definitionsIn } from '../../../src/core/skillset/definitions.ts';
import type { HoverSources } from '../../../src/core/skillset/hoverSources.ts';
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

async function hover(source: string, at = 0, sources: HoverSources = {}) {
  const { project, ranges } = await open(source);
  const range = ranges[0] ?? { start: 0, end: 0 };
  const found = hoverAt(project, 'main', range.start + at, sources);
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
      '**irony** (literary skill)\n\nSaying \\*the opposite\\*.\n\n*Example:* Lovely weather.\n\n*Also:* sarcasm · dry wit\n\n*Used* in 1 mix (line 3)',
    ],
    ['a topic', 'mixes:\n  - { topic: <|"Sewing"|> }\n', '**Sewing** (topic)\n\n*Used* in 1 mix (line 3)'],
    [
      'a category',
      'splits:\n  a: { categories: <|literary|> }\n',
      '**literary** (category)\n\n1 skill\n\n*Used* in the split a',
    ],
    ['a split', 'splits:\n  <|a|>: {}\n', '**a** (split)\n\n1 skill, 1 topic'],
    ['a value', 'study: { train: { schedule: <|cosine|> } }\n', 'Falls to zero along a half cosine.'],
    ['an unknown key', '<|other|>: 1\n', undefined],
    ['an unknown name', 'mixes:\n  - { topic: <|Chess|> }\n', undefined],
    ['a text', 'mixes:\n  - { text: <|irony|> }\n', undefined],
  ])('tells about %s', async (_, source, expected) => {
    expect(await hover(source)).toBe(expected);
    expect(await hover(source, 1)).toBe(expected);
  });
});

/** A skill in two splits and seven mixes. */
const USED = `skills:
  - name: <|pun|>
    category: literary
    definition: Two meanings.
    example: A key moment.
topics: [Chess]
splits:
  training: { categories: literary }
  'a [b]': { skills: [pun] }
mixes:
${'  - { skills: [pun, irony], topic: Chess }\n'.repeat(7)}`;

describe('hover on a name', () => {
  const linkTo: HoverSources['linkTo'] = ({ path, line }) => `${path}#${line}`;

  it('leads to the mixes and splits that it is in', async () => {
    const told = await hover(USED, 0, { linkTo });
    expect(told?.split('\n\n').at(-1)).toBe(
      '*Used* in 7 mixes ([line 12](main#11), [line 13](main#12), [line 14](main#13), [line 15](main#14), [line 16](main#15), …); the splits [training](main#8), [a \\[b\\]](main#9)',
    );
  });

  it('tells the rate of a skill that was graded', async () => {
    const rates = new Map([['pun', { tried: 1200, rate: 0.825, low: 0.76, high: 0.891 }]]);
    const rateOf = (skill: string) => rates.get(skill);
    expect((await hover(USED, 0, { rateOf }))?.split('\n\n').at(-1)).toBe(
      '*Rate so far:* 83 % of 1,200 verdicts (95 % interval 76–89 %)',
    );
    expect(await hover(USED.replace('pun|>', 'quip|>'), 0, { rateOf })).not.toContain('Rate');
  });

  it('tells the size of a split, and where the study names it', async () => {
    const study = 'splits:\n  a: { categories: literary }\nstudy: { evaluate: { splits: <|a|>, k: 1 } }\n';
    expect(await hover(study, 0, { linkTo })).toBe(
      '**a** (split)\n\n1 skill, 1 topic\n\n*Used* in 1 place of the study ([line 4](main#3))',
    );
  });
});

describe('hover on the study', () => {
  const study = (parts: string) => `skills:
  - { name: pun, category: b, definition: Two meanings., example: A key moment. }
topics: [Chess]
splits:
  a: { categories: [literary] }
study:
${parts}`;

  it('tells how many mixes of a size there are', async () => {
    const data = study('  data: { parts: [{ k: <|2|>, attempts: 2 }] }\n');
    expect(await hover(data)).toBe('2 different mixes of 2 skills and a topic can be drawn from all.');
    const one = study('  data: { parts: [{ k: <|1|>, skills: a, topics: all, attempts: 2 }] }\n');
    const tried: string[] = [];
    const triedMixes: HoverSources['triedMixes'] = ({ k, split }) => tried.push(`${k} ${split}`);
    expect(await hover(one, 0, { triedMixes })).toBe(
      '2 different mixes of 1 skill and a topic can be drawn from a skills, all topics. 1 of them was tried.',
    );
    expect(tried).toEqual(['1 a skills, all topics']);
  });

  it('tells the same of every size and split of an evaluation', async () => {
    const evaluate = study('  evaluate: { splits: [all, a], <|k|>: [1, 2] }\n');
    expect(await hover(evaluate, 0, { triedMixes: ({ k }) => k - 1 })).toBe(
      '**k** (required)\n\nThe numbers of skills per mix.\n\n| split | k | mixes | tried |\n| - | -: | -: | -: |\n| all | 1 | 4 | 0 |\n| a | 1 | 2 | 0 |\n| all | 2 | 2 | 1 |\n| a | 2 | 0 | 1 |',
    );
    const second = study('  evaluate: { splits: [all, a], k: [1, <|2|>] }\n');
    expect(await hover(second)).toBe(
      '| split | k | mixes |\n| - | -: | -: |\n| all | 2 | 2 |\n| a | 2 | 0 |',
    );
  });

  it('tells what a part of it takes', async () => {
    const takes: HoverSources['takes'] = (part) => [`5 calls for ${part}.`, 'Cost: $3.20.'];
    const data = study('  <|data|>: { parts: [{ k: 2, attempts: 2 }] }\n');
    expect(await hover(data, 0, { takes })).toBe(
      '**data**\n\nHow the training texts are made.\n\n*Takes*, from its beginning:\n- 5 calls for data.\n- Cost: \\$3.20.',
    );
    const seed = study('  <|seed|>: 1\n');
    expect(await hover(seed, 0, { takes })).not.toContain('Takes');
  });

  it('tells nothing of a number that is no size', async () => {
    expect(await hover(study('  seed: <|12|>\n'))).toBeUndefined();
    expect(await hover(study('  data: { parts: [{ k: many<||>, attempts: 2 }] }\n'))).toBeUndefined();
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
