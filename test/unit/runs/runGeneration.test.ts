import { expect, test } from 'vitest';
import type { GenerationTask } from '../../../src/core/runs/generateSample.ts';
import type { ModelOutcome } from '../../../src/core/runs/ports.ts';
import { runGeneration } from '../../../src/core/runs/runGeneration.ts';
import { failure, fakePort, reply } from '../../support/fakePort.ts';
import { fakeTools, RUN_ID, storeWithRun } from '../../support/fakeTools.ts';
import { mixOf, mixRecord, QUESTION } from '../../support/mixes.ts';

async function scene(count: number, answer: (number: number) => ModelOutcome) {
  const tools = fakeTools(await storeWithRun());
  const { port, sent } = fakePort((_request, number) => answer(number));
  const student = { name: 'fake/m', model: 'm', port, sampling: {} };
  const tasks = Array.from({ length: count }, (_, index): GenerationTask => {
    const mix = mixRecord(mixOf([QUESTION], `Topic ${index}`));
    return { runId: RUN_ID, file: 'a.skillset.yaml', mix, student, generation: 1 };
  });
  return { tools, sent, tasks };
}

const form = reply('Answer: Who sews?\nExplanation: because.');
const signal = new AbortController().signal;

test('a bad key stops the run, and what was not asked is counted as such', async () => {
  const { tools, sent, tasks } = await scene(10, (number) => (number <= 4 ? form : failure('bad-key')));
  const summary = await runGeneration(tools, tasks, { concurrency: 1, signal });
  expect(summary).toMatchObject({
    failed: 1,
    notAsked: 8,
    unreadable: 0,
    cancelled: false,
    stoppedBy: { kind: 'bad-key' },
  });
  expect(sent).toHaveLength(5);
});

test('running again after a stop asks only for what is missing', async () => {
  const { tools, sent, tasks } = await scene(10, (number) => (number === 5 ? failure('bad-key') : form));
  await runGeneration(tools, tasks, { concurrency: 1, signal });
  const summary = await runGeneration(tools, tasks, { concurrency: 4, signal });
  expect(summary).toMatchObject({ failed: 0, notAsked: 0 });
  expect(sent).toHaveLength(21);
});

test('no more calls than allowed are under way at once', async () => {
  let now = 0;
  let most = 0;
  const tools = fakeTools(await storeWithRun());
  const { port } = fakePort(async () => {
    now += 1;
    most = Math.max(most, now);
    await Promise.resolve();
    now -= 1;
    return form;
  });
  const student = { name: 'fake/m', model: 'm', port, sampling: {} };
  const tasks = Array.from(
    { length: 20 },
    (_, index): GenerationTask => ({
      runId: RUN_ID,
      file: 'a.skillset.yaml',
      mix: mixRecord(mixOf([QUESTION], `Topic ${index}`)),
      student,
      generation: 1,
    }),
  );
  await runGeneration(tools, tasks, { concurrency: 3, signal });
  expect(most).toBe(3);
});
