import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/core/skillset/edits/textEdit.ts';
import { findProblems } from '../../../src/core/skillset/problems.ts';
import { loadProject } from '../../../src/core/skillset/project.ts';
import { highlightsAt, referencesAt } from '../../../src/core/skillset/uses/references.ts';
import { renamableAt, renameAt } from '../../../src/core/skillset/uses/rename.ts';
import { fakeFiles } from './fakeFiles.ts';
import { marked } from './marked.ts';
import { markedFiles } from './markedFiles.ts';

const LIBRARY = `skillset: 1
skills:
  - { name: <|irony|>, category: literary, definition: The opposite is meant., example: Lovely weather. }
  - { name: simile, category: literary, definition: A likeness., example: As busy as a bee., aliases: [comparison] }
topics: [Sewing]
`;

const MAIN = `skillset: 1
include: library
skills:
  - { name: "red herring", category: logic, definition: Something irrelevant., example: Look there. }
topics: [Chess, irony in print]
splits:
  training: { skills: [<|Irony|>], exclude: [<|'irony'|>, Sewing] }
mixes:
  - skills: [<|"irony"|>, simile]
    topic: Chess
  - skills:
      - <|irony  |>
    topic: Sewing
    text: irony
`;

const OTHER = `skillset: 1
include: [library]
mixes:
  - { skills: [<|irony|>], topic: Sewing }
`;

describe('references', () => {
  it('are found in the file, in what it includes, and in what shares the definition', async () => {
    const sources = { library: LIBRARY, main: MAIN.replace('irony  |>', 'irony|>  '), other: OTHER };
    const files = markedFiles(sources);
    const main = await files.project('main');
    const others = [await files.project('other'), main];
    for (const { start } of files.ranges.main ?? [])
      expect(files.shown(referencesAt(main, 'main', start, others))).toEqual(sources);
    const other = await files.project('other');
    const at = files.ranges.other?.[0]?.start ?? 0;
    expect(files.shown(referencesAt(other, 'other', at, [main]))).toEqual(sources);
    const library = await files.project('library');
    const inLibrary = files.ranges.library?.[0]?.start ?? 0;
    expect(files.shown(referencesAt(library, 'library', inLibrary, others))).toEqual(sources);
  });

  it('tell a skill and a topic of one name apart', async () => {
    const source = `skills:
  - { name: <|music|>, category: c, definition: d, example: e }
topics: [music]
splits:
  a: { exclude: [<|music|>] }
mixes:
  - { skills: [<|music|>], topic: music }
`;
    const files = markedFiles({ a: source });
    const project = await files.project('a');
    expect(files.shown(referencesAt(project, 'a', files.ranges.a?.[0]?.start ?? 0))).toEqual({ a: source });
  });

  it.each([
    [
      'categories',
      'skills:\n  - { name: a, category: <|x|>, definition: d, example: e }\nsplits:\n  s: { categories: <|x|> }\n',
    ],
    [
      'splits',
      'splits:\n  <|training|>: {}\nstudy:\n  data: { parts: [{ k: 1, split: <|Training|>, attempts: 1 }] }\n  evaluate: { splits: [all, <|training|>], k: 1 }\n',
    ],
    ['topics', 'topics:\n  - <|"Sewing"|>\n  - Chess\nmixes:\n  - { skills: [a], topic: <|sewing|> }\n'],
    [
      'names that nothing defines',
      'mixes:\n  - { skills: [<|x|>], topic: a }\n  - { skills: [<|X|>], topic: b }\n',
    ],
  ])('are found for %s', async (_, source) => {
    const files = markedFiles({ a: source });
    const project = await files.project('a');
    for (const { end } of files.ranges.a ?? [])
      expect(files.shown(referencesAt(project, 'a', end))).toEqual({ a: source });
  });

  it('are none for a text, a key and an alias', async () => {
    const files = markedFiles({
      a: 'title: <|x|>\n<|topics|>:\n  - { name: y, aliases: [<|x|>] }\nmixes:\n  - { skills: [x], topic: x }\n',
    });
    const project = await files.project('a');
    for (const { start } of files.ranges.a ?? []) expect(referencesAt(project, 'a', start)).toEqual([]);
  });

  it('are highlighted in their file only', async () => {
    const files = markedFiles({ library: LIBRARY, main: MAIN.replace('irony  |>', 'irony|>  ') });
    const project = await files.project('main');
    const found = highlightsAt(project, 'main', files.ranges.main?.[0]?.start ?? 0);
    expect(files.shown(found)).toEqual({ main: MAIN.replace('irony  |>', 'irony|>  ') });
    expect(found.map(({ role }) => role)).toEqual(['reference', 'reference', 'reference', 'reference']);
  });
});

