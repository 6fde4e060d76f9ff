import { describe, expect, it } from 'vitest';
import { budgetProblems } from '../../../src/core/skillset/budgetProblems.ts';
import type { Problem, Severity } from '../../../src/core/skillset/problem.ts';
import { PROBLEM_CODES } from '../../../src/core/skillset/problemCodes.ts';
import { findProblems } from '../../../src/core/skillset/problems.ts';
import { loadProject } from '../../../src/core/skillset/project.ts';
import { shownProblems } from '../../../src/core/skillset/shownProblems.ts';
import type { Surroundings } from '../../../src/core/skillset/surroundings.ts';
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

/** Six skills, of which the last has a check and its own example; `matching` of the others' examples hold a bee. */
const examples = ({ matching, check }: { readonly matching: number; readonly check: string }) => {
  const others = Array.from({ length: 5 }, (_, index) =>
    entry({ name: `skill ${index}`, example: index < matching ? 'A bee.' : 'A cat.' }),
  );
  return `skillset: 1\nskills:\n${others.join('')}${entry({ name: 'buzzing', example: 'The bees.' })}    check: ${check}\n`;
};
const entry = ({ name, example }: { readonly name: string; readonly example: string }) =>
  `  - name: ${name}\n    category: c\n    definition: Words.\n    example: ${example}\n`;

