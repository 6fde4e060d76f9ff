import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../src/core/skillset/document.ts';
import type { TextRange } from '../../../src/core/skillset/problem.ts';
import { loadProject } from '../../../src/core/skillset/project.ts';
import { relativePath } from '../../../src/core/skillset/relativePath.ts';
import { foldsOf } from '../../../src/core/skillset/structure/folds.ts';
import { inlayHints } from '../../../src/core/skillset/structure/inlayHints.ts';
import { linksOf } from '../../../src/core/skillset/structure/links.ts';
import { matchesQuery } from '../../../src/core/skillset/structure/matchesQuery.ts';
import { nameTokens } from '../../../src/core/skillset/structure/nameTokens.ts';
import { type OutlineEntry, outlineOf } from '../../../src/core/skillset/structure/outline.ts';
import { selectionsAt } from '../../../src/core/skillset/structure/selections.ts';
import { fakeFiles } from './fakeFiles.ts';
import { marked, withMarks } from './marked.ts';
import { chanceOf, mutate } from './mutations.ts';
import { ANCHORED, LIBRARY, SAMPLES, STUDY } from './samples.ts';

/** An outline as indented lines: kind, name and detail. */
function drawn(entries: readonly OutlineEntry[], depth = 0): string {
  return entries
    .map(({ kind, name, detail, children }) => {
      const line = `${'  '.repeat(depth)}${kind} ${name}${detail === '' ? '' : ` (${detail})`}\n`;
      return line + drawn(children, depth + 1);
    })
    .join('');
}

describe('the outline', () => {
  it('shows sections, entries and the parts of a study', () => {
    expect(drawn(outlineOf(parseDocument('a', STUDY)))).toBe(`section skillset (1)
section title (Rhetoric and reasoning)
section skills (3)
  skill red herring (rhetorical)
  skill rhetorical question (rhetorical)
  skill modus ponens (logic) (logic)
section topics (3)
  topic Sewing
  topic Beekeeping
  topic Food, drink & wine
section splits
  split training
  split held-out
section mixes (2)
  mix red herring + rhetorical question (Sewing)
  mix red herring + modus ponens (logic) (Food, drink & wine)
section study
  key seed (10)
  key data
    key student (openai/gpt-4o)
    key keep (full-marks)
    key parts (2)
  key train
    key base (mistralai/Mistral-7B-Instruct-v0.2)
    key engine (trl)
    key learningRate (2e-5)
  key evaluate
    key splits (training, all)
    key k (1, 2)
    key mixes (2)
    key generations (3)
  key grade
    key graders (openai/gpt-4o, rule)
    key rounds (3)
    key nameRule (true)
  key budget (50 USD)
`);
  });

  it('selects the name, and holds the whole entry', () => {
    const [, skills] = outlineOf(
      parseDocument('a', `skillset: 1\n${LIBRARY.slice(LIBRARY.indexOf('skills:'))}`),
    );
    const text = `skillset: 1\n${LIBRARY.slice(LIBRARY.indexOf('skills:'))}`;
    const [irony] = skills?.children ?? [];
    if (irony === undefined) throw new Error('No skill in the outline');
    expect(text.slice(irony.selection.start, irony.selection.end)).toBe('irony');
    expect(text.slice(irony.range.start, irony.range.end)).toMatch(
      /^name: irony[\s\S]*said in the storm\.$/u,
    );
  });

  it('names what has no name yet', () => {
    expect(drawn(outlineOf(parseDocument('a', 'skills:\n  - category: x\n  -\nmixes:\n  - {}\n')))).toBe(
      'section skills (2)\n  skill (no name) (x)\n  skill (no name)\nsection mixes (1)\n  mix (no name)\n',
    );
  });
});

/** Each fold by its first and last line. */
function foldsIn(text: string): string[] {
  return foldsOf(parseDocument('a', text)).map(({ kind, start, end }) => {
    const lines = text.slice(start, end).split('\n');
    return `${kind}: ${lines[0]?.trim()} ... ${lines.at(-1)?.trim()}`;
  });
}

describe('folding', () => {
  it('takes sections, entries, lists, long texts and comments', () => {
    const text = `# one
# two
skillset: 1
skills:
  - name: a
    definition: |
      # no comment
      # none either

    example: x
  # about b
  # and more
  - name: b

topics: [
  Sewing, Chess
]
study:
  data:
    parts:
      - { k: 1 }
# the end
`;
    expect(foldsIn(text)).toEqual([
      'comment: # one ... # two',
      'part: skills: ... - name: b',
      'part: - name: a ... example: x',
      'part: definition: | ... # none either',
      'comment: # about b ... # and more',
      'part: topics: [ ... ]',
      'part: study: ... - { k: 1 }',
      'part: data: ... - { k: 1 }',
      'part: parts: ... - { k: 1 }',
    ]);
  });
});

describe('a growing selection', () => {
  it('goes from the words to the value, its key, the entry, the section and the file', () => {
    const { text, ranges } = marked(
      'skillset: 1\nskills:\n  - name: a\n    example: "As <|>busy."\ntopics: []\n',
    );
    const found = selectionsAt(parseDocument('a', text), ranges[0]?.start ?? 0);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual([
      'As busy.',
      '"As busy."',
      'example: "As busy."',
      'name: a\n    example: "As busy."',
      'skills:\n  - name: a\n    example: "As busy."',
      text,
    ]);
  });
});

describe('links', () => {
  it('lead from an include to its file, where there is one', async () => {
    const { text, ranges } = marked('include: [<|library|>, missing]\n');
    const project = await loadProject('main', fakeFiles({ main: text, library: LIBRARY }));
    expect(linksOf(project, 'main')).toEqual([{ range: ranges[0], path: 'library' }]);
  });
});

