import { expect, test } from 'vitest';
import { withMarksOfToday } from '../../../src/core/runs/marksOfToday.ts';
import type { Sample, SampleId } from '../../../src/core/runs/records.ts';
import type { Skillset } from '../../../src/core/skillset/skillset.ts';
import { RUN_ID, storeWithRun } from '../../support/fakeTools.ts';
import { mixOf, mixRecord, QUESTION, RED_HERRING } from '../../support/mixes.ts';

const SAMPLE: Sample = {
  id: 'sample-1' as SampleId,
  runId: RUN_ID,
  file: 'a.skillset.yaml',
  mix: mixRecord(mixOf([QUESTION, RED_HERRING]), 'training'),
  student: 'fake/student',
  generation: 1,
  promptVersion: 'p1',
  createdAt: 1,
  result: { kind: 'text', text: 'Who sews?' },
  callKeys: [],
};

function skillsetOf(skills: Skillset['skills'], topics: Skillset['topics'] = []): Skillset {
  return { title: 'A study', skills, topics, splits: [], mixes: [], seed: 0 };
}

async function today(skillset: Skillset) {
  const store = await storeWithRun();
  await store.saveSample(SAMPLE);
  const [sample] = await withMarksOfToday(store, skillset, [SAMPLE]);
  return { sample, stored: await store.samples({}) };
}

test('a sample takes the checks, aliases and marks of today, and is saved with them', async () => {
  const question = {
    ...QUESTION,
    name: 'Rhetorical  Question',
    check: 'who',
    common: true,
    aliases: ['erotema'],
  };
  const { sample, stored } = await today(
    skillsetOf([question], [{ name: 'sewing', aliases: ['needlework'] }]),
  );
  expect(sample?.mix).toEqual({
    ...SAMPLE.mix,
    skills: [{ ...question, name: QUESTION.name }, RED_HERRING],
    topic: { name: 'Sewing', aliases: ['needlework'] },
  });
  expect(stored).toEqual([sample]);
});

test('a skill whose definition was reworded is another one, and one that is gone keeps its marks', async () => {
  const { sample } = await today(skillsetOf([{ ...QUESTION, definition: 'Reworded.', check: 'who' }]));
  expect(sample).toBe(SAMPLE);
});

test('a sample that says the same already is not saved again', async () => {
  const saved: Sample[] = [];
  const store = { saveSample: async (sample: Sample) => void saved.push(sample) };
  const same = skillsetOf([QUESTION, RED_HERRING], [SAMPLE.mix.topic]);
  expect(await withMarksOfToday(store, same, [SAMPLE])).toEqual([SAMPLE]);
  expect(saved).toEqual([]);
});
