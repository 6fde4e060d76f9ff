import { beforeAll, describe, expect, it } from 'vitest';
import { checkOf } from '../../../src/core/grading/checkPattern.ts';
import { namedSkills } from '../../../src/core/grading/nameRule.ts';
import { topicWords } from '../../../src/core/grading/topicRule.ts';
import { resolveSplit } from '../../../src/core/mixes/splits.ts';
import { findProblems } from '../../../src/core/skillset/problems.ts';
import type { Project } from '../../../src/core/skillset/project.ts';
import { nameKey, type Skillset } from '../../../src/core/skillset/skillset.ts';
import { skillsetOf } from '../../../src/core/skillset/skillsetOf.ts';
import { falsePositivesOf } from './falsePositives.ts';
import { libraryPage } from './libraryPage.ts';
import { readLibrary } from './readLibrary.ts';

let project: Project;
let library: Skillset;

beforeAll(async () => {
  project = await readLibrary();
  library = skillsetOf(project);
});

describe('the library', () => {
  it('has neither errors nor warnings', () => {
    const problems = [...findProblems(project).values()].flat();
    expect(problems.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual([]);
  });

  it('has the eight categories, as many skills as the paper, and in its proportion', () => {
    const { literary = 0, rhetorical = 0, ...others } = countByCategory(library);
    const rest = Object.values(others).reduce((sum, count) => sum + count, 0);
    expect(Object.keys(others).sort()).toEqual([
      'common sense',
      'logic',
      'physical knowledge',
      'pragmatics',
      'reasoning',
      'theory of mind',
    ]);
    expect(literary + rhetorical).toBeGreaterThanOrEqual(53);
    expect(rest).toBeGreaterThanOrEqual(48);
    expect((literary + rhetorical) / rest).toBeCloseTo(53 / 48, 1);
  });

  it('marks 17 skills as common', () => {
    expect(library.skills.filter(({ common }) => common)).toHaveLength(17);
  });

  it('calls each thing by one name, aliases counted', () => {
    for (const entries of [library.skills, library.topics]) {
      const names = entries.flatMap(({ name, aliases }) => [name, ...aliases].map(nameKey));
      expect(names).toEqual([...new Set(names)]);
    }
  });

  it('writes the names of skills in lower case', () => {
    const names = library.skills.map(({ name }) => name);
    expect(names).toEqual(names.map((name) => name.toLowerCase()));
  });

  it('defines and shows each skill in words of its own', () => {
    for (const key of ['definition', 'example'] as const) {
      const texts = library.skills.map((skill) => skill[key]);
      expect(texts).toEqual([...new Set(texts)]);
      expect(texts.filter((text) => !/^["“\p{Lu}].*[.!?…]["”]?$/su.test(text))).toEqual([]);
    }
  });

  it('names no skill in an example', () => {
    const [topic] = library.topics;
    if (topic === undefined) throw new Error('no topics');
    const named = library.skills.flatMap(({ name, example }) => {
      const found = namedSkills({ skills: library.skills, topic }, example);
      return found.length === 0 ? [] : { in: name, named: found.map(({ skill }) => skill) };
    });
    expect(named).toEqual([]);
  });

  it('has 100 topics, and a text that names one of them or an alias is on it', () => {
    expect(library.topics).toHaveLength(100);
    const missed = library.topics.flatMap((topic) =>
      [topic.name, ...topic.aliases].filter(
        (word) => topicWords(topic, `All they talked about was ${word.toLowerCase()}.`) === undefined,
      ),
    );
    expect(missed).toEqual([]);
    // On a machine that has other work to do.
  }, 60_000);

  it('splits by category, and the topics in halves', () => {
    const training = resolveSplit(library, 'training');
    const heldOut = resolveSplit(library, 'held-out');
    if (training.kind !== 'split' || heldOut.kind !== 'split') throw new Error('a split is missing');
    expect(new Set(training.skills.map(({ category }) => category))).toEqual(
      new Set(['literary', 'rhetorical']),
    );
    expect(training.skills.length + heldOut.skills.length).toBe(library.skills.length);
    expect([training.topics.length, heldOut.topics.length]).toEqual([50, 50]);
    expect(training.topics.filter((topic) => heldOut.topics.includes(topic))).toEqual([]);
  });
});

describe('the checks of the library', () => {
  it('are there for at least 20 skills, and match the example of their own', () => {
    const checked = library.skills.filter(({ check }) => check !== undefined);
    expect(checked.length).toBeGreaterThanOrEqual(20);
    const missed = checked.filter(({ check, example }) => !checkOf(check ?? '')?.firstMatch(example));
    expect(missed.map(({ name }) => name)).toEqual([]);
  });

  it('seldom match what shows another skill', () => {
    const results = falsePositivesOf(library.skills);
    expect(results.filter(({ rate, definitionRate }) => Math.max(rate, definitionRate) > 0.1)).toEqual([]);
    const good = results.filter(({ rate }) => rate < 0.05);
    expect(good.length).toBeGreaterThan(results.length / 2);
  });
});

it('the page about the library tells what is in it', async () => {
  await expect(libraryPage(library)).toMatchFileSnapshot('../../../docs/library.md');
});

function countByCategory({ skills }: Skillset): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { category } of skills) counts[category] = (counts[category] ?? 0) + 1;
  return counts;
}
