import { expect, test } from 'vitest';
import { budgetProblems, type StudyNeeds } from '../../../src/core/skillset/budgetProblems.ts';
import { loadProject } from '../../../src/core/skillset/project.ts';
import { fakeFiles } from './fakeFiles.ts';
import { marked, withMarks } from './marked.ts';

const NEEDS: StudyNeeds = { money: 123.4, tokens: 3_000_000, unpriced: [] };

async function told(source: string, needs: Partial<StudyNeeds> = {}) {
  const { text } = marked(`skillset: 1\nstudy: { ${source} }\n`);
  const project = await loadProject('main', fakeFiles({ main: text }));
  const problems = budgetProblems(project, { ...NEEDS, ...needs });
  return {
    text: withMarks(
      text,
      problems.map(({ range }) => range),
    ),
    messages: problems.map(({ message }) => message),
  };
}

test('a budget in money that does not cover the study is told, with what it covers', async () => {
  const { text, messages } = await told('budget: 50 USD');
  expect(text).toContain('{ budget: <|50 USD|> }');
  expect(messages).toEqual([
    'The study takes about $123: the budget covers about 40 % of it, and the runs will stop there. Raise it, or lower attempts, mixes, generations or rounds.',
  ]);
});

test('models without a known price are named', async () => {
  const { messages } = await told('budget: 50 USD', { unpriced: ['lab/llama'] });
  expect(messages[0]).toContain('about $123, not counting lab/llama: the budget');
});

test('a budget in tokens is held against tokens', async () => {
  const { messages } = await told('budget: 2000000 tokens', { unpriced: ['lab/llama'] });
  expect(messages[0]).toContain('The study takes about 3M tokens: the budget covers about 66 % of it');
});

test.each(['budget: 124 USD', 'budget: 3000000 tokens', 'budget: much', 'seed: 1'])(
  'nothing is told of "%s"',
  async (study) => {
    expect((await told(study)).messages).toEqual([]);
  },
);
