import { expect, test } from 'vitest';
import { planSummary } from '../../../src/core/plan/planSummary.ts';
import { type StudyFacts, studyReport } from '../../../src/core/plan/studyReport.ts';
import { NOTHING_STORED } from '../../../src/core/plan/survey.ts';
import type { StudyPlan } from '../../../src/core/skillset/study.ts';
import { fakePort, reply } from '../../support/fakePort.ts';
import { data, study } from './studyOf.ts';

const { port } = fakePort(() => reply(''));
const FACTS: StudyFacts = {
  survey: NOTHING_STORED,
  spent: { money: 0, tokens: 0 },
  file: 'a.skillset.yaml',
  digest: (text) => text,
  concurrency: 8,
  studentOf: (name) => ({ name, model: name, port, sampling: {} }),
  priceOf: () => ({ input: 2.5, output: 10, batchFactor: 0.5, source: 'a test' }),
};
const PARTS = [{ k: 1, skills: 'all', topics: 'all', attempts: 20 }];

function summary(changes: StudyPlan, facts: Partial<StudyFacts> = {}, graders = ['openai/gpt-4o']): string {
  const of = study({ data: data({ parts: PARTS }), ...changes });
  const planned = studyReport(of, ['data'], { graders }, { ...FACTS, ...facts });
  if (planned.kind === 'problem') throw new Error(planned.message);
  return planSummary(planned.report);
}

test('the question tells texts, calls, tokens, money, time and budget', () => {
  const lines = summary({ budget: { kind: 'money', amount: 50, currency: 'USD' } }).split('\n');
  expect(lines[0]).toBe('20 texts by openai/gpt-4o. Graded by openai/gpt-4o, 3 rounds.');
  expect(lines[1]).toBe('100 calls.');
  expect(lines[2]).toMatch(/^Tokens: about [\d.,K]+ in, [\d.,K]+ out\.$/u);
  expect(lines[3]).toMatch(/^Cost: \$[\d.]+ \([\d.]+–[\d.]+\); in batches \$[\d.]+ \(.*\)\.$/u);
  expect(lines[4]).toBe('Time: not known yet.');
  expect(lines[5]).toMatch(/^Budget: \$50\.00\. It covers what is asked for .* It is a hard stop\.$/u);
});

test('a price that is not known is said, and that a budget does not count it', () => {
  const told = summary(
    { budget: { kind: 'money', amount: 50, currency: 'USD' } },
    { priceOf: () => undefined },
  );
  expect(told).toContain('Cost: The price of openai/gpt-4o is not known.');
  expect(told).toContain('What has no known price does not count towards the budget.');
});

test('texts that nobody grades, and a study without a budget, are said to be so', () => {
  const told = summary({}, {}, []);
  expect(told).toContain('No grader is chosen: they are not graded.');
  expect(told).toContain('The study has no budget.');
});
