import { expect, test } from 'vitest';
import { graderRequest } from '../../../src/core/grading/graderPrompt.ts';
import { advanceBatches, type BatchOptions } from '../../../src/core/runs/batches/advanceBatches.ts';
import { cancelWaiting } from '../../../src/core/runs/batches/cancelWaiting.ts';
import { cancelEnding } from '../../../src/core/runs/batches/stepEnding.ts';
import type { GenerationTask } from '../../../src/core/runs/generateSample.ts';
import type { ModelGrader } from '../../../src/core/runs/gradeSample.ts';
import type {
  BatchCall,
  BatchPort,
  ModelOutcome,
  ModelPort,
  StorePort,
} from '../../../src/core/runs/ports.ts';
import type { BatchId } from '../../../src/core/runs/records.ts';
import { fakeBatches } from '../../support/fakeBatches.ts';
import { failure, fakePort } from '../../support/fakePort.ts';
import { fakeStore, fakeStoreData } from '../../support/fakeStore.ts';
import { fakeTools, RUN_ID, storeWithRun } from '../../support/fakeTools.ts';
import { mixOf, mixRecord, QUESTION } from '../../support/mixes.ts';
import { RUN, wholeRun } from '../../support/runs.ts';

const TEXT = 'Who sews?';
const CUT = { kind: 'network', message: 'The connection was cut.' } as const;

function mixNumber(index: number) {
  return mixOf([QUESTION], `Topic ${index}`);
}

/** A reply that suits the call: a text, or a grading with full marks. */
function suitable({ request }: BatchCall): ModelOutcome {
  if (request.schema === undefined) return withUsage(`Answer: ${TEXT}\nExplanation: because.`);
  const index = Number(/Topic (\d+)/u.exec(request.messages.at(-1)?.content ?? '')?.[1]);
  const { id } = graderRequest(mixNumber(index), TEXT, 1);
  const grades = ['skill: rhetorical question', 'topic', 'sense'].map((criterion) => {
    return { criterion, reason: 'because', quote: 'Who sews', point: 1 };
  });
  return withUsage(JSON.stringify({ id, grades }));
}

function withUsage(text: string): ModelOutcome {
  return {
    kind: 'reply',
    reply: { text, finish: 'stop', raw: { text }, usage: { input: 100, output: 100 } },
  };
}

async function scene(
  count: number,
  answer: (call: BatchCall) => ModelOutcome | { readonly kind: 'expired' } = suitable,
  api: { readonly tells?: boolean } = {},
) {
  const data = fakeStoreData();
  let now = 1_000;
  const store = await storeWithRun(fakeStore({ data, now: () => now }));
  const clock = { ...fakeTools(store).clock, now: () => now };
  const tools = { ...fakeTools(store), clock };
  const remote = fakeBatches(answer, { ...api, now: () => now });
  const live = fakePort(() => failure('bad-request'));
  const port: ModelPort = { ...live.port, batches: remote.port };
  const student = { name: 'fake/m', model: 'm', port, sampling: {} };
  const grader: ModelGrader = { kind: 'model', name: 'fake/g', model: 'g', port };
  const texts = Array.from({ length: count }, (_, index): GenerationTask => {
    return { runId: RUN_ID, file: RUN.file, mix: mixRecord(mixNumber(index)), student, generation: 1 };
  });
  const work = { texts, textCount: count, samples: [], graders: [grader], rounds: 2, retryUnreadable: false };
  const ids: BatchId[] = [];
  const newId = (): BatchId => {
    const id = `batch-${ids.length + 1}` as BatchId;
    ids.push(id);
    return id;
  };
  const step = (options: Partial<BatchOptions> = {}, otherStore: Partial<StorePort> = {}) =>
    advanceBatches({ ...tools, store: { ...tools.store, ...otherStore } }, RUN, work, {
      models: [student, grader],
      limit: {},
      priceOf: () => undefined,
      newId,
      signal: new AbortController().signal,
      ...options,
    });
  const pass = (milliseconds: number): void => {
    now += milliseconds;
  };
  const submitted = () => remote.batches.flatMap(({ calls }) => calls.map(({ customId }) => customId));
  /** Ends the run that waits; `cancel` is what the endpoint says to it. */
  const end = async (cancel: BatchPort['cancel'] = remote.port.cancel) => {
    await store.saveRun({ ...RUN, state: 'waiting' });
    const ports = [{ ...port, batches: { ...remote.port, cancel } }];
    const which = { file: RUN.file, runId: RUN.id };
    const cancelling = await cancelWaiting(tools, which, ports, new AbortController().signal);
    return { ...cancelling, runs: (await store.runs(RUN.file)).map(({ state }) => state) };
  };
  return { step, remote, live, tools, work, data, pass, submitted, store, end };
}