async function tokensIn(source: string, role: 'definition' | 'reference'): Promise<string> {
  const { text } = marked(source);
  const project = await loadProject('a', fakeFiles({ a: text }));
  return withMarks(
    text,
    nameTokens(project, 'a').filter((token) => token.role === role),
  );
}

describe('the colours of names', () => {
  it('tell definitions from references, and leave unknown names alone', async () => {
    const definitions = `skills:
  - { name: <|a|>, category: <|c|>, definition: a, example: a, aliases: [<|b|>] }
topics: [<|Sewing|>]
splits:
  <|s|>: { categories: [c], exclude: [Sewing, unknown] }
mixes:
  - { skills: ["a", unknown], topic: Sewing, text: a }
study: { evaluate: { splits: [s, all], k: 1 } }
`;
    const references = `skills:
  - { name: a, category: c, definition: a, example: a, aliases: [b] }
topics: [Sewing]
splits:
  s: { categories: [<|c|>], exclude: [<|Sewing|>, unknown] }
mixes:
  - { skills: [<|"a"|>, unknown], topic: <|Sewing|>, text: a }
study: { evaluate: { splits: [<|s|>, all], k: 1 } }
`;
    expect(await tokensIn(definitions, 'definition')).toBe(definitions);
    expect(await tokensIn(references, 'reference')).toBe(references);
  });

  it('tell a skill from a topic where both may stand', async () => {
    const text = 'topics: [Sewing]\nsplits:\n  s: { exclude: [Sewing] }\n';
    const project = await loadProject('a', fakeFiles({ a: text }));
    expect(nameTokens(project, 'a').map(({ kind }) => kind)).toEqual(['topic', 'split', 'topic']);
  });
});

describe('hints between the words', () => {
  it('count the members of categories and splits, and say which splits a skill is in', async () => {
    const text = `skills:
  - { name: a, category: x, definition: d, example: e }
  - { name: b, category: x, definition: d, example: e }
  - { name: c, category: y, definition: d, example: e }
topics: [T]
splits:
  training: { categories: [x, z] }
  both: { skills: [a], topics: [T] }
mixes:
  - { skills: [a], topic: T }
`;
    const project = await loadProject('a', fakeFiles({ a: text }));
    const shown = (range: TextRange) =>
      inlayHints(project, 'a', range).reduceRight(
        (result, hint) => `${result.slice(0, hint.offset)}<${hint.text}>${result.slice(hint.offset)}`,
        text,
      );
    expect(shown({ start: 0, end: text.length })).toBe(`skills:
  - { name: a<training, both>, category: x, definition: d, example: e }
  - { name: b<training>, category: x, definition: d, example: e }
  - { name: c, category: y, definition: d, example: e }
topics: [T]
splits:
  training: { categories: [x<2 skills>, z] }<2 skills, 1 topic>
  both: { skills: [a], topics: [T] }<1 skill, 1 topic>
mixes:
  - { skills: [a], topic: T }
`);
    expect(shown({ start: text.length - 10, end: text.length })).toBe(text);
  });
});

describe('the path to another file', () => {
  it.each([
    ['/a/main', '/a/library', 'library'],
    ['/a/main', '/a/b/library', 'b/library'],
    ['/a/b/main', '/a/library', '../library'],
    ['/a/b/main', '/a/c/library', '../c/library'],
  ])('from %s to %s is %s', (from, to, expected) => {
    expect(relativePath(from, to)).toBe(expected);
  });
});

describe('a query for names', () => {
  it('takes names with its letters in their order', () => {
    expect(matchesQuery('Rhetorical question', 'rheque')).toBe(true);
    expect(matchesQuery('Rhetorical question', 'R Q')).toBe(true);
    expect(matchesQuery('Rhetorical question', '')).toBe(true);
    expect(matchesQuery('Rhetorical question', 'qr')).toBe(false);
  });
});

describe('whatever a file holds', () => {
  it.each([...SAMPLES, ANCHORED].map((text, index) => [index, text] as const))(
    'the structure of sample %i keeps its order and lies in the text',
    async (index, sample) => {
      const chance = chanceOf(900 + index);
      let text = sample;
      for (let step = 0; step < 60; step += 1) {
        text = step % 15 === 0 ? sample : mutate(text, chance);
        const project = await loadProject('a', fakeFiles({ a: text }));
        expectNested(outlineOf(project.root), text);
        expectInside(foldsOf(project.root), text);
        const tokens = nameTokens(project, 'a');
        expectInside(tokens, text);
        for (const [at, { start }] of tokens.entries())
          expect(start).toBeGreaterThanOrEqual(tokens[at - 1]?.end ?? 0);
        const offset = chance.below(text.length + 1);
        let inner = { start: offset, end: offset };
        for (const range of selectionsAt(project.root, offset)) {
          expect(range.start <= inner.start && range.end >= inner.end, JSON.stringify(text)).toBe(true);
          inner = range;
        }
      }
    },
  );
});

function expectInside(
  ranges: readonly { readonly start: number; readonly end: number }[],
  text: string,
): void {
  for (const { start, end } of ranges) {
    expect(start).toBeLessThanOrEqual(end);
    expect(end).toBeLessThanOrEqual(text.length);
  }
}

function expectNested(entries: readonly OutlineEntry[], text: string): void {
  for (const { range, selection, name, children } of entries) {
    expectInside([range], text);
    expect(name).not.toBe('');
    expect(selection.start >= range.start && selection.end <= range.end, JSON.stringify(text)).toBe(true);
    expectNested(children, text);
  }
}
