import { describe, expect, it } from 'vitest';
import { PROBLEM_CODES } from '../../../src/core/skillset/problemCodes.ts';
import { findProblems } from '../../../src/core/skillset/problems.ts';
import { loadProject } from '../../../src/core/skillset/project.ts';
import { fakeFiles } from './fakeFiles.ts';
import { marked, withMarks } from './marked.ts';
import { SAMPLES } from './samples.ts';

/** A whole file around the part that a case is about. */
const BASE = `skillset: 1
skills:
  - { name: irony, category: literary, definition: The opposite of what is meant., example: Lovely weather. }
  - { name: simile, category: rhetorical, definition: A likeness., example: As busy as a bee. }
topics: [Sewing, Chess]
`;
const skill = (more: string) =>
  `skillset: 1\nskills:\n  - name: litotes\n    category: rhetorical\n    definition: Saying less.\n    example: Not bad.\n${more}`;

interface Case {
  readonly code: string;
  /** Each problem's range is marked. */
  readonly triggers: string;
  /** The same without the mistake, or with what looks like it. */
  readonly nearly: string;
  readonly message: string;
}

const CASES: readonly Case[] = [
  {
    code: 'yaml-syntax',
    triggers: `${BASE}title: <|a|>: b\n`,
    nearly: `${BASE}title: a:b\n`,
    message: 'A second ": " stands in this line. Put a text that holds ": " in quotes.',
  },
  {
    code: 'yaml-syntax',
    triggers: `${BASE}<|mix|>\n`,
    nearly: `${BASE}# mix\n`,
    message: '"mix" stands alone. Write a key, a colon and a value, such as "title: My study".',
  },
  {
    code: 'unknown-anchor',
    triggers: `${BASE}title: <|*bold|>\n`,
    nearly: `${BASE}title: '*bold'\n`,
    message:
      'No anchor "&bold" stands before this alias. Write the value here, or put quotes around a text that starts with "*".',
  },
  {
    code: 'unsupported-tag',
    triggers: `${BASE}title: <|!bold|> text\n`,
    nearly: `${BASE}title: text !bold\n`,
    message: 'Unresolved tag: !bold. Tags have no meaning in a skillset: leave it out.',
  },
  {
    code: 'unknown-key',
    triggers: skill('    <|exmaples|>: [x]\n'),
    nearly: skill('    aliases: [exmaples]\n'),
    message: '"exmaples" is no key of a skill. Did you mean "example"?',
  },
  {
    code: 'unknown-key',
    triggers: `${BASE}<|topic|>: Sewing\n`,
    nearly: `${BASE}title: topic\n`,
    message: '"topic" is no key of a skillset file. Did you mean "topics"?',
  },
  {
    code: 'missing-key',
    triggers: 'skillset: 1\nskills:\n  - name: <|litotes|>\n    definition: Saying less.\n',
    nearly: skill(''),
    message: '"category" and "example" are missing in a skill. Add them.',
  },
  {
    code: 'missing-key',
    triggers: '<|title|>: x\n',
    nearly: 'title: x\nskillset: 1\n',
    message: '"skillset" is missing in a skillset file. Add it.',
  },
  {
    code: 'duplicate-key',
    triggers: skill('    <|name|>: other\n'),
    nearly: skill('    aliases: [name]\n'),
    message: '"name" stands twice in a skill. Keep one of them.',
  },
  {
    code: 'duplicate-key',
    triggers: `${BASE}<|topics|>: [Urbanism]\n`,
    nearly: `${BASE}title: topics\n`,
    message: '"topics" stands twice in a skillset file. Keep one of them.',
  },
  {
    code: 'wrong-type',
    triggers: `${BASE}study:\n  seed: <|"1"|>\n`,
    nearly: `${BASE}study:\n  seed: 1\n`,
    message: '"seed" is "1". Write a whole number, without quotes.',
  },
  {
    code: 'wrong-type',
    triggers: `${BASE}mixes:\n  - skills: <|{ irony: simile }|>\n    topic: Sewing\n`,
    nearly: `${BASE}mixes:\n  - skills: [irony]\n    topic: Sewing\n`,
    message:
      '"skills" holds a mapping, where a list belongs. Write its entries below, each after "- ", or in brackets, separated by commas.',
  },
  {
    code: 'wrong-type',
    triggers: `${BASE}<|study|>:\n  - seed: 1\n`,
    nearly: `${BASE}study:\n  seed: 1\n`,
    message:
      '"study" holds a list, where the study belongs. Write its keys below, indented, such as "seed: ...".',
  },
  {
    code: 'bad-value',
    triggers: `${BASE}splits:\n  training: { topics: <|half|> }\n`,
    nearly: `${BASE}splits:\n  training: { topics: 50% }\n`,
    message: '"topics" is "half". Write "all", "rest", a share such as "50%", or a list of topics.',
  },
  {
    code: 'bad-value',
    triggers: `${BASE}study: { train: { base: b, schedule: <|consant|> } }\n`,
    nearly: `${BASE}study: { train: { base: b, schedule: constant } }\n`,
    message: '"schedule" is "consant". Did you mean "constant"?',
  },
  {
    code: 'bad-value',
    triggers: `${BASE}study: { budget: <|50 EUR|> }\n`,
    nearly: `${BASE}study: { budget: 2000000 tokens }\n`,
    message:
      '"budget" is "50 EUR". Write an amount in US dollars, the one currency that prices are known in, such as "50 USD", or a number of tokens, such as "2000000 tokens".',
  },
  {
    code: 'bad-value',
    triggers: `${BASE}study: { data: { parts: [{ k: 1, attempts: 5 }], temperature: <|2.5|> } }\n`,
    nearly: `${BASE}study: { data: { parts: [{ k: 1, attempts: 5 }], temperature: 0 } }\n`,
    message: '"temperature" is "2.5". Write a number from 0 to 2.',
  },
  {
    code: 'bad-value',
    triggers: `${BASE}study: { data: { parts: [{ k: <|0|>, attempts: 5 }] } }\n`,
    nearly: `${BASE}study: { data: { parts: [{ k: 1, attempts: 5 }] } }\n`,
    message: '"k" is "0". Write a whole number of at least 1.',
  },
  {
    code: 'empty-value',
    triggers:
      'skillset: 1\nskills:\n  - name: litotes\n    category: x\n    definition:<|>\n    example: Not bad.\n',
    nearly:
      'skillset: 1\nskills:\n  - name: litotes\n    category: x\n    definition: 0\n    example: Not bad.\n',
    message:
      '"definition" is empty. Write a text, in quotes where it holds ": " or starts with a special character.',
  },
  {
    code: 'empty-value',
    triggers: `skillset: 1\ntopics:\n  - <|" "|>\n`,
    nearly: `skillset: 1\ntopics:\n  - " x"\n`,
    message:
      'An entry of "topics" is empty. Write the name of a topic, in quotes where it holds ": " or starts with a special character.',
  },
  {
    code: 'duplicate-skill',
    triggers: `${BASE.replace('name: simile', 'name: <|"Irony "|>')}`,
    nearly: `${BASE.replace('name: simile', 'name: irony (dry)')}`,
    message:
      'There is a skill "irony" already (case and spacing do not tell names apart). Rename one of them, or remove this one.',
  },
  {
    code: 'duplicate-topic',
    triggers: BASE.replace('Chess', 'Chess, <|Sewing|>'),
    nearly: BASE.replace('Chess', 'Chess, Sowing'),
    message: 'There is a topic "Sewing" already. Rename one of them, or remove this one.',
  },
  {
    code: 'duplicate-split',
    triggers: `${BASE}splits:\n  training: {}\n  <|Training|>: {}\n`,
    nearly: `${BASE}splits:\n  training: {}\n  training-2: {}\n`,
    message:
      'There is a split "training" already (case and spacing do not tell names apart). Rename one of them, or remove this one.',
  },
  {
    code: 'alias-clash',
    triggers: `${BASE}  \n`.replace('Lovely weather.', 'Lovely weather., aliases: [<|Simile|>]'),
    nearly: BASE.replace('Lovely weather.', 'Lovely weather., aliases: [irony, sarcasm]'),
    message: '"Simile" belongs to another skill too. Leave it out here or there.',
  },
  {
    code: 'reserved-split',
    triggers: `${BASE}splits:\n  <|All|>: {}\n`,
    nearly: `${BASE}splits:\n  overall: {}\n`,
    message:
      'The name "All" is reserved: it stands for all skills and all topics. Choose another name for this split.',
  },
  {
    code: 'unknown-skill',
    triggers: `${BASE}mixes:\n  - { skills: [irony, <|smile|>], topic: Sewing }\n`,
    nearly: `${BASE}mixes:\n  - { skills: [irony, "  SIMILE "], topic: Sewing }\n`,
    message: 'There is no skill "smile". Did you mean "simile"?',
  },
  {
    code: 'unknown-topic',
    triggers: `${BASE}mixes:\n  - { skills: [irony], topic: <|Beekeeping|> }\n`,
    nearly: `${BASE}mixes:\n  - { skills: [irony], topic: sewing }\n`,
    message: 'There is no topic "Beekeeping". Add it under "topics:", or include the file that has it.',
  },
  {
    code: 'unknown-category',
    triggers: `${BASE}splits:\n  a: { categories: [<|litrary|>] }\n`,
    nearly: `${BASE}splits:\n  a: { categories: [literary] }\n`,
    message: 'There is no category "litrary". Did you mean "literary"?',
  },
  {
    code: 'unknown-split',
    triggers: `${BASE}study: { evaluate: { splits: [<|held-out|>], k: [1] } }\n`,
    nearly: `${BASE}study: { evaluate: { splits: [all], k: [1] } }\n`,
    message: 'There is no split "held-out". Add it under "splits:", or include the file that has it.',
  },
  {
    code: 'unknown-name',
    triggers: `${BASE}splits:\n  a: { exclude: [<|checkers|>] }\n`,
    nearly: `${BASE}splits:\n  a: { exclude: [chess, irony] }\n`,
    message:
      'There is no skill and no topic "checkers". Add it under "skills:", or include the file that has it.',
  },
  {
    code: 'repeated-skill',
    triggers: `${BASE}mixes:\n  - { skills: [irony, simile, <|Irony|>], topic: Sewing }\n`,
    nearly: `${BASE}mixes:\n  - { skills: [irony, simile], topic: Sewing }\n  - { skills: [irony], topic: Sewing }\n`,
    message: '"Irony" stands twice in this mix. Remove one, or choose another skill.',
  },
  {
    code: 'named-in-definition',
    triggers: skill('').replace('Saying less.', '<|A litotes says less.|>'),
    nearly: skill('').replace('Saying less.', 'The litotester says less.'),
    message: 'The definition uses "litotes", which it should explain. Say it in other words.',
  },
  {
    code: 'bad-check',
    triggers: skill("    check: <|'(not'|>\n"),
    nearly: skill("    check: '\\(not'\n"),
    message:
      '"check" is "(not". The check is no regular expression: Unterminated group. Put it in single quotes, and a backslash before characters that stand for themselves.',
  },
  {
    code: 'k-out-of-range',
    triggers: `${BASE}splits:\n  a: { categories: [literary] }\nstudy: { evaluate: { splits: [all, a], k: [1, <|2|>] } }\n`,
    nearly: `${BASE}splits:\n  a: { categories: [literary] }\nstudy: { evaluate: { splits: [all], k: [1, 2] } }\n`,
    message: 'A mix of 2 skills cannot be drawn from the split "a": it has 1. Lower k, or add skills.',
  },
  {
    code: 'k-out-of-range',
    triggers: `${BASE}study: { data: { parts: [{ k: <|3|>, attempts: 5 }] } }\n`,
    nearly: `${BASE}study: { data: { parts: [{ k: 2, attempts: 5 }] } }\n`,
    message: 'A mix of 3 skills cannot be drawn from the split "all": it has 2. Lower k, or add skills.',
  },
  {
    code: 'include-missing',
    triggers: 'skillset: 1\ninclude: [<|gone.skillset.yaml|>]\n',
    nearly: 'skillset: 1\ninclude: [library.skillset.yaml]\n',
    message:
      'There is no file "gone.skillset.yaml" (looked for at dir/gone.skillset.yaml). Check the path: it is relative to this file.',
  },
  {
    code: 'include-cycle',
    triggers: 'skillset: 1\ninclude:\n  - <|main.skillset.yaml|>\n',
    nearly: 'skillset: 1\ninclude:\n  - library.skillset.yaml\n  - library.skillset.yaml\n',
    message:
      'Including "main.skillset.yaml" leads in a circle: main.skillset.yaml > main.skillset.yaml. Remove one of these includes.',
  },
];

