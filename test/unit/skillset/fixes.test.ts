import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/core/skillset/edits/textEdit.ts';
import type { Fix } from '../../../src/core/skillset/fixes/fix.ts';
import { fixesFor } from '../../../src/core/skillset/fixes/fixesFor.ts';
import { refactoringsAt } from '../../../src/core/skillset/fixes/refactorings.ts';
import { safeFixes } from '../../../src/core/skillset/fixes/safeFixes.ts';
import { findProblems } from '../../../src/core/skillset/problems.ts';
import { loadProject } from '../../../src/core/skillset/project.ts';
import { skillsetOf } from '../../../src/core/skillset/skillsetOf.ts';
import type { Surroundings } from '../../../src/core/skillset/surroundings.ts';
import { fakeFiles } from './fakeFiles.ts';
import { marked } from './marked.ts';
import { chanceOf, mutate } from './mutations.ts';
import { SAMPLES } from './samples.ts';

const BASE = `skillset: 1
skills:
  - name: irony
    category: literary
    definition: The opposite is meant.
    example: Lovely weather.
    aliases: [sarcasm]
  - name: simile
    category: rhetorical
    definition: A likeness.
    example: As busy as a bee.
topics: [Sewing, Chess]
`;

/** What can be done about the first problem, as titles with the text that each leads to. */
async function fixesIn(text: string, surroundings: Surroundings = {}): Promise<Record<string, string>> {
  const project = await loadProject('a', fakeFiles({ a: text }));
  const [problem] = findProblems(project, surroundings).get('a') ?? [];
  if (problem === undefined) throw new Error('No problem to mend');
  const fixes = fixesFor(project, 'a', problem);
  return Object.fromEntries(fixes.map(({ title, edits }) => [title, applyEdits(text, edits)]));
}