test('the first turns go out, then the second ones, then the gradings, and then it is done', async () => {
  const { step, remote, live, submitted } = await scene(6);
  const first = await step();
  expect(first).toMatchObject({ state: 'waiting', submitted: { problems: [], overBudget: 0 } });
  expect(remote.batches.map(({ calls }) => calls.length)).toEqual([4, 2]);
  const purposes = [];
  for (let round = 0; round < 3; round += 1) {
    remote.endAll();
    const next = await step();
    purposes.push([next.state, next.progress.texts.done, next.progress.gradings.done]);
  }
  expect(purposes).toEqual([
    ['waiting', 0, 0],
    ['waiting', 6, 0],
    ['done', 6, 12],
  ]);
  expect(live.sent).toEqual([]);
  expect(submitted()).toHaveLength(6 + 6 + 12);
  expect(new Set(submitted()).size).toBe(24);
});

test('while batches are under way the same step sends nothing again, and a live run leaves their calls alone', async () => {
  const { step, submitted, tools, work, live } = await scene(5);
  await step();
  await step();
  expect(submitted()).toHaveLength(5);
  const { progress } = await wholeRun(tools, work);
  expect(progress.texts.left).toBe(5);
  expect(live.sent).toEqual([]);
});

test('calls that expired or failed for a while go out again, and those that were refused do not', async () => {
  let asked = 0;
  const { step, remote } = await scene(4, (call) => {
    asked += 1;
    if (call.request.messages[0]?.content.includes('Topic 3')) return failure('bad-request');
    if (asked === 1) return { kind: 'expired' };
    if (asked === 2) return failure('server');
    return suitable(call);
  });
  await step();
  remote.endAll();
  const next = await step();
  expect(next.progress.texts).toMatchObject({ failed: 1 });
  expect(remote.batches.at(-1)?.calls.length).toBe(3);
  for (let round = 0; round < 4; round += 1) {
    remote.endAll();
    await step();
  }
  expect((await step()).progress).toMatchObject({ texts: { done: 3, failed: 1 }, gradings: { done: 6 } });
});

test.each([true, false])(
  'a lost reply to the submission does not submit twice (tag kept: %s)',
  async (tells) => {
    const { step, remote, pass, submitted } = await scene(3, suitable, { tells });
    remote.breakNext(CUT, { isThere: true });
    expect((await step()).submitted.problems).toEqual([CUT.message]);
    pass(10 * 60_000);
    await step();
    expect(submitted()).toHaveLength(3);
    remote.endAll();
    const found = await step();
    expect(found.collected[0]).toMatchObject({ replies: 3, batch: { state: 'collected' } });
    expect(new Set(submitted()).size).toBe(submitted().length);
  },
);

test('a submission that never got through is sent again after a while, and not before', async () => {
  const { step, remote, pass, submitted } = await scene(3);
  remote.breakNext(CUT, { isThere: false });
  await step();
  expect((await step()).state).toBe('waiting');
  expect(submitted()).toEqual([]);
  pass(20 * 60_000);
  const again = await step();
  expect(again.collected[0]?.batch).toMatchObject({ state: 'lost' });
  expect(submitted()).toHaveLength(3);
});

test('a submission that was refused frees its calls at once, and says why', async () => {
  const { step, remote, data } = await scene(3);
  remote.breakNext({ kind: 'bad-key', message: 'The key is wrong.', status: 401 }, { isThere: false });
  expect(await step()).toMatchObject({ state: 'stopped', why: 'The key is wrong.', open: [] });
  expect(data.held.size).toBe(0);
});