/** A study with a split for the data and one that is held out. */
const heldOut = ({
  data,
  evaluated = 'held-out',
}: {
  readonly data: string;
  readonly evaluated?: string;
}) => `${BASE}splits:
  training: { categories: literary, topics: [Sewing] }
  held-out: { categories: rhetorical, topics: [Chess] }
study: { data: { parts: [${data}] }, evaluate: { splits: [${evaluated}], k: 1, mixes: 1 } }
`;
const DRAWS_A = 'study: { evaluate: { splits: a, k: 1, mixes: 1 } }\n';
const DRAWS_IRONY = `splits:\n  a: { skills: [irony] }\n${DRAWS_A}`;

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
    triggers: `${BASE}study: { data: { parts: [{ k: 1, attempts: 4 }], temperature: <|2.5|> } }\n`,
    nearly: `${BASE}study: { data: { parts: [{ k: 1, attempts: 4 }], temperature: 0 } }\n`,
    message: '"temperature" is "2.5". Write a number from 0 to 2.',
  },
  {
    code: 'bad-value',
    triggers: `${BASE}study: { data: { parts: [{ k: <|0|>, attempts: 4 }] } }\n`,
    nearly: `${BASE}study: { data: { parts: [{ k: 1, attempts: 4 }] } }\n`,
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
    triggers: `${BASE}study: { evaluate: { splits: [<|held-out|>], k: [1], mixes: 1 } }\n`,
    nearly: `${BASE}study: { evaluate: { splits: [all], k: [1], mixes: 1 } }\n`,
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
    nearly: skill("    check: '(not)'\n"),
    message:
      '"check" is "(not". The check is no regular expression: Unterminated group. Put it in single quotes, and a backslash before characters that stand for themselves.',
  },
  {
    code: 'k-out-of-range',
    triggers: `${BASE}splits:\n  a: { categories: [literary] }\nstudy: { evaluate: { splits: [all, a], k: [1, <|2|>], mixes: 1 } }\n`,
    nearly: `${BASE}splits:\n  a: { categories: [literary] }\nstudy: { evaluate: { splits: [all], k: [1, 2], mixes: 1 } }\n`,
    message: 'A mix of 2 skills cannot be drawn from the split "a": it has 1. Lower k, or add skills.',
  },
  {
    code: 'k-out-of-range',
    triggers: `${BASE}study: { data: { parts: [{ k: <|3|>, attempts: 5 }] } }\n`,
    nearly: `${BASE}study: { data: { parts: [{ k: 2, attempts: 2 }] } }\n`,
    message: 'A mix of 3 skills cannot be drawn from the split "all": it has 2. Lower k, or add skills.',
  },
  {
    code: 'trained-k',
    triggers: `${heldOut({ data: '{ k: 1, split: training, attempts: 1 }' }).replace('k: 1, mixes', 'k: [<|1|>, 2], mixes').replace('held-out],', 'all],')}`,
    nearly: `${heldOut({ data: '{ k: 1, split: training, attempts: 1 }' }).replace('k: 1, mixes', 'k: [2], mixes').replace('held-out],', 'all],')}`,
    message:
      'The data has mixes of 1 skill too, so a student trained on it has seen this size. A k above 1 asks for more skills than it ever combined.',
  },
  {
    code: 'near-duplicate-skill',
    triggers: BASE.replace('name: irony', 'name: dramatic irony').replace('simile', '<|irony (dramatic)|>'),
    nearly: BASE.replace('name: irony', 'name: dramatic irony').replace('simile', 'verbal irony'),
    message:
      '"irony (dramatic)" has the same words as "dramatic irony". Keep one of them, and make the other an alias.',
  },
  {
    code: 'example-fails-check',
    triggers: skill("    check: <|'\\?'|>\n"),
    nearly: skill("    check: '^not'\n"),
    message:
      'The example of this skill does not match its check. Change one of them, so that the example earns the point.',
  },
  {
    code: 'broad-check',
    triggers: examples({ matching: 3, check: "<|'bee'|>" }),
    nearly: examples({ matching: 2, check: "'bee'" }),
    message:
      'The check matches 3 of 5 examples of other skills, so nearly every text would earn the point. Ask for something that only this skill has.',
  },
  {
    code: 'too-few-mixes',
    triggers: `${BASE}study: { data: { parts: [{ k: 2, attempts: <|3|> }] } }\n`,
    nearly: `${BASE}study: { data: { repeats: true, parts: [{ k: 2, attempts: 3 }] } }\n`,
    message:
      'There are only 2 different mixes of 2 skills and a topic in the split "all", fewer than the 3 asked for. Lower "attempts", or add skills or topics.',
  },
  {
    code: 'too-few-mixes',
    triggers: `${BASE}splits:\n  a: { topics: [Chess] }\nstudy: { data: { parts: [{ k: 2, skills: all, topics: a, attempts: <|2|> }] }, evaluate: { splits: all, k: 1, mixes: 4 } }\n`,
    nearly: `${BASE}splits:\n  a: { topics: [Chess] }\nstudy: { data: { parts: [{ k: 2, skills: all, topics: a, attempts: 1 }] }, evaluate: { splits: all, k: 1, mixes: 4 } }\n`,
    message:
      'There is only 1 mix of 2 skills and a topic in the skills of "all" and the topics of "a", fewer than the 2 asked for. Lower "attempts", or add skills or topics.',
  },
  {
    code: 'too-few-mixes',
    triggers: `${BASE}study: { evaluate: { splits: [all], k: [<|1|>] } }\n`,
    nearly: `${BASE}study: { evaluate: { splits: [all], k: [1], mixes: 4 } }\n`,
    message:
      'There are only 4 different mixes of 1 skill and a topic in the split "all", fewer than the 100 asked for. Lower "mixes", or add skills or topics.',
  },
  {
    code: 'empty-split',
    triggers: `${BASE}splits:\n  <|a|>: { categories: [literary], exclude: [irony] }\n`,
    nearly: `${BASE}splits:\n  a: { categories: [literary], exclude: [simile] }\n`,
    message:
      'The split "a" has no skills, so that no mix can be drawn from it. Check what it takes and what it leaves out.',
  },
  {
    code: 'empty-split',
    triggers: `${BASE}splits:\n  a: { topics: 100% }\n  <|b|>: { skills: irony, topics: rest }\n`,
    nearly: `${BASE}splits:\n  a: { topics: 50% }\n  b: { skills: irony, topics: rest }\n`,
    message:
      'The split "b" has no topics, so that no mix can be drawn from it. Check what it takes and what it leaves out.',
  },
  {
    code: 'overlapping-splits',
    triggers: `${BASE}splits:\n  a: { categories: literary }\n  <|b|>: { skills: [irony] }\n`,
    nearly: `${BASE}splits:\n  a: { categories: literary }\n  b: { skills: [simile] }\n  c: {}\n`,
    message: 'The splits "a" and "b" share the skill "irony": neither is held out from the other.',
  },
  {
    code: 'leak-in-combination',
    triggers: heldOut({
      data: '{ k: 2, skills: all, topics: training, attempts: 1 }',
      evaluated: '<|held-out|>',
    }),
    nearly: heldOut({ data: '{ k: 1, split: training, attempts: 1 }' }),
    message:
      '1 of 1 skills ("simile") of "held-out" are in the data in combination with others. Draw the data from a split that leaves them out.',
  },
  {
    code: 'leak-alone',
    triggers: heldOut({
      data: '{ k: 1, skills: all, topics: training, attempts: 1 }',
      evaluated: '<|held-out|>',
    }),
    nearly: heldOut({ data: '{ k: 1, skills: training, topics: training, attempts: 1 }' }),
    message:
      '1 of 1 skills ("simile") of "held-out" are in the data alone (k = 1), and in no combination: results on them are on combining them, not on learning them.',
  },
  {
    code: 'leak-of-topics',
    triggers: heldOut({
      data: '{ k: 1, skills: training, topics: all, attempts: 1 }',
      evaluated: '<|held-out|>',
    }),
    nearly: heldOut({ data: '{ k: 1, split: training, attempts: 1 }', evaluated: 'training, all, held-out' }),
    message:
      '1 of 1 topics ("Chess") of "held-out" are in the data. Give one of the two splits other topics, such as the rest of a share.',
  },
  {
    code: 'unused-skill',
    triggers: BASE.replace('simile', '<|simile|>') + DRAWS_IRONY,
    nearly: `${BASE}mixes:\n  - { skills: [simile], topic: Chess }\n${DRAWS_IRONY}`,
    message: 'The study never draws the skill "simile", and no mix of this file has it.',
  },
  {
    code: 'unused-topic',
    triggers: `${BASE.replace('Chess', '<|Chess|>')}splits:\n  a: { topics: [Sewing] }\n${DRAWS_A}`,
    nearly: `${BASE}splits:\n  a: { topics: [Sewing] }\n${DRAWS_A.replace('splits: a', 'splits: [a, all]')}`,
    message: 'The study never draws the topic "Chess", and no mix of this file has it.',
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

/** Codes that take more than one text: the codes of something that triggers them, and of something that nearly does. */
const ELSEWHERE: Readonly<Record<string, Readonly<Record<'triggers' | 'nearly', () => Promise<string[]>>>>> =
  {
    'too-many-aliases': {
      triggers: () => codesIn(`${BASE}title: &a [${'x, '.repeat(100)}]\ninclude: [${'*a, '.repeat(100)}]\n`),
      nearly: () => codesIn(`${BASE}title: &a [${'x, '.repeat(100)}]\ninclude: [${'*a, '.repeat(90)}]\n`),
    },
    'too-deep': {
      triggers: () => codesIn(`${BASE}title: ${'['.repeat(41)}${']'.repeat(41)}\n`),
      nearly: () => codesIn(`${BASE}title: ${'['.repeat(38)}${']'.repeat(38)}\n`),
    },
    'too-large': {
      triggers: () => codesIn(`${BASE}title: "${'a'.repeat(500_000)}"\n`),
      nearly: () => codesIn(`${BASE}title: "${'a'.repeat(499_000)}"\n`),
    },
    'unreadable-file': {
      triggers: () => codesOf('locked/main', 'skillset: 1\n'),
      nearly: () => codesOf('main', 'skillset: 1\n'),
    },
    'include-unreadable': {
      triggers: () => codesOf('main', 'skillset: 1\ninclude: locked/a\n'),
      nearly: () => codesOf('main', 'skillset: 1\ninclude: unlocked/a\n'),
    },
    'unknown-endpoint': {
      triggers: () =>
        codesIn(`${BASE}study: { grade: { graders: [openai/x] } }\n`, { endpoints: ['openay'] }),
      nearly: () =>
        codesIn(`${BASE}study: { grade: { graders: [openai/x, rule] } }\n`, { endpoints: ['openai'] }),
    },
    'unknown-target': {
      triggers: () => codesIn(`${BASE}study: { train: { base: b, target: lab } }\n`, { targets: [] }),
      nearly: () => codesIn(`${BASE}study: { train: { base: b, target: lab } }\n`, { targets: ['lab'] }),
    },
    'budget-too-small': {
      triggers: () => budgetCodes(10.01),
      nearly: () => budgetCodes(10),
    },
    'more-problems': {
      triggers: async () => shownProblems(some('hint', 4), 3).map(({ code }) => code),
      nearly: async () => shownProblems(some('hint', 3), 3).map(({ code }) => code),
    },
  };

async function codesIn(text: string, surroundings: Surroundings = {}): Promise<string[]> {
  const project = await loadProject('main', fakeFiles({ main: text }));
  return (findProblems(project, surroundings).get('main') ?? []).map(({ code }) => code);
}

/** With a file in the folder `unlocked`; what is in the folder `locked` cannot be read. */
async function codesOf(path: string, text: string): Promise<string[]> {
  const files = fakeFiles({ [path]: text, 'unlocked/a': 'skillset: 1\n' });
  return (findProblems(await loadProject(path, files)).get(path) ?? []).map(({ code }) => code);
}

async function budgetCodes(money: number): Promise<string[]> {
  const project = await loadProject('main', fakeFiles({ main: 'skillset: 1\nstudy: { budget: 10 USD }\n' }));
  return budgetProblems(project, { money, tokens: 0, unpriced: [] }).map(({ code }) => code);
}

function some(severity: Severity, count: number): Problem[] {
  return Array.from({ length: count }, (_, at) => ({
    ...{ code: 'bad-value', severity, message: `${severity} ${at}` },
    range: { start: at, end: at + 1 },
  }));
}

const FILES = { 'dir/library.skillset.yaml': 'skillset: 1\n' };

async function problemsIn(text: string, files: Readonly<Record<string, string>> = FILES) {
  const path = 'dir/main.skillset.yaml';
  const project = await loadProject(path, fakeFiles({ ...files, [path]: text }));
  return findProblems(project).get(path) ?? [];
}

/** Small studies evaluate at the size that they train on; that is told in them all, and is no mistake. */
function isAbout(what: string): (problem: Problem) => boolean {
  return ({ code }) => code !== 'trained-k' || what === code;
}

describe('problems', () => {
  it.each(CASES)('finds $code: $message', async ({ code, triggers, message }) => {
    const { text } = marked(triggers);
    const found = (await problemsIn(text)).filter(isAbout(code));
    expect(
      withMarks(
        text,
        found.map(({ range }) => range),
      ),
    ).toBe(triggers);
    expect(found.map((problem) => problem.code)).toEqual([code]);
    expect(found[0]?.message).toBe(message);
  });

  it.each(CASES)('leaves alone what nearly is $code: $message', async ({ code, nearly }) => {
    expect((await problemsIn(nearly)).filter(isAbout(code))).toEqual([]);
  });

  it.each(Object.entries(ELSEWHERE))(
    'finds %s, and leaves alone what nearly is one',
    async (code, { triggers, nearly }) => {
      expect(await triggers()).toContain(code);
      expect(await nearly()).not.toContain(code);
    },
  );

  it('has a case for every code', () => {
    const covered = new Set([...CASES.map(({ code }) => code), ...Object.keys(ELSEWHERE)]);
    expect(Object.keys(PROBLEM_CODES).filter((code) => !covered.has(code))).toEqual([]);
  });

  it.each(SAMPLES.map((text, index) => [index, text] as const))(
    'finds none in sample %i',
    async (_, text) => {
      expect((await problemsIn(text)).filter(isAbout('mistakes'))).toEqual([]);
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

describe('the problems that an editor shows', () => {
  it('are all, where there are not too many', () => {
    const problems = [...some('hint', 2), ...some('error', 1)];
    expect(shownProblems(problems, 3)).toBe(problems);
  });

  it('are the most serious in the order of the text, and how many more there are', () => {
    const shown = shownProblems([...some('hint', 5), ...some('error', 2), ...some('warning', 2)], 3);
    expect(shown.map(({ message }) => message)).toEqual([
      '6 more problems are not shown. Mend some of these first, or run "skillmix check" to see all.',
      'error 0',
      'warning 0',
      'error 1',
    ]);
  });
});

describe('problems with what the machine knows', () => {
  const text = `${BASE}study:
  data: { student: <|openay/gpt-4o|>, parts: [{ k: 1, attempts: 1 }] }
  train: { base: b, target: <|lab|> }
  grade: { graders: [rule, anthropic/x, <|here/y|>] }
`;
  const codes = async (surroundings: Surroundings) => {
    const project = await loadProject('a', fakeFiles({ a: marked(text).text }));
    return (findProblems(project, surroundings).get('a') ?? []).map(({ code, range, message }) => ({
      code,
      range,
      message,
    }));
  };

  it('are endpoints and targets that the settings do not have', async () => {
    const found = await codes({ endpoints: ['openai', 'anthropic'], targets: ['cluster'] });
    const expected = [
      ['unknown-endpoint', 'The settings know no endpoint "openay". Did you mean "openai"?'],
      ['unknown-target', 'The settings know no target "lab". Add it to the setting "skillmix.targets".'],
      [
        'unknown-endpoint',
        'The settings know no endpoint "here". Add it to the setting "skillmix.endpoints".',
      ],
    ];
    expect(found.map(({ code, message }) => [code, message])).toEqual(expected);
    expect(found.map(({ range }) => range)).toEqual(marked(text).ranges);
  });

  it('are none where the settings have them, or are not known', async () => {
    expect(await codes({ endpoints: ['openay', 'anthropic', 'here'], targets: ['lab'] })).toEqual([]);
    expect(await codes({})).toEqual([]);
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