describe('a quick fix', () => {
  it('corrects a misspelt name, or adds what is missing', async () => {
    const mixes = 'mixes:\n  - { skills: [irony, "smile"], topic: Sewing }\n';
    const fixes = await fixesIn(BASE + mixes);
    expect(Object.keys(fixes)).toEqual(['Change to "simile"', 'Add the skill "smile"']);
    expect(fixes['Change to "simile"']).toBe(BASE + mixes.replace('smile', 'simile'));
    const added =
      '  - name: smile\n    category: category\n    definition: What it is, in other words.\n    example: A short text that shows it.\n';
    expect(fixes['Add the skill "smile"']).toBe(BASE.replace('topics:', `${added}topics:`) + mixes);
  });

  it('adds a skill to a list in brackets', async () => {
    const base = 'skillset: 1\nskills: [{ name: a, category: c, definition: d, example: e }]\ntopics: [T]\n';
    const text = `${base}mixes: [{ skills: ["yes, and"], topic: T }]\n`;
    const fixed = (await fixesIn(text))['Add the skill "yes, and"'] ?? '';
    const project = await loadProject('a', fakeFiles({ a: fixed }));
    expect(findProblems(project).get('a')).toEqual([]);
    expect(skillsetOf(project).skills.map(({ name }) => name)).toEqual(['a', 'yes, and']);
  });

  it('adds a topic, to a section of its own where there is none', async () => {
    const text = `${BASE}mixes:\n  - { skills: [irony], topic: Beekeeping }\n`;
    expect((await fixesIn(text))['Add the topic "Beekeeping"']).toBe(
      text.replace('Chess]', 'Chess, Beekeeping]'),
    );
    const without = text.replace('topics: [Sewing, Chess]\n', '');
    expect((await fixesIn(without))['Add the topic "Beekeeping"']).toBe(
      `${without}\ntopics:\n  - Beekeeping\n`,
    );
  });

  it.each([
    [
      'a name that is an alias',
      'mixes:\n  - { skills: [Sarcasm], topic: Chess }\n',
      'Change to "irony"',
      'mixes:\n  - { skills: [irony], topic: Chess }\n',
    ],
    [
      'a misspelt category',
      'splits:\n  a: { categories: litrary }\n',
      'Change to "literary"',
      'splits:\n  a: { categories: literary }\n',
    ],
    ['a misspelt section', 'mixs: []\n', 'Change to "mixes"', 'mixes: []\n'],
    [
      'a misspelt key',
      'splits:\n  a: { categoris: literary }\n',
      'Change to "categories"',
      'splits:\n  a: { categories: literary }\n',
    ],
    [
      'a misspelt value',
      'study: { train: { base: b, schedule: consant } }\n',
      'Change to "constant"',
      'study: { train: { base: b, schedule: constant } }\n',
    ],
    [
      'a skill that stands twice',
      'mixes:\n  - { skills: [irony, simile, Irony], topic: Chess }\n',
      'Remove the repeated skill',
      'mixes:\n  - { skills: [irony, simile], topic: Chess }\n',
    ],
    [
      'a line that stands twice',
      'mixes:\n  - skills:\n      - irony\n      - irony # again\n      - simile\n    topic: Chess\n',
      'Remove the repeated skill',
      'mixes:\n  - skills:\n      - irony\n      - simile\n    topic: Chess\n',
    ],
    [
      'keys that are missing',
      'mixes:\n  - text: |\n      One.\n  # the next\n  - { skills: [irony], topic: Chess }\n',
      'Add "skills" and "topic"',
      'mixes:\n  - text: |\n      One.\n    skills: []\n    topic:\n  # the next\n  - { skills: [irony], topic: Chess }\n',
    ],
    [
      'a key that is missing in braces',
      'mixes:\n  - { skills: [irony] }\n',
      'Add "topic"',
      'mixes:\n  - { skills: [irony], topic:  }\n',
    ],
  ])('mends %s', async (_, text, title, expected) => {
    expect((await fixesIn(BASE + text))[title]).toBe(BASE + expected);
  });

  it.each([
    ['  - a\n  - Simile # no\n  - b\n', '  - a\n  - b\n'],
    [' [Simile, b]\n', ' [b]\n'],
    [' [a, "Simile"]\n', ' [a]\n'],
    [' Simile # no\n', ' [] # no\n'],
    ['\n      - Simile\n', '\n      []\n'],
  ])('takes out an alias that is another name: %j', async (aliases, expected) => {
    const of = (list: string) =>
      BASE.replace(' [sarcasm]\n', list.replace(/^ {2}-/u, '\n$&').replaceAll('\n  -', '\n      -'));
    expect((await fixesIn(of(aliases)))['Remove this alias']).toBe(of(expected));
  });

  it.each([
    ['study:\n  data: { student: opnai/gpt-4o, ', 'Change to "openai/gpt-4o"', 'openai/gpt-4o, '],
    ['study:\n  data: { student: "opnai/gpt-4o", ', 'Change to "openai/gpt-4o"', '"openai/gpt-4o", '],
    ['study:\n  train: { base: b, target: labb }\n  data: { ', 'Change to "lab"', 'lab }\n  data: { '],
  ])('corrects what the settings know by a near name: %j', async (before, title, after) => {
    const rest = 'parts: [{ k: 1, attempts: 2 }] }\n';
    const fixes = await fixesIn(BASE + before + rest, { endpoints: ['openai'], targets: ['lab'] });
    const start = BASE + before.slice(0, before.search(/"?(?:opnai|labb)/u));
    expect(fixes).toEqual({ [title]: start + after + rest });
  });

  it.each([
    ['k: 3, attempts: 1', 'Change to "2"', 'k: 2, attempts: 1'],
    ['k: 2, attempts: 9', 'Change to "2"', 'k: 2, attempts: 2'],
  ])('asks the data for as much as there is: %j', async (part, title, expected) => {
    const text = (of: string) => `${BASE}study:\n  data: { parts: [{ ${of} }] }\n`;
    expect(await fixesIn(text(part))).toEqual({ [title]: text(expected) });
  });

  it('takes out the later of two entries with one name', async () => {
    const again = '  # again\n  - { name: Irony, category: x, definition: d, example: e }\n';
    const text = BASE.replace('topics:', `${again}topics:`);
    expect(await fixesIn(text)).toEqual({ 'Remove this skill': BASE });
    const topics = 'topics:\n  - Sewing\n  - Chess\n';
    const two = BASE.replace('topics: [Sewing, Chess]\n', `${topics}  - sewing # again\n`);
    expect(await fixesIn(two)).toEqual({
      'Remove this topic': BASE.replace('topics: [Sewing, Chess]\n', topics),
    });
  });

  it('creates a file that is included and not there, unless it would lie anywhere', async () => {
    const fixOf = async (path: string) => {
      const project = await loadProject('a', fakeFiles({ a: `include: ${path}\n${BASE}` }));
      const problem = findProblems(project)
        .get('a')
        ?.find(({ code }) => code === 'include-missing');
      return problem && fixesFor(project, 'a', problem);
    };
    expect(await fixOf('lib/mine.skillset.yaml')).toEqual([
      {
        title: 'Create the file "lib/mine.skillset.yaml"',
        kind: 'fix',
        isSafe: false,
        edits: [],
        newFile: { path: 'lib/mine.skillset.yaml', text: 'skillset: 1\nskills: []\n' },
      },
    ]);
    for (const path of ['notes.txt', '/etc/mine.skillset.yaml', '"c:\\\\mine.skillset.yaml"'])
      expect(await fixOf(path)).toEqual([]);
  });

  it('adds the version of the language before everything that is said', async () => {
    const text = '# mine\n\ntitle: T\n';
    expect(await fixesIn(text)).toEqual({ 'Add "skillset: 1"': '# mine\n\nskillset: 1\ntitle: T\n' });
  });

  const again = `  # the same
  - name: Irony, verbal
    category: literary
    definition: The opposite is meant.
    example: Lovely.
    aliases: [mockery]
`;
  it.each([
    ['', '    aliases: ["Irony, verbal", mockery]\n'],
    ['    aliases: sarcasm # x\n', '    aliases: [sarcasm, "Irony, verbal", mockery] # x\n'],
    ['    aliases: [sarcasm]\n', '    aliases: [sarcasm, "Irony, verbal", mockery]\n'],
    [
      '    aliases:\n      - sarcasm # x\n',
      '    aliases:\n      - sarcasm # x\n      - "Irony, verbal"\n      - mockery\n',
    ],
  ])('makes one skill of two with the same words, aliases before: %j', async (before, after) => {
    const base = BASE.replace('name: irony', 'name: verbal irony').replace(
      '    aliases: [sarcasm]\n',
      before,
    );
    const mixes = "mixes:\n  - { skills: [simile, 'irony, Verbal'], topic: Chess }\n";
    const text = base.replace('topics:', `${again}topics:`) + mixes;
    const fixes = await fixesIn(text);
    const fixed = fixes['Keep "verbal irony", and make "Irony, verbal" its alias'];
    expect(fixed?.replaceAll("'Irony, verbal'", '"Irony, verbal"')).toBe(
      BASE.replace('name: irony', 'name: verbal irony').replace('    aliases: [sarcasm]\n', after) +
        mixes.replace('irony, Verbal', 'verbal irony'),
    );
  });

  it('leaves two skills with the same words that stand in two files', async () => {
    const library = BASE.replace('name: irony', 'name: verbal irony');
    const files = fakeFiles({ a: `skillset: 1\ninclude: b\nskills:\n${again}`, b: library });
    const project = await loadProject('a', files);
    const [problem] = findProblems(project).get('a') ?? [];
    expect(problem?.code).toBe('near-duplicate-skill');
    expect(problem && fixesFor(project, 'a', problem)).toEqual([]);
  });
});

describe('what is mended without asking', () => {
  it('has one right answer', async () => {
    const text = `${BASE}mixes:
  - { skills: [simil, sarcasm, irony, Irony], topic: Sowing }
  - { skills: [irony, completely other], topic: Ches }
splits:
  a: { categoris: literary }
`;
    const project = await loadProject('a', fakeFiles({ a: text }));
    const edits = safeFixes(project, 'a', findProblems(project).get('a') ?? []);
    expect(applyEdits(text, edits)).toBe(`${BASE}mixes:
  - { skills: [simile, irony, irony], topic: Sewing }
  - { skills: [irony, completely other], topic: Chess }
splits:
  a: { categories: literary }
`);
  });

  it('leaves a name that may mean two', async () => {
    const text = 'skillset: 1\ntopics: [Rhyme A, Rhyme B]\nsplits:\n  a: { topics: [Rhyme C] }\n';
    const project = await loadProject('a', fakeFiles({ a: text }));
    expect(safeFixes(project, 'a', findProblems(project).get('a') ?? [])).toEqual([]);
  });
});

/** The refactorings at the mark. */
async function refactorings(
  source: string,
): Promise<{ readonly text: string; readonly fixes: readonly Fix[] }> {
  const { text, ranges } = marked(source);
  const project = await loadProject('a', fakeFiles({ a: text }));
  return {
    text,
    fixes: refactoringsAt(project, ranges[0]?.start ?? 0, ['library/rhetorical.skillset.yaml']),
  };
}

const MIXED = `skillset: 1
title: T
skills:
  # about b
  - name: b
    category: rhetorical
    definition: |
      One.
      # not a comment
    example: x

  - { name: a, category: <|>Literary, definition: d, example: e } # a

  # between

  # about c
  -
    name: c
    category: rhetorical
    definition: d
    example: e
topics: [A, B, C, D]
`;

describe('sorting by category', () => {
  it('keeps the comments of each skill, and what stands between them', async () => {
    const { text, fixes } = await refactorings(MIXED);
    const sorted = applyEdits(text, fixes[0]?.edits ?? []);
    expect(sorted).toBe(`skillset: 1
title: T
skills:
  - { name: a, category: Literary, definition: d, example: e } # a

  # about b
  - name: b
    category: rhetorical
    definition: |
      One.
      # not a comment
    example: x

  # between

  # about c
  -
    name: c
    category: rhetorical
    definition: d
    example: e
topics: [A, B, C, D]
`);
    expect(
      (await refactorings(sorted.replace('Literary', '<|>Literary'))).fixes.map(({ title }) => title),
    ).toEqual(['Move the skills of the category "Literary" to library/literary.skillset.yaml']);
  });
});

describe('moving a category to a library', () => {
  it('includes the new file', async () => {
    const { text, fixes } = await refactorings(MIXED);
    expect(fixes[1]?.newFile).toEqual({
      path: 'library/literary.skillset.yaml',
      text: 'skillset: 1\nskills:\n  - { name: a, category: Literary, definition: d, example: e } # a\n',
    });
    const left = applyEdits(text, fixes[1]?.edits ?? []);
    expect(left).toContain('title: T\ninclude: [library/literary.skillset.yaml]\nskills:\n');
    expect(left).not.toContain('Literary,');
  });

  it('leaves the meaning as it is, whatever the include looked like, and takes no name that is taken', async () => {
    for (const include of [
      '',
      'include: other\n',
      'include: [other]\n',
      'include:\n  - other\n',
      'include:\n',
    ]) {
      const { text, fixes } = await refactorings(
        include + MIXED.replace('<|>', '').replace('name: c', 'name: <|>c'),
      );
      const move = fixes.find(({ newFile }) => newFile !== undefined);
      const library = 'library/rhetorical-2.skillset.yaml';
      expect(move?.newFile?.path).toBe(library);
      const files = {
        a: applyEdits(text, move?.edits ?? []),
        [library]: move?.newFile?.text ?? '',
        other: 'skillset: 1\n',
      };
      const before = skillsetOf(await loadProject('a', fakeFiles({ ...files, a: text })));
      const project = await loadProject('a', fakeFiles(files));
      const after = skillsetOf(project);
      expect([...findProblems(project).values()].flat(), files.a).toEqual([]);
      expect(byName(after.skills)).toEqual(byName(before.skills));
      expect(project.root.text).toContain('# between');
    }
  });
});

describe('moving a category to a library that is included', () => {
  const LIBRARIES = {
    'lib/one': 'skillset: 1\nskills:\n- name: z # last\n  category: x\n  definition: d\n  example: e',
    'lib/flow': 'skillset: 1\nskills: [{ name: y, category: x, definition: d, example: e }]\n',
    'lib/none': 'skillset: 1\r\ntopics: [Chess]',
    'lib/broken': 'skillset: 1\ntopics: [\n',
  };

  it.each([
    ['lib/one', 'example: e\n# about b\n- name: b\n  category: rhetorical\n  definition: |\n    One.\n'],
    [
      'lib/none',
      'topics: [Chess]\r\n\r\nskills:\r\n  # about b\r\n  - name: b\r\n    category: rhetorical\r\n',
    ],
  ] as const)('adds its skills to %s, laid out as it is', async (library, expected) => {
    const root = marked(
      `include: [lib/none, lib/flow, lib/broken, lib/one]\n${MIXED.replace('<|>', '').replace('name: b', 'name: <|>b')}`,
    );
    const project = await loadProject('a', fakeFiles({ ...LIBRARIES, a: root.text }));
    const fixes = refactoringsAt(project, root.ranges[0]?.start ?? 0, []);
    const moves = fixes.filter(({ elsewhere }) => elsewhere !== undefined);
    expect(moves.map(({ title }) => title)).toEqual([
      'Move the skills of the category "rhetorical" to lib/none',
      'Move the skills of the category "rhetorical" to lib/one',
    ]);
    const move = moves.find(({ elsewhere }) => elsewhere?.path === library);
    const moved = applyEdits(LIBRARIES[library], move?.elsewhere?.edits ?? []);
    expect(moved).toContain(expected);
    const files = { ...LIBRARIES, [library]: moved, a: applyEdits(root.text, move?.edits ?? []) };
    const after = await loadProject('a', fakeFiles(files));
    expect(findProblems(after).get('a')).toEqual([]);
    expect(findProblems(after).get(library)).toEqual([]);
    expect(byName(skillsetOf(after).skills)).toEqual(byName(skillsetOf(project).skills));
  });
});

describe('sharing the topics among splits', () => {
  it.each([
    ['in brackets', 'splits:\n  a: { skills: [b] }\n  b: {}\n  c: # none yet\n'],
    [
      'by indentation',
      'splits:\n  a:\n    skills: [b] # one\n  b:\n    exclude:\n      - b\n  c: { skills: b }',
    ],
  ])('gives each its share, written %s', async (_, splits) => {
    const { text, fixes } = await refactorings(`${MIXED.replace('<|>', '')}${splits.replace('a:', 'a<|>:')}`);
    expect(fixes.map(({ title }) => title)).toEqual(['Share the topics among the splits at random']);
    const shared = await loadProject('a', fakeFiles({ a: applyEdits(text, fixes[0]?.edits ?? []) }));
    expect(shared.root.problems).toEqual([]);
    expect(skillsetOf(shared).splits.map(({ topics }) => topics)).toEqual([
      { kind: 'share', share: 0.33 },
      { kind: 'share', share: 0.33 },
      { kind: 'rest' },
    ]);
    expect(skillsetOf(shared).splits[0]?.skills).toEqual(['b']);
  });

  it('is not offered where a split has its topics, or there is only one', async () => {
    for (const splits of ['{ a: { topics: rest }, b: {} }', '{ a: {} }', '[a, b]', '{ a: &x {}, b: *x }']) {
      const { fixes } = await refactorings(
        `${MIXED.replace('<|>', '')}splits: ${splits.replace(/^./u, '$&<|>')}\n`,
      );
      expect(fixes).toEqual([]);
    }
  });
});

function byName<Named extends { readonly name: string }>(items: readonly Named[]): Named[] {
  return items.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

describe('splitting the topics', () => {
  it('writes two splits with half of them each', async () => {
    const { text, fixes } = await refactorings(MIXED.replace('<|>', '').replace('[A', '[<|>A'));
    const split = applyEdits(text, fixes[0]?.edits ?? []);
    const { splits } = skillsetOf(await loadProject('a', fakeFiles({ a: split })));
    expect(splits.map(({ name }) => name)).toEqual(['training', 'held-out']);
    const names = splits.flatMap(({ topics }) => (topics.kind === 'named' ? [topics.names] : []));
    expect(names.map((half) => half.length)).toEqual([2, 2]);
    expect(names.flat().sort()).toEqual(['A', 'B', 'C', 'D']);
    expect((await refactorings(split.replace('[A', '[<|>A'))).fixes).toEqual([]);
  });
});

describe('fixes anywhere', () => {
  it('never throw, and refactorings keep every skill', async () => {
    const chance = chanceOf(77);
    for (let step = 0; step < 150; step += 1) {
      const text = mutate(chance.pick(SAMPLES), chance);
      const project = await loadProject('a', fakeFiles({ a: text }));
      for (const problem of findProblems(project).get('a') ?? []) fixesFor(project, 'a', problem);
      const before = byName(skillsetOf(project).skills);
      for (const fix of refactoringsAt(project, chance.below(text.length + 1), [])) {
        const library = fix.newFile?.path ?? 'none';
        const files = { a: applyEdits(text, fix.edits), [library]: fix.newFile?.text ?? '' };
        const after = skillsetOf(await loadProject('a', fakeFiles(files)));
        expect(byName(after.skills), JSON.stringify([text, files.a])).toEqual(before);
      }
    }
    // On a machine that has other work to do.
  }, 60_000);
});
