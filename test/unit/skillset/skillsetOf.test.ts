import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../src/core/skillset/document.ts';
import { mixEntries, mixesKey } from '../../../src/core/skillset/mixEntries.ts';
import { loadProject } from '../../../src/core/skillset/project.ts';
import { skillsetOf } from '../../../src/core/skillset/skillsetOf.ts';
import { fakeFiles } from './fakeFiles.ts';
import { marked } from './marked.ts';
import { ANCHORED, LIBRARY, STUDY } from './samples.ts';

async function read(text: string, others: Readonly<Record<string, string>> = {}) {
  return skillsetOf(
    await loadProject(
      'dir/my study.skillset.yaml',
      fakeFiles({ ...others, 'dir/my study.skillset.yaml': text }),
    ),
  );
}

describe('what a file says', () => {
  it('is read completely', async () => {
    const skillset = await read(STUDY);
    expect(skillset.title).toBe('Rhetoric and reasoning');
    expect(skillset.skills.map(({ name }) => name)).toEqual([
      'red herring',
      'rhetorical question',
      'modus ponens (logic)',
    ]);
    expect(skillset.skills[1]).toEqual({
      name: 'rhetorical question',
      category: 'rhetorical',
      definition: 'Something asked for effect, not for an answer.',
      example: "Who doesn't want a quieter home?",
      aliases: [],
      common: false,
      check: '\\?',
    });
    expect(skillset.topics.at(-1)).toEqual({ name: 'Food, drink & wine', aliases: [] });
    expect(skillset.splits).toEqual([
      { name: 'training', categories: ['rhetorical'], exclude: [], topics: { kind: 'share', share: 0.5 } },
      { name: 'held-out', categories: ['logic'], exclude: ['Sewing'], topics: { kind: 'rest' } },
    ]);
    expect(
      skillset.mixes.map(({ index, skills, topic, text }) => [index, skills.length, topic.name, text]),
    ).toEqual([
      [0, 2, 'Sewing', 'Who sews?\n\n  - name: not an entry\n# not a comment\n'],
      [1, 2, 'Food, drink & wine', undefined],
    ]);
    expect(skillset).toMatchObject({ seed: 10, student: 'openai/gpt-4o' });
    expect(skillset.grade).toEqual({ graders: ['openai/gpt-4o', 'rule'], rounds: 3, nameRule: true });
    expect(skillset.study).toEqual({
      data: {
        student: 'openai/gpt-4o',
        keep: 'full-marks',
        parts: [
          { k: 1, skills: 'all', topics: 'training', attempts: 5 },
          { k: 2, skills: 'training', topics: 'training', attempts: 2 },
        ],
        order: 'nested',
        repeats: false,
      },
      train: {
        base: 'mistralai/Mistral-7B-Instruct-v0.2',
        engine: 'trl',
        data: {},
        method: { kind: 'full' },
        precision: 'float32',
        steps: 4000,
        batch: 64,
        learningRate: 2e-5,
        schedule: 'constant',
        warmup: 64,
        maxLength: 1024,
        sharding: 'fsdp',
        saveEvery: 500,
      },
      evaluate: {
        engine: 'vllm',
        splits: ['training', 'all'],
        k: [1, 2],
        mixes: 2,
        generations: 3,
        unseen: true,
        order: 'nested',
        repeats: false,
      },
      budget: { kind: 'money', amount: 50, currency: 'USD' },
    });
  });

  it('has what the study says of how mixes are drawn and the student is asked', async () => {
    const { study } = await read(`skillset: 1
skills:
  - { name: irony, category: c, definition: d, example: e }
  - { name: simile, category: c, definition: d, example: e }
study:
  data: { parts: [{ k: 1, attempts: 5 }], order: independent, repeats: true, temperature: 0, maxTokens: 512, keep: all }
  evaluate: { splits: all, k: 2, students: [lab/a, lab/org/b], unseen: false, temperature: 0.7 }
  budget: 2000000 tokens
`);
    expect(study?.data).toEqual({
      keep: 'all',
      parts: [{ k: 1, skills: 'all', topics: 'all', attempts: 5 }],
      order: 'independent',
      repeats: true,
      temperature: 0,
      maxTokens: 512,
    });
    expect(study?.evaluate).toMatchObject({
      splits: ['all'],
      k: [2],
      mixes: 100,
      generations: 3,
      students: ['lab/a', 'lab/org/b'],
      unseen: false,
      temperature: 0.7,
    });
    expect(study?.budget).toEqual({ kind: 'tokens', amount: 2_000_000 });
  });

  it('has who is evaluated, at endpoints and on a target', async () => {
    const of = (keys: string) =>
      read(`skillset: 1
skills:
  - { name: irony, category: c, definition: d, example: e }
study:
  evaluate: { splits: all, k: 1${keys} }
`).then(({ study }) => study?.evaluate);
    const mixed = await of(', students: [tuned, openai/gpt-4o, base], engine: transformers, target: lab');
    expect(mixed).toMatchObject({
      students: ['openai/gpt-4o'],
      models: ['base', 'tuned'],
      engine: 'transformers',
      target: 'lab',
    });
    expect(await of(', students: base')).toMatchObject({ students: [], models: ['base'], engine: 'vllm' });
    expect(await of('')).not.toHaveProperty('models');
  });

  it('has what the study says of the training', async () => {
    const { study } = await read(`skillset: 1
study:
  train:
    base: org/model
    engine: axolotl
    target: lab
    data: { k: [1, 2], size: 8000 }
    lora: { rank: 8, alpha: 8, dropout: 0.1, modules: [q_proj, v_proj] }
    steps: 100
    batch: 32
    perDevice: 2
    learningRate: 1e-4
    schedule: cosine
    warmup: 0
    maxLength: 512
    chatTemplate: chatml
    sharding: zero3
    saveEvery: 50
    pretraining: { path: /data/sample.jsonl, share: 0.1 }
    seed: 3
`);
    expect(study?.train).toEqual({
      base: 'org/model',
      engine: 'axolotl',
      target: 'lab',
      data: { k: [1, 2], size: 8000 },
      method: { kind: 'lora', rank: 8, alpha: 8, dropout: 0.1, modules: ['q_proj', 'v_proj'] },
      precision: 'bfloat16',
      steps: 100,
      batch: 32,
      perDevice: 2,
      learningRate: 1e-4,
      schedule: 'cosine',
      warmup: 0,
      maxLength: 512,
      chatTemplate: 'chatml',
      sharding: 'zero3',
      saveEvery: 50,
      pretraining: { path: '/data/sample.jsonl', share: 0.1 },
      seed: 3,
    });
  });

  it('leaves to others what the study does not say, and has defaults for the rest', async () => {
    expect(await read('skillset: 1\nstudy: { grade: { graders: rule } }\n')).toEqual({
      title: 'my study',
      skills: [],
      topics: [],
      splits: [],
      mixes: [],
      seed: 0,
      grade: { graders: ['rule'] },
    });
  });

  it('puts included files first, and takes mixes and study from the root only', async () => {
    const included = `${LIBRARY.replace('mixes: []', 'mixes: [{ skills: [irony], topic: Chess }]')}study: { seed: 3 }\n`;
    const skillset = await read(
      'include: [library]\ntopics: [Sewing]\nmixes: [{ skills: [Simile], topic: chess }]\n',
      {
        'dir/library': included,
      },
    );
    expect(skillset.topics.map(({ name }) => name)).toEqual(['Urbanism', 'Chess', "Rock 'n' roll", 'Sewing']);
    expect(skillset.mixes.map(({ skills, topic }) => [skills[0]?.name, topic.aliases])).toEqual([
      ['simile', ['checkmate', 'gambit']],
    ]);
    expect(skillset.seed).toBe(0);
  });

  it('follows anchors', async () => {
    const skillset = await read(ANCHORED);
    expect(skillset.skills[1]).toMatchObject({ name: 'second', definition: 'One thing after another.' });
    expect(skillset.mixes[0]?.topic.name).toBe('Sewing');
  });

  it('leaves out what has an error, and what rests on it', async () => {
    const skillset = await read(`skillset: 1
skills:
  - { name: whole, category: c, definition: d, example: e }
  - { name: half, category: c, definition: d }
  - { name: Whole, category: other, definition: d, example: e }
  - { name: typo, category: c, definition: d, example: e, chek: x }
  - name: "open
topics: [T, t, 5]
splits:
  good: { categories: c }
  bad: { categories: unknown }
  last: { topics:  }
mixes:
  - { skills: [half], topic: T }
  - { skills: [whole, whole], topic: T }
  - { skills: [whole], topic: T }
  - { skills: [whole] }
  - skills: [whole]
    topic:
study:
  seed: ten
  data: { student: "no slash", parts: [] }
  grade: { graders: [rule], rounds: 0 }`);
    expect(skillset.skills).toEqual([
      { name: 'whole', category: 'c', definition: 'd', example: 'e', aliases: [], common: false },
    ]);
    expect(skillset.topics.map(({ name }) => name)).toEqual(['T', '5']);
    expect(skillset.splits.map(({ name }) => name)).toEqual(['good']);
    expect(skillset.mixes.map(({ index }) => index)).toEqual([2]);
    expect(skillset.seed).toBe(0);
    expect(skillset).not.toHaveProperty('student');
    expect(skillset).not.toHaveProperty('grade');
    expect(skillset).not.toHaveProperty('study');
  });
});

describe('the places of mixes', () => {
  it('are told for every entry, whether it is right or not', () => {
    const { text, ranges } = marked(`skillset: 1
<|mixes|>:
  <|<|- skills: [<|a|>, <|"b, c"|>]|>
    topic: <|T x|> # c
    text: <||
      One.
|>|>
  # comment
  <|<|- { skills: <|d|> }|>|>
`);
    const document = parseDocument('a', text);
    const [key, entry, firstLine, a, b, topic, content, second, secondLine, d] = ranges;
    expect(mixesKey(document)).toEqual(key);
    expect(mixEntries(document)).toEqual([
      {
        index: 0,
        range: { start: entry?.start, end: (entry?.end ?? 0) - 1 },
        firstLine,
        skills: [
          { value: 'a', range: a },
          { value: 'b, c', range: b },
        ],
        topic: { value: 'T x', range: topic },
        text: { value: 'One.\n', range: content },
      },
      { index: 1, range: second, firstLine: secondLine, skills: [{ value: 'd', range: d }] },
    ]);
  });
});
