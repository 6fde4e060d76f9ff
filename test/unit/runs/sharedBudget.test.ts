import { expect, test } from 'vitest';
import { createBudget } from '../../../src/core/runs/budget.ts';
import type { CallRecord, StorePort } from '../../../src/core/runs/ports.ts';
import type { RunId } from '../../../src/core/runs/records.ts';
import { sharedBudget } from '../../../src/core/runs/spentBefore.ts';
import { fakePort } from '../../support/fakePort.ts';
import { fakeStore } from '../../support/fakeStore.ts';
import { fakeTools } from '../../support/fakeTools.ts';
import { mixOf, mixRecord, skill } from '../../support/mixes.ts';
import { RUN, wholeRun } from '../../support/runs.ts';
import { virtualClock } from '../../support/virtualClock.ts';

const MIX = mixRecord(mixOf([skill('litotes')], 'Sewing'));
const OTHER = { ...RUN, id: 'run-2' as RunId };
const { identity } = fakePort(() => used()).port;

test('counts what another living run of the file pays, and what this one pays only once', async () => {
  const store = await storeOfTwo();
  await pay(store, 'earlier', OTHER.id);
  const { before, spentByOthers } = await sharedBudget(store, RUN, { tokens: 1_000 }, () => undefined);
  expect(before.tokens).toBe(100);
  await pay(store, 'own', RUN.id);
  await pay(store, 'meanwhile', OTHER.id);
  expect(await spentByOthers?.()).toEqual({ money: 0, tokens: 200 });
  await pay(store, 'last', OTHER.id);
  await store.saveRun({ ...OTHER, state: 'done', endedAt: 2 });
  expect(await spentByOthers?.()).toEqual({ money: 0, tokens: 300 });
  expect(await spentByOthers?.()).toBeUndefined();
});

test('a budget that others have used up while it was open covers no more calls', async () => {
  const store = await storeOfTwo();
  const budget = createBudget(await sharedBudget(store, RUN, { tokens: 1_000 }, () => undefined));
  const call = { endpoint: identity, request: { model: 'm', messages: [] }, purpose: 'generate' } as const;
  expect(await budget.send(call, async () => used())).toMatchObject({ kind: 'reply' });
  for (let number = 0; number < 10; number += 1) await pay(store, `call ${number}`, OTHER.id);
  await budget.lookAgain();
  expect(await budget.send(call, async () => used())).toBeUndefined();
  expect(budget.isExhausted).toBe(true);
});

test('a run stops when another one has used up what is left', async () => {
  const store = await storeOfTwo();
  const clock = virtualClock();
  const { port } = fakePort(async () => {
    await clock.sleep(1_000, new AbortController().signal);
    await pay(store, `at ${clock.now()}`, OTHER.id);
    return used();
  });
  const student = { name: 'fake/m', model: 'm', port, sampling: { maxTokens: 100 } };
  const texts = Array.from({ length: 100 }, (_, index) => ({
    ...{ runId: RUN.id, file: RUN.file, mix: MIX, student, generation: index + 1 },
  }));
  const budget = await sharedBudget(store, RUN, { tokens: 5_000 }, () => undefined);
  const tools = { ...fakeTools(store), clock };
  const { state, progress } = await clock.until(wholeRun(tools, { texts, textCount: 100 }, { budget }));
  expect(state).toBe('stopped');
  // Half of it is the other's, but for what was paid since the last look.
  expect(progress.spent.calls).toBeGreaterThan(20);
  expect(progress.spent.calls).toBeLessThan(40);
});

async function storeOfTwo(): Promise<StorePort> {
  const store = fakeStore();
  await store.saveRun(RUN);
  await store.saveRun(OTHER);
  return store;
}

function used(): CallRecord['outcome'] {
  const usage = { input: 50, output: 50 };
  return {
    kind: 'reply',
    reply: { text: 'Answer: a text\nExplanation: so.', finish: 'stop', usage, raw: null },
  };
}

async function pay(store: StorePort, key: string, runId: RunId): Promise<void> {
  const request = { model: 'm', messages: [{ role: 'user', content: key }] } as const;
  const times = { startedAt: 1, duration: 1, tries: 1 };
  await store.saveCall({
    key,
    endpoint: identity,
    request,
    purpose: 'generate',
    outcome: used(),
    runId,
    ...times,
  });
}
