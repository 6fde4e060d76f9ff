import { expect, test } from 'vitest';
import { authorSamples } from '../../../src/core/runs/authorSample.ts';
import { generateSample } from '../../../src/core/runs/generateSample.ts';
import type { Skillset } from '../../../src/core/skillset/skillset.ts';
import { fakePort, reply } from '../../support/fakePort.ts';
import { fakeTools, RUN_ID, storeWithRun } from '../../support/fakeTools.ts';
import { mixOf, mixRecord, QUESTION } from '../../support/mixes.ts';

const PLACE = { runId: RUN_ID, file: 'a.skillset.yaml' };
const signal = new AbortController().signal;

/** A student has written "Who sews?" for a mix of one skill; the file holds a text for that skill as it is defined. */
async function scene(definition: string, text: string) {
  const tools = fakeTools(await storeWithRun());
  const { port } = fakePort(() => reply('Answer: Who sews?\nExplanation: because.'));
  const student = { name: 'fake/m', model: 'm', port, sampling: {} };
  await generateSample(
    tools,
    { ...PLACE, mix: mixRecord(mixOf([QUESTION])), student, generation: 1 },
    { signal },
  );
  const skill = { ...QUESTION, definition };
  const mixes = [{ index: 0, ...mixOf([skill]), text }];
  const skillset: Skillset = { title: 'A', skills: [skill], topics: [], splits: [], mixes, seed: 0 };
  return authorSamples(tools, PLACE, skillset);
}

test('words that no student wrote are the author’s', async () => {
  expect(await scene(QUESTION.definition, 'Who knits?\n')).toMatchObject([
    { student: 'author', mix: { split: 'mixes' } },
  ]);
});

test('words that a student wrote for this mix need no sample of their own', async () => {
  expect(await scene(QUESTION.definition, 'Who sews?\n')).toEqual([]);
});

test('a reworded definition makes another mix, but not another writer', async () => {
  expect(await scene('Something else.', 'Who sews?\n')).toMatchObject([
    { student: 'fake/m', mix: { split: 'all' } },
  ]);
});
