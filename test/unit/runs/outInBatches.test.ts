import { expect, test } from 'vitest';
import { targetIdentity } from '../../../src/core/answers/evaluatedModel.ts';
import { isOutInBatches, isStillOut } from '../../../src/core/runs/batches/outInBatches.ts';
import { fakeStore } from '../../support/fakeStore.ts';
import { batch, run } from '../../support/studyFacts.ts';

test('a run whose batches are out goes on in batches, whatever became of the step that sent them', () => {
  for (const state of ['waiting', 'cancelled', 'running', 'done'] as const)
    expect(isOutInBatches([run('data', state)], [batch('data')])).toBe(true);
  expect(isOutInBatches([run('data', 'cancelled')], [batch('data', { state: 'submitting' })])).toBe(true);
});

test('one that waits goes on so after somebody else has collected its batches; one that ended does not', () => {
  const collected = [batch('data', { state: 'collected' })];
  expect(isOutInBatches([run('data', 'waiting')], collected)).toBe(true);
  expect(isOutInBatches([run('data', 'done')], collected)).toBe(false);
});

test('neither the batches of other runs nor those of a target count', () => {
  expect(isOutInBatches([run('data', 'waiting')], [batch('evaluate')])).toBe(false);
  const there = batch('evaluate', { endpoint: targetIdentity('lab') });
  expect(isOutInBatches([run('evaluate', 'waiting')], [there])).toBe(false);
});

test('a run is still out while a batch of its own is open', async () => {
  const store = fakeStore();
  await store.saveBatch(batch('data'));
  expect(await isStillOut(store, run('data', 'running'))).toBe(true);
  expect(await isStillOut(store, run('evaluate', 'running'))).toBe(false);
  await store.saveBatch(batch('data', { state: 'collected' }));
  expect(await isStillOut(store, run('data', 'running'))).toBe(false);
});
