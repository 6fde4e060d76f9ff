import { expect, test } from 'vitest';
import { type StudyFacts, studyStages } from '../../../src/core/study/stages.ts';
import { type StudyItem, studyItem } from '../../../src/core/study/studyItem.ts';
import { batch, EVALUATED, job, NOTHING, run, WRITTEN } from '../../support/studyFacts.ts';

function item(changes: Partial<StudyFacts>, goesOn = false): StudyItem {
  return studyItem(studyStages({ ...NOTHING, ...changes }), goesOn);
}

test('a study that nobody began can be begun, and has no results', () => {
  const { state, description, actions, stages } = item({});
  expect({ state, description, actions }).toEqual({
    ...{ state: 'open', description: '0 of 5 done · next: data', actions: ['begin'] },
  });
  expect(stages.map(({ label, description: told }) => `${label}: ${told}`)).toEqual([
    'Data: next · 0 of 10 texts',
    'Training: after the one before · 0 of 20 steps',
    'Evaluation: after the one before · 0 of 8 texts',
    'Grading: after the one before',
    'Report: after the one before',
  ]);
});

test('a stage tells what runs where, what it took, and leads to its job', () => {
  const training = job('train', 'running', { startedAt: 40_000, progress: { done: 7, total: 20 } });
  const { stages, description, actions, state } = item(
    {
      ...{ data: WRITTEN, jobs: [training], runs: [run('data', 'done')] },
      money: { data: 1.5, evaluate: 0, grade: 0 },
    },
    true,
  );
  expect({ state, description }).toEqual({
    ...{ state: 'goesOn', description: '1 of 5 done · training under way · $1.50 · 1 min on targets' },
  });
  expect(actions).toEqual(['stop', 'results']);
  expect(stages[0]).toMatchObject({
    ...{ description: 'done · 10 of 10 texts · $1.50', leadsTo: { kind: 'run', id: 'data' } },
    details: [{ label: 'Paid', description: '$1.50' }],
  });
  expect(stages[1]).toMatchObject({
    ...{
      description: 'under way · 7 of 20 steps · 1 min on targets',
      leadsTo: { kind: 'job', id: 'train-1' },
    },
    details: [
      { label: 'Runs', description: 'train-1 on lab, running' },
      { label: 'Jobs ran', description: '1 min' },
    ],
  });
});

test('a stage that failed says why, and the study can be gone on with', () => {
  const failed = job('train', 'failed', { why: 'CUDA out of memory' });
  const { state, description, actions, stages } = item({ data: WRITTEN, jobs: [failed] });
  expect({ state, actions }).toEqual({ state: 'failed', actions: ['goOn', 'results'] });
  expect(description).toBe('1 of 5 done · training failed');
  expect(stages[1]?.details).toEqual([{ label: 'Why', description: 'CUDA out of memory' }]);
});

test('a study that is done leads to its results, and has nothing to go on with', () => {
  const all = { data: WRITTEN, jobs: [job('train', 'done')], evaluate: EVALUATED };
  const { state, actions, stages } = item(all);
  expect({ state, actions }).toEqual({ state: 'done', actions: ['results'] });
  expect(stages.at(-1)).toMatchObject({ label: 'Report', leadsTo: { kind: 'results' } });
});

test('a stage whose calls are out says that it waits for batches, and not that it runs', () => {
  const { state, description, stages } = item({
    ...{ runs: [run('data', 'waiting')], batches: [batch('data')] },
  });
  expect({ state, description }).toEqual({
    ...{ state: 'waiting', description: '0 of 5 done · data waits for a batch' },
  });
  expect(stages[0]).toMatchObject({
    ...{ state: 'waiting', isInBatches: true },
    description: 'waits for a batch · 0 of 10 texts',
    details: [{ label: 'In batches', description: '3 calls to gpt-4o at openai' }],
  });
  const several = item({ runs: [run('data', 'waiting')], batches: [batch('data'), batch('data')] }, true);
  expect(several.stages[0]?.description).toBe('waits for 2 batches · 0 of 10 texts');
});
