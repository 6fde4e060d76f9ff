import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../src/core/skillset/document.ts';
import { applyEdits } from '../../../src/core/skillset/edits/textEdit.ts';
import { fixesFor } from '../../../src/core/skillset/fixes/fixesFor.ts';
import { formatEdits } from '../../../src/core/skillset/formatting/formatEdits.ts';
import { findProblems } from '../../../src/core/skillset/problems.ts';
import { loadProject } from '../../../src/core/skillset/project.ts';
import { skillsetOf } from '../../../src/core/skillset/skillsetOf.ts';
import { outlineOf } from '../../../src/core/skillset/structure/outline.ts';
import { composeFirst } from '../../../src/core/skillset/tree/composeFirst.ts';
import { fakeFiles } from './fakeFiles.ts';
import { useEverything } from './useEverything.ts';

/** Written to be hard to read. As the YAML library reads them, several would take longer than a test may. */
const HOSTILE: Readonly<Record<string, string>> = {
  'half a megabyte of }': '}'.repeat(480_000),
  'the same below a key': `skills:\n${'}'.repeat(480_000)}`,
  'a ] in each line': ']\n'.repeat(240_000),
  'commas in brackets': `topics: [${','.repeat(470_000)}]`,
  'commas in the brackets of many sections': sections(20, `[${','.repeat(95_000)}]`),
  'keys without a name': ':\n'.repeat(240_000),
  'question marks': '?\n'.repeat(160_000),
  'directives without end': '%A\n'.repeat(160_000),
  'anchors without end': '&a '.repeat(160_000),
  'documents without end': '---\n'.repeat(120_000),
  'mismatched brackets': 'x: [}\n'.repeat(80_000),
  'a million entries': `topics:\n${'- a\n'.repeat(1_000_000)}`,
  'a million broken entries': `topics:\n${'- }\n'.repeat(1_000_000)}`,
  'tabs for blanks': '\tname: x\n'.repeat(50_000),
  'brackets, 10,000 deep': `topics: ${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  'dashes, 10,000 deep': `topics: ${'- '.repeat(10_000)}`,
  'indentation, 900 deep': Array.from({ length: 900 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''),
  'an alias bomb': bomb((level, items) => `k${level}: &a${level} [${items}]\n`),
  'an alias bomb in one section': `topics:\n${bomb((level, items) => `- &a${level} [${items}]\n`)}`,
  'an alias of everything before it': `topics:\n- &a x\n${'- *a\n'.repeat(50_000)}`,
  'ten megabytes of skills': `skills:\n${skills(50_000)}`,
};

/** Large or long, and right. */
const HONEST: Readonly<Record<string, string>> = {
  'a name of 400 kilobytes': `skills:\n${skill('a'.repeat(400_000))}`,
  'a text of 400 kilobytes in one line': `skills:\n${skill('long', 'word '.repeat(80_000))}`,
  'a check of 60,000 branches': `skills:\n${skill('checked')}    check: '${'(a|b)*'.repeat(10_000)}'\n`,
  'long names that are nearly alike': `skills:\n${Array.from({ length: 40 }, (_, index) => skill(`${'a b '.repeat(500)}${index}`)).join('')}topics: [T]\nmixes:\n${`  - { skills: [${'a b '.repeat(500)}x], topic: T }\n`.repeat(100)}`,
  'a megabyte of skills': `skills:\n${skills(5_000)}`,
  'blanks at the end of 10,000 lines': `skills:\n${skills(2_500).replaceAll('\n', '   \n')}`,
};

/** For a machine that has other work to do. The bound that counts is that of the steps. */
const PATIENCE = 60_000;

describe.each(Object.entries(HOSTILE))('%s', (_, text) => {
  it('is given up after so many steps', () => {
    expect(composeFirst(text, {}).steps).toBeLessThanOrEqual(600_000);
  });

  it(
    'is one clear problem or a few, and nothing hangs or throws',
    async () => {
      const project = await loadProject('main', fakeFiles({ main: text }));
      const problems = findProblems(project).get('main') ?? [];
      expect(problems.some(({ severity }) => severity === 'error')).toBe(true);
      expect(project.root.problems.length).toBeLessThanOrEqual(1_000);
      useEverything(project, Math.floor(text.length / 2));
    },
    PATIENCE,
  );
});

it('reads no further where nothing can stand', () => {
  expect(composeFirst('}'.repeat(480_000), {}).steps).toBeLessThan(1_000);
});

describe.each(Object.entries(HONEST))('%s', (_, text) => {
  it(
    'is read, and every feature answers',
    async () => {
      const project = await loadProject('main', fakeFiles({ main: text }));
      expect(project.root.problems).toEqual([]);
      expect(outlineOf(project.root)[0]?.name).toBe('skills');
      for (const problem of (findProblems(project).get('main') ?? []).slice(0, 20))
        fixesFor(project, 'main', problem);
      useEverything(project, text.length - 2);
    },
    PATIENCE,
  );
});

describe('a file that is strange and right', () => {
  const text = `skillset: 1
skills:
  - &first
    name: "Zeugma (syllepsis), 连接: \\u00e9"
    category: literary
    definition: &d What yokes two things.
    example: She broke his car, and his heart.
  - { name: café, category: literary, definition: *d, example: *d }
topics: [&t 'Ελλάδα', "Naïve: yes"]
mixes:
  - skills: ["Zeugma (syllepsis), 连接: é", CAFÉ]
    topic: *t
`;

  it.each([
    ['as it is', text],
    ['with CRLF', text.replaceAll('\n', '\r\n')],
    ['with a byte order mark', `\uFEFF${text}`],
    ['with names in decomposed letters', text.replace('name: café', `name: ${'café'.normalize('NFD')}`)],
  ])('means the same %s', async (_, main) => {
    const project = await loadProject('main', fakeFiles({ main }));
    const errors = (findProblems(project).get('main') ?? []).filter(({ severity }) => severity === 'error');
    expect(errors).toEqual([]);
    const { skills: found, mixes } = skillsetOf(project);
    expect(found.map(({ definition }) => definition)).toEqual(Array(2).fill('What yokes two things.'));
    expect(mixes.map(({ skills: mixed, topic }) => [mixed.length, topic.name])).toEqual([[2, 'Ελλάδα']]);
  });
});

describe('a second document', () => {
  it('is told of, and what stands before it is read', () => {
    const { problems, sections } = parseDocument('main', 'title: A\n---\ntitle: B\n');
    expect(problems).toMatchObject([{ code: 'yaml-syntax', range: { start: 9 } }]);
    expect(problems[0]?.message).toContain('second document');
    expect(sections.map(({ name }) => name)).toEqual(['title']);
  });
});

describe('laying out a file of many lines', () => {
  it('takes blanks from each of them', () => {
    const text = `skills:\n${skills(2_500).replaceAll('\n', '  \n')}`;
    const after = applyEdits(text, formatEdits(parseDocument('main', text)));
    expect(after).toBe(`skills:\n${skills(2_500)}`);
    // On a machine that has other work to do.
  }, 60_000);
});

function sections(count: number, value: string): string {
  return Array.from({ length: count }, (_, index) => `s${index}: ${value}\n`).join('');
}

function bomb(line: (level: number, items: string) => string): string {
  return Array.from({ length: 30 }, (_, level) =>
    line(
      level,
      Array(10)
        .fill(level === 0 ? 'x' : `*a${level - 1}`)
        .join(', '),
    ),
  ).join('');
}

function skills(count: number): string {
  const words = 'What a text does when it shows the ability, in a sentence that has some length.';
  return Array.from({ length: count }, (_, index) => skill(`skill ${index}`, `${words} ${index}`)).join('');
}

function skill(name: string, definition = 'What it is.'): string {
  return `  - name: ${name}\n    category: logic\n    definition: ${definition}\n    example: Here it is.\n`;
}