test('a budget holds back what it does not cover, with what is under way counted', async () => {
  const { step, remote, submitted } = await scene(8);
  const priceOf = () => ({ input: 0, output: 1_000_000, batchFactor: 0.5 });
  const limit = { money: 1_000 };
  const first = await step({ limit, priceOf });
  // Taken for 500 tokens of output each, at half of a dollar a token.
  expect([submitted().length, first.submitted.overBudget]).toEqual([4, 4]);
  expect((await step({ limit, priceOf })).submitted.overBudget).toBe(4);
  expect(submitted()).toHaveLength(4);
  remote.endAll();
  await step({ limit, priceOf });
  // The replies took 100 tokens each: 200 dollars are spent, and the next are taken for the same.
  expect(submitted().length).toBe(4 + 8);
});

test('replies that were read are kept although the rest of the results cannot be', async () => {
  const { step, remote, submitted, store } = await scene(3);
  await step();
  remote.endAll();
  const { results } = remote.port;
  Object.assign(remote.port, {
    results: async (...[id, onResult, signal]: Parameters<typeof results>) => {
      let read = 0;
      await results(
        id,
        async (result) => {
          read += 1;
          if (read === 1) await onResult(result);
        },
        signal,
      );
      return { kind: 'failure', failure: CUT };
    },
  });
  const cut = await step();
  expect(cut).toMatchObject({ state: 'waiting', collected: [{ replies: 1, problem: CUT.message }] });
  expect((await store.spent({ file: RUN.file }))[0]).toMatchObject({ calls: 1, isBatch: true });
  Object.assign(remote.port, { results });
  await step();
  expect(new Set(submitted()).size).toBe(submitted().length);
});

test('a store that fails while results are read ends the step with its reason, and they are read again', async () => {
  const { step, remote } = await scene(3);
  await step();
  remote.endAll();
  const unheard: unknown[] = [];
  const listen = (reason: unknown): void => void unheard.push(reason);
  process.on('unhandledRejection', listen);
  const saveCall = () => Promise.reject(new Error('The disk is full.'));
  await expect(step({}, { saveCall })).rejects.toThrow('The disk is full.');
  process.off('unhandledRejection', listen);
  expect(unheard).toEqual([]);
  expect((await step()).collected).toMatchObject([{ replies: 3, batch: { state: 'collected' } }]);
});

test('cancelling a run that waits keeps what was answered, and the run waits no more', async () => {
  const { step, remote, end, submitted, store } = await scene(6);
  await step();
  const [first] = remote.batches;
  if (first !== undefined) first.remote = { ...first.remote, state: 'ended' };
  const asked: string[] = [];
  const cancelling = await end(async (remoteId) => {
    asked.push(remoteId);
    return { kind: 'cancelled' };
  });
  expect(cancelling).toEqual({ problems: [], replies: 4, open: 1, waiting: 0, runs: ['cancelled'] });
  expect(asked).toEqual(['remote-2']);
  expect(submitted()).toHaveLength(6);
  expect(cancelEnding('Data', cancelling)).toEqual({
    message:
      'Data: cancelled. 4 replies collected. 1 batch yet to end: "Collect Batches" keeps what was answered.',
    isTrouble: false,
  });
  remote.endAll();
  expect(await end()).toMatchObject({ replies: 2, open: 0 });
  expect(await store.batches({ open: true })).toEqual([]);
});

test('a run of which a batch could not be cancelled waits on, and can be cancelled again', async () => {
  const { step, end } = await scene(3);
  await step();
  const refused = await end(async () => ({ kind: 'failure', failure: CUT }));
  expect(refused).toEqual({ problems: [CUT.message], replies: 0, open: 1, waiting: 1, runs: ['waiting'] });
  expect(cancelEnding('Data', refused)).toEqual({
    message: `Data: not cancelled. ${CUT.message} It still waits: cancel it again later.`,
    isTrouble: true,
  });
  expect(await end()).toMatchObject({ problems: [], waiting: 0, runs: ['cancelled'] });
});

test('a batch whose submission was cut is found, and then it is cancelled', async () => {
  const { step, remote, end } = await scene(3);
  remote.breakNext(CUT, { isThere: true });
  await step();
  const asked: string[] = [];
  const cancelling = await end(async (remoteId) => {
    asked.push(remoteId);
    return { kind: 'cancelled' };
  });
  expect([asked, cancelling.runs]).toEqual([['remote-1'], ['cancelled']]);
});
