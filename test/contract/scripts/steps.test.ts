import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runSteps, type Step, summaryOf } from '../../../scripts/support/steps.mjs';

let printed: string[];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((line) => printed.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
});

const good: Step = { name: 'good', run: async () => ({ passed: 3, failed: 0, skipped: 1 }) };
const bad: Step = {
  name: 'bad',
  run: async () => ({ passed: 2, failed: 1, skipped: 0, output: 'one is red' }),
};
const broken: Step = { name: 'broken', run: () => Promise.reject(new Error('the tool is not there')) };
const absent: Step = { name: 'absent', obstacle: async () => 'no browser', run: () => bad.run() };

test('a step that fails or breaks does not hide the later ones, and all are counted', async () => {
  const results = await runSteps([bad, broken, good]);
  expect(results.map(({ name }) => name)).toEqual(['bad', 'broken', 'good']);
  expect(summaryOf(results)).toEqual({ passed: 5, failed: 2, skipped: 1 });
  expect(printed.join('\n')).toMatch(
    /one is red\nFAILED +bad .*\nthe tool is not there\nFAILED +broken .*\nok +good/u,
  );
});

test('a step that cannot run here is skipped with its cause', async () => {
  const results = await runSteps([absent, good]);
  expect(summaryOf(results)).toEqual({ passed: 3, failed: 0, skipped: 2 });
  expect(printed[0]).toBe('skipped  absent: no browser');
});

test('a step learns how the ones before it went', async () => {
  const late: Step = {
    ...good,
    obstacle: async (done) => (done.some(({ failed }) => failed > 0) ? 'something failed' : undefined),
  };
  expect(summaryOf(await runSteps([bad, late])).skipped).toBe(1);
  expect(summaryOf(await runSteps([good, late])).passed).toBe(6);
});