/** The texts of the files after a renaming at the mark of `main`, or why it is refused. */
async function renamed(sources: Readonly<Record<string, string>>, newName: string) {
  const files = markedFiles(sources);
  const projects = await Promise.all(Object.keys(sources).map((path) => files.project(path)));
  const place = {
    project: await files.project('main'),
    path: 'main',
    offset: files.ranges.main?.[0]?.start ?? 0,
  };
  const outcome = renameAt(place, newName, projects);
  if (outcome.kind === 'refused') return outcome.reason;
  const changed = Object.entries(files.texts).map(([path, text]) => [
    path,
    applyEdits(text, outcome.edits.get(path) ?? []),
  ]);
  return Object.fromEntries(changed) as Record<string, string>;
}

describe('renaming', () => {
  it('changes the name in every file that uses it, in the quotes of each place', async () => {
    const texts = await renamed(
      { main: MAIN.replace('<|irony  |>', 'irony'), library: LIBRARY, other: OTHER },
      'verbal irony',
    );
    if (typeof texts === 'string') throw new Error(texts);
    expect(texts.library).toContain('{ name: verbal irony, category');
    expect(texts.main).toContain("{ skills: [verbal irony], exclude: ['verbal irony', Sewing] }");
    expect(texts.main).toContain('skills: ["verbal irony", simile]');
    expect(texts.main).toContain('      - verbal irony\n    topic: Sewing\n    text: irony\n');
    expect(texts.main).toContain('topics: [Chess, irony in print]');
    expect(texts.other).toContain('skills: [verbal irony]');
    const before = findProblems(
      await loadProject('main', fakeFiles(markedFiles({ main: MAIN, library: LIBRARY }).texts)),
    );
    const after = findProblems(await loadProject('main', fakeFiles(texts)));
    expect([...after.values()].flat().length).toBe([...before.values()].flat().length);
  });

  it.each([
    ['yes, and', "'yes, and'", '"yes, and"', "'yes, and'"],
    ["writer's block", "writer's block", '"writer\'s block"', "'writer''s block'"],
    ['true', "'true'", '"true"', "'true'"],
    ['say "no"', 'say "no"', '"say \\"no\\""', '\'say "no"\''],
    [' two   words ', 'two words', '"two words"', "'two words'"],
  ])('writes %s as YAML reads it back', async (name, plain, double, single) => {
    const source = `topics:\n  - <|Chess|>\nsplits:\n  a: { topics: [Chess, "Chess", 'Chess'] }\n`;
    const texts = await renamed({ main: source }, name);
    expect(texts).toEqual({
      main: `topics:\n  - ${plain}\nsplits:\n  a: { topics: [${plain}, ${double}, ${single}] }\n`,
    });
  });

  it('renames a split where it is a key', async () => {
    const source = 'splits:\n  <|a|>: {}\nstudy:\n  evaluate: { splits: a, k: 1 }\n';
    expect(await renamed({ main: source }, 'held: out')).toEqual({
      main: "splits:\n  'held: out': {}\nstudy:\n  evaluate: { splits: 'held: out', k: 1 }\n",
    });
  });

  it('lets what a YAML alias says follow its anchor', async () => {
    const source = 'topics: [&t <|Sewing|>]\nmixes:\n  - { skills: [a], topic: *t }\n';
    expect(await renamed({ main: source }, 'Chess')).toEqual({
      main: 'topics: [&t Chess]\nmixes:\n  - { skills: [a], topic: *t }\n',
    });
  });

  it('replaces a name that stands in a block', async () => {
    const source = 'topics:\n  - |\n    <|Sewing|>\n  - Chess\n';
    expect(await renamed({ main: source }, 'Knitting')).toEqual({
      main: 'topics:\n  - Knitting\n  - Chess\n',
    });
  });

  it('changes case and spacing, which do not make another name', async () => {
    expect(await renamed({ main: 'topics: [<|sewing|>]\n' }, 'Sewing')).toEqual({
      main: 'topics: [Sewing]\n',
    });
  });

  it.each([
    ['  ', 'A skill needs a name: write at least one letter.'],
    ['Simile', '"Simile" is the name of a skill already: choose another name.'],
    ['comparison', '"comparison" is an alias of another skill already: choose another name.'],
    ['Sewing', '"Sewing" is the name of a topic already: choose another name.'],
    ['a\u0000b', 'The name holds a character that cannot be seen: leave it out.'],
    ['x'.repeat(201), 'A name has at most 200 characters: write a shorter one.'],
  ])('refuses to name a skill %j', async (name, reason) => {
    expect(await renamed({ main: MAIN, library: LIBRARY }, name)).toBe(reason);
  });

  it('refuses a name that only another file has', async () => {
    const other = `${OTHER}skills:\n  - { name: satire, category: c, definition: d, example: e }\n`;
    expect(await renamed({ main: MAIN, library: LIBRARY, other }, 'satire')).toBe(
      '"satire" is the name of a skill already: choose another name.',
    );
  });

  it('gives an alias back to the skill that has it', async () => {
    const source = 'skills:\n  - { name: <|a|>, category: c, definition: d, example: e, aliases: [b] }\n';
    expect(await renamed({ main: source }, 'b')).toEqual({
      main: marked(source).text.replace('name: a', 'name: b'),
    });
  });

  it.each([
    ['a text', 'title: <|x|>\n', 'There is no name here that can be renamed.'],
    [
      'an alias',
      'topics:\n  - { name: y, aliases: [<|x|>] }\n',
      'Nothing refers to an alias: change it where it stands.',
    ],
    [
      'the split of everything',
      'study: { evaluate: { splits: [<|all|>], k: 1 } }\n',
      '"all" stands for all skills and all topics, and keeps its name.',
    ],
    [
      'a name that nothing has',
      'mixes:\n  - { skills: [<|x|>] }\n',
      'There is no skill "x": correct the name, or add the skill.',
    ],
  ])('refuses to rename %s', async (_, source, reason) => {
    expect(await renamed({ main: source }, 'new')).toBe(reason);
    const files = markedFiles({ main: source });
    const found = renamableAt(await files.project('main'), 'main', files.ranges.main?.[0]?.start ?? 0);
    expect(found).toEqual({ kind: 'refused', reason });
  });

  it.each(['all', 'Mixes'])('refuses to name a split %s', async (name) => {
    expect(await renamed({ main: 'splits:\n  <|a|>: {}\n' }, name)).toBe(
      `"${name}" is reserved: choose another name for this split.`,
    );
  });

  it('offers the name without its quotes', async () => {
    const files = markedFiles({ main: `topics: [<|"Food, ''drink''"|>]\n` });
    const [range] = files.ranges.main ?? [];
    const found = renamableAt(await files.project('main'), 'main', range?.end ?? 0);
    expect(found).toEqual({ kind: 'renamable', range, name: "Food, ''drink''" });
  });
});