const FILES = { 'dir/library.skillset.yaml': 'skillset: 1\n' };

async function problemsIn(text: string, files: Readonly<Record<string, string>> = FILES) {
  const path = 'dir/main.skillset.yaml';
  const project = await loadProject(path, fakeFiles({ ...files, [path]: text }));
  return findProblems(project).get(path) ?? [];
}

describe('problems', () => {
  it.each(CASES)('finds $code: $message', async ({ code, triggers, message }) => {
    const { text } = marked(triggers);
    const found = await problemsIn(text);
    expect(
      withMarks(
        text,
        found.map(({ range }) => range),
      ),
    ).toBe(triggers);
    expect(found.map((problem) => problem.code)).toEqual([code]);
    expect(found[0]?.message).toBe(message);
  });

  it.each(CASES)('leaves alone what nearly is $code: $message', async ({ nearly }) => {
    expect(await problemsIn(nearly)).toEqual([]);
  });

  it('has a case for every code that a file can trigger', () => {
    const elsewhere = ['too-many-aliases', 'too-deep', 'too-large', 'include-unreadable', 'unreadable-file'];
    const covered = new Set([...CASES.map(({ code }) => code), ...elsewhere]);
    expect(Object.keys(PROBLEM_CODES).filter((code) => !covered.has(code))).toEqual([]);
  });

  it.each(SAMPLES.map((text, index) => [index, text] as const))(
    'finds none in sample %i',
    async (_, text) => {
      expect(await problemsIn(text)).toEqual([]);
    },
  );

  it('reports in the library what is wrong in the library, and sees its names', async () => {
    const library = marked(`${BASE}mixes:\n  - { skills: [<|smile|>], topic: Sewing }\n`);
    const main =
      'skillset: 1\ninclude: [library.skillset.yaml]\nmixes:\n  - { skills: [irony], topic: Chess }\n';
    const files = { 'dir/main.skillset.yaml': main, 'dir/library.skillset.yaml': library.text };
    const found = findProblems(await loadProject('dir/main.skillset.yaml', fakeFiles(files)));
    expect(found.get('dir/main.skillset.yaml')).toEqual([]);
    const problems = found.get('dir/library.skillset.yaml') ?? [];
    const located = problems.map(({ code, range }) => ({ code, range }));
    expect(located).toEqual([{ code: 'unknown-skill', range: library.ranges[0] }]);
  });

  it('calls a name of a library that is defined again a duplicate, and points to the library', async () => {
    const main = marked('skillset: 1\ninclude: library.skillset.yaml\ntopics: [<|Chess|>]\n');
    const library = marked(BASE.replace('Chess', '<|Chess|>'));
    const [problem] = await problemsIn(main.text, { 'dir/library.skillset.yaml': library.text });
    expect(problem?.range).toEqual(main.ranges[0]);
    expect(problem?.related).toEqual([
      {
        path: 'dir/library.skillset.yaml',
        range: library.ranges[0],
        message: 'The first topic of this name.',
      },
    ]);
  });

  it('follows a circle of files and tells it where it closes', async () => {
    const files = {
      'dir/b.skillset.yaml': 'skillset: 1\ninclude: c.skillset.yaml\n',
      'dir/c.skillset.yaml': 'skillset: 1\ninclude: b.skillset.yaml\n',
      'dir/main.skillset.yaml': 'skillset: 1\ninclude: b.skillset.yaml\n',
    };
    const found = findProblems(await loadProject('dir/main.skillset.yaml', fakeFiles(files)));
    const message =
      'Including "b.skillset.yaml" leads in a circle: b.skillset.yaml > c.skillset.yaml > b.skillset.yaml. Remove one of these includes.';
    expect([...found].map(([path, problems]) => [path, problems.map((problem) => problem.message)])).toEqual([
      ['dir/c.skillset.yaml', [message]],
      ['dir/b.skillset.yaml', []],
      ['dir/main.skillset.yaml', []],
    ]);
  });

  it('says why a file cannot be read', async () => {
    const files = fakeFiles({ main: 'skillset: 1\ninclude: a.skillset.yaml\n' });
    const locked = { ...files, resolve: () => 'locked/a.skillset.yaml' };
    const [included] = findProblems(await loadProject('main', locked)).get('main') ?? [];
    expect(included).toMatchObject({
      code: 'include-unreadable',
      message: expect.stringContaining('permission denied'),
    });
    const [own] = findProblems(await loadProject('locked/a', files)).get('locked/a') ?? [];
    expect(own?.message).toBe(
      'The file could not be read: permission denied. Check the path and the permissions.',
    );
  });

  it('suggests the name where an alias is used as a reference', async () => {
    const text = BASE.replace('Lovely weather.', 'Lovely weather., aliases: [sarcasm]');
    const [problem] = await problemsIn(`${text}mixes:\n  - { skills: [sarcasm], topic: Sewing }\n`);
    expect(problem?.message).toBe(
      'There is no skill "sarcasm". It is an alias: refer to the skill by its name.',
    );
  });

  it('still reads the rest of a file while an entry is half typed', async () => {
    const { text, ranges } = marked(
      `${BASE}mixes:\n  - skills: [irony, "sim\n    topic: Sewing\n  - { skills: [<|smile|>], topic: Sewing }\n`,
    );
    const problems = await problemsIn(text);
    expect(problems.filter(({ code }) => code === 'unknown-skill').map(({ range }) => range)).toEqual(ranges);
    expect(problems.some(({ code }) => code === 'yaml-syntax')).toBe(true);
  });
});

