import { describe, expect, it } from 'vitest';
import { completionsAt } from '../../../src/core/skillset/completions.ts';
import { definitionsIn } from '../../../src/core/skillset/definitions.ts';
import { parseDocument, type SkillsetDocument } from '../../../src/core/skillset/document.ts';
import { indexNames } from '../../../src/core/skillset/names.ts';
import { findProblems } from '../../../src/core/skillset/problems.ts';
import { loadProject, type Project } from '../../../src/core/skillset/project.ts';
import { skillsetOf } from '../../../src/core/skillset/skillsetOf.ts';
import { inlayHints } from '../../../src/core/skillset/structure/inlayHints.ts';
import { nameTokens } from '../../../src/core/skillset/structure/nameTokens.ts';
import { fakeFiles } from './fakeFiles.ts';
import { type Chance, chanceOf, mutate } from './mutations.ts';

/** More than one stretch of each list. */
const SKILLS = 200;

const SOURCE = `skillset: 1
title: Many
skills:
${skills(0, SKILLS)}topics:
${Array.from({ length: 100 }, (_, index) => `  - Topic ${index}\n`).join('')}splits:
  training: { categories: [category 0, category 1], topics: 67% }
  held-out: { categories: [category 2], exclude: [skill 5], topics: rest }
mixes:
${Array.from({ length: 70 }, (_, index) => `  - skills: [skill ${index}, skill ${index + 1}]\n    topic: Topic ${index}\n`).join('')}study:
  data: { parts: [{ k: 1, split: training, attempts: 50 }, { k: 2, split: training, attempts: 50 }] }
  evaluate: { splits: [training, held-out], k: [2, 3], mixes: 10 }
`;

describe('a file of many entries', () => {
  it('shares with the version before all but what stands around a change', () => {
    const before = parseDocument('main', SOURCE);
    const typed = SOURCE.replace('What 100 is', 'What on earth 100 is');
    const added = SOURCE.replace('  - name: skill 100\n', `${skills(1_000, 1)}  - name: skill 100\n`);
    const known = new Set(groupsOf(before));
    expect(known.size).toBe(14);
    expect(fresh(parseDocument('main', typed, before), known)).toBe(1);
    expect(fresh(parseDocument('main', added, before), known)).toBe(1);
  });

  it('keeps its names while other words are typed, and has others as soon as one changes', async () => {
    const first = await open(SOURCE);
    const names = indexNames(first).table;
    const same = await open(SOURCE.replace('What 100 is', 'What on earth 100 is'), first);
    expect(indexNames(same).table).toBe(names);
    for (const [from, to] of [
      ['name: skill 100', 'name: skill 100b'],
      ['name: skill 100', 'name: Skill 100'],
      ['name: skill 100\n    category: category 1', 'name: skill 100\n    category: category 2'],
      [skills(100, 1), ''],
    ] as const) {
      expect(SOURCE).toContain(from);
      const changed = await open(SOURCE.replace(from, to), first);
      expect(indexNames(changed).table, to).not.toBe(names);
    }
  });

  it('offers a name as it is written now', async () => {
    const first = await open(SOURCE);
    const place = SOURCE.indexOf('skill 1]');
    const labels = (project: Project) =>
      completionsAt(project, 'main', project.root.text.indexOf('skill 1]')).map(({ label }) => label);
    expect(completionsAt(first, 'main', place).map(({ label }) => label)).toContain('skill 100');
    const renamed = await open(SOURCE.replace('name: skill 100\n', 'name: Skill 100\n'), first);
    expect(labels(renamed)).toContain('Skill 100');
    expect(labels(renamed)).not.toContain('skill 100');
  });

  it('takes a skill that is pasted twice for two', async () => {
    const skill = '  - name: a\n    aliases: [b]\n';
    const first = await open(`skills:\n${skill}  - name: c\n`);
    const pasted = `skills:\n  - name: z\n${skill}${skill}  - name: d\n`;
    expect(findProblems(await open(pasted, first))).toEqual(findProblems(await open(pasted)));
  });

  it.each([1, 2, 3, 4])(
    'says the same after random changes as if it had just been opened, run %i',
    async (seed) => {
      const chance = chanceOf(900 + seed);
      let text = SOURCE;
      let project = await open(text);
      for (let step = 0; step < 60; step += 1) {
        text = step % 15 === 0 ? SOURCE : change(text, chance);
        project = await open(text, project);
        expect(told(project), JSON.stringify(text)).toBe(told(await open(text)));
      }
    },
    60_000,
  );
});

function skills(from: number, count: number): string {
  return Array.from({ length: count }, (_, index) => skill(from + index)).join('');
}

function skill(number: number): string {
  const check = number % 40 === 0 ? `    check: '${number === 40 ? '.' : number}'\n` : '';
  const alias = number % 30 === 0 ? `    aliases: [other ${number % 60}]\n` : '';
  return `  - name: skill ${number}
    category: category ${number % 3}
    definition: What ${number} is.
    example: It shows ${number}.
${check}${alias}`;
}

function groupsOf({ stretches }: SkillsetDocument): object[] {
  return stretches.map(({ group }) => group).filter(({ role }) => role.endsWith(' item'));
}

function fresh(document: SkillsetDocument, known: ReadonlySet<object>): number {
  return groupsOf(document).filter((group) => !known.has(group)).length;
}

function open(main: string, previous?: Project): Promise<Project> {
  return loadProject('main', fakeFiles({ main }), previous);
}

/** Whole entries come, go and move, beside what else happens to a text. */
function change(text: string, chance: Chance): string {
  const entries = text.split(/(?<=\n)(?= {2}- )/u);
  const at = chance.below(entries.length);
  const to = chance.below(entries.length);
  switch (chance.below(5)) {
    case 0:
      return [...entries.slice(0, at), ...entries.slice(at + chance.below(90))].join('');
    case 1:
      return entries.toSpliced(at, 0, skills(chance.below(300), 1 + chance.below(90))).join('');
    case 2:
      return entries
        .toSpliced(at, 1)
        .toSpliced(to, 0, entries[at] ?? '')
        .join('');
    default:
      return mutate(text, chance);
  }
}

/** Everything that follows from names and places. */
function told(project: Project): string {
  const problems = findProblems(project);
  const { length } = project.root.text;
  const definitions = definitionsIn(project, 'main').map(({ kind, name, range }) => ({ kind, name, range }));
  const completed = completionsAt(project, 'main', project.root.text.indexOf('skills: [') + 10);
  const shown = [nameTokens(project, 'main'), inlayHints(project, 'main', { start: 0, end: length })];
  return JSON.stringify([[...problems], skillsetOf(project, problems), definitions, completed, shown]);
}
