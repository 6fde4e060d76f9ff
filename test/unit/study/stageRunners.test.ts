import { expect, test } from 'vitest';
import type { StudyPlan } from '../../../src/core/skillset/study.ts';
import type { StageEnd } from '../../../src/core/study/advanceStudy.ts';
import { stageRunners } from '../../../src/core/study/stageRunners.ts';
import type { StudyFacts } from '../../../src/core/study/stages.ts';
import { job, NOTHING } from '../../support/studyFacts.ts';
import { evaluate, study } from '../plan/studyOf.ts';
import { trainPlan } from '../training/plans.ts';

const train = trainPlan({ base: 'org/model', target: 'lab' });

/** The stages of a study, with a record of what each of them did. */
function scene(plan: StudyPlan, facts: Partial<StudyFacts> = {}, onTarget: StageEnd = 'done') {
  const did: string[] = [];
  const run = stageRunners(study(plan), async () => ({ ...NOTHING, ...facts }), {
    part: async (purpose) => {
      did.push(purpose);
      return 'done';
    },
    train: async () => {
      did.push('train');
      return 'waiting';
    },
    onTarget: async () => {
      did.push('onTarget');
      return onTarget;
    },
  });
  return { run, did };
}

test('a training that is on its target is waited for; one whose start was cut is sent again', async () => {
  const running = scene({ train }, { jobs: [job('train', 'running')] });
  expect(await running.run.train()).toBe('waiting');
  expect(running.did).toEqual([]);
  const cut = scene({ train }, { jobs: [job('train', 'starting')] });
  expect(await cut.run.train()).toBe('waiting');
  expect(cut.did).toEqual(['train']);
});

test('what is trained is evaluated on its target, and endpoints only where they are named', async () => {
  const alone = scene({ train, evaluate: evaluate() });
  expect(await alone.run.evaluate()).toBe('done');
  expect(alone.did).toEqual(['onTarget']);
  const both = scene({ train, evaluate: evaluate({ students: ['openai/gpt-4o'] }) });
  expect(await both.run.grade()).toBe('done');
  expect(both.did).toEqual(['onTarget', 'evaluate']);
  const untrained = scene({ evaluate: evaluate() });
  await untrained.run.evaluate();
  expect(untrained.did).toEqual(['evaluate']);
});

test('endpoints wait for the target', async () => {
  const { run, did } = scene({ train, evaluate: evaluate({ students: ['a/b'] }) }, {}, 'waiting');
  expect(await run.evaluate()).toBe('waiting');
  expect(did).toEqual(['onTarget']);
});

test('a training that fails while it is waited for is not begun again unasked', async () => {
  const jobs = [job('train', 'running')];
  const facts = { ...NOTHING, jobs };
  const { run, did } = scene({ train }, facts);
  expect(await run.train()).toBe('waiting');
  jobs[0] = job('train', 'failed');
  expect(await run.train()).toBe('failed');
  expect(did).toEqual([]);
  const asked = scene({ train }, facts);
  expect(await asked.run.train()).toBe('waiting');
  expect(await asked.run.train()).toBe('failed');
  expect(asked.did).toEqual(['train']);
});