describe('files that would take too much', () => {
  it('tells an alias bomb instead of expanding it', async () => {
    const lines = Array.from({ length: 12 }, (_, n) => `  - &a${n + 1} [${`*a${n}, `.repeat(9)}*a${n}]`);
    const problems = await problemsIn(`skillset: 1\ntopics:\n  - &a0 [x]\n${lines.join('\n')}\n`);
    expect(problems.filter(({ code }) => code === 'too-many-aliases')).toHaveLength(1);
  });

  it('tells an alias inside its own anchor', async () => {
    const problems = await problemsIn('skillset: 1\ntopics: &a [*a]\n');
    expect(problems.map(({ code }) => code)).toContain('too-deep');
  });

  it.each([`${'['.repeat(60)}${']'.repeat(60)}`, '['.repeat(20_000), '{a: '.repeat(20_000)])(
    'tells deep nesting',
    async (text) => {
      const problems = await problemsIn(`skillset: 1\ntitle: ${text}\n`);
      expect(problems.map(({ code }) => code)).toContain('too-deep');
    },
  );

  it.each([
    ['a list in brackets that is too long', `skillset: 1\ntopics: [${'a, '.repeat(200_000)}]\n`, 'too-large'],
    ['a file that is no skillset', 'a\n'.repeat(200_000), 'yaml-syntax'],
    ['five hundred broken entries', `skillset: 1\nskills:\n${'  - }\n'.repeat(500)}`, 'yaml-syntax'],
  ])('tells %s', async (_, text, code) => {
    expect((await problemsIn(text)).map((problem) => problem.code)).toContain(code);
  });

  it('tells a file of 10 MB instead of reading it', async () => {
    const text = `skillset: 1\ntopics:\n${'  - Sewing by the sea\n'.repeat(500_000)}`;
    expect((await problemsIn(text)).map(({ code }) => code)).toEqual(['too-large']);
  });
});
