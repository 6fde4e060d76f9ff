import { expect, test } from 'vitest';
import { graderRequest } from '../../../src/core/grading/graderPrompt.ts';
import type { GenerationTask } from '../../../src/core/runs/generateSample.ts';
import type { ModelGrader } from '../../../src/core/runs/gradeSample.ts';
import type { ModelOutcome, ModelRequest } from '../../../src/core/runs/ports.ts';
import { failure, fakePort, reply } from '../../support/fakePort.ts';
import { fakeStore, fakeStoreData } from '../../support/fakeStore.ts';
import { fakeTools, RUN_ID, storeWithRun } from '../../support/fakeTools.ts';
import { mixOf, mixRecord, QUESTION } from '../../support/mixes.ts';
import { beginRun, wholeRun } from '../../support/runs.ts';

const TEXT = 'Who sews?';
const FORM = reply(`Answer: ${TEXT}\nExplanation: because.`);

function mixNumber(index: number) {
  return mixOf([QUESTION], `Topic ${index}`);
}

/** A grading that gives every point. */
function fullMarks(request: ModelRequest): ModelOutcome {
  const index = Number(/Topic (\d+)/u.exec(request.messages.at(-1)?.content ?? '')?.[1]);
  const { id } = graderRequest(mixNumber(index), TEXT, 1);
  const grades = ['skill: rhetorical question', 'topic', 'sense'].map((criterion) => ({
    criterion,
    reason: 'because',
    quote: 'Who sews',
    point: 1,
  }));
  return reply(JSON.stringify({ id, grades }));
}

async function scene(
  count: number,
  answer: (number: number, request: ModelRequest) => ModelOutcome | Promise<ModelOutcome> = () => FORM,
) {
  const data = fakeStoreData();
  const tools = fakeTools(await storeWithRun(fakeStore({ data })));
  const { port, sent } = fakePort((request, number) => answer(number, request));
  const student = { name: 'fake/m', model: 'm', port, sampling: {} };
  const texts = Array.from({ length: count }, (_, index): GenerationTask => {
    return {
      runId: RUN_ID,
      file: 'a.skillset.yaml',
      mix: mixRecord(mixNumber(index)),
      student,
      generation: 1,
    };
  });
  const gradings = fakePort(fullMarks);
  const grader: ModelGrader = { kind: 'model', name: 'fake/g', model: 'g', port: gradings.port };
  return { tools, sent, work: { texts, textCount: count }, grader, graded: gradings.sent, data, port };
}

test('a bad key stops the run, and what was not asked is counted as such', async () => {
  const { tools, sent, work } = await scene(10, (number) => (number <= 4 ? FORM : failure('bad-key')));
  const summary = await wholeRun(tools, work);
  expect(summary).toMatchObject({
    state: 'stopped',
    why: 'fake bad-key',
    stopped: new Map([['fake/m', {}]]),
  });
  expect(summary.progress.texts).toEqual({
    total: 10,
    done: summary.samples.filter(({ result }) => result.kind === 'text').length,
    failed: summary.samples.filter(({ result }) => result.kind === 'failed').length,
    unreadable: 0,
    running: 0,
    left: 10 - summary.samples.length,
    cached: 0,
  });
  expect(sent).toHaveLength(5);
});

test('running again after a stop asks only for what is missing', async () => {
  const { tools, sent, work } = await scene(10, (number) => (number === 5 ? failure('bad-key') : FORM));
  await wholeRun(tools, work);
  const summary = await wholeRun(tools, work, { concurrency: 4 });
  expect(summary).toMatchObject({ state: 'done', progress: { texts: { done: 10, failed: 0, left: 0 } } });
  expect(sent).toHaveLength(21);
});

test('a stored text is graded although its student can no longer be asked', async () => {
  const { tools, work, grader, port } = await scene(3);
  await wholeRun(tools, { ...work, textCount: 3 });
  const gone = { ...port, ask: async () => failure('bad-key') };
  const [first] = work.texts;
  const missing = first && { ...first, mix: mixRecord(mixNumber(99)) };
  const texts = [...(missing === undefined ? [] : [missing]), ...work.texts].map((task) => ({
    ...task,
    student: { ...task.student, port: gone },
  }));
  const summary = await wholeRun(tools, { texts, textCount: 4, graders: [grader] });
  expect(summary.progress.texts).toMatchObject({ failed: 1, done: 3, cached: 3, left: 0 });
  expect(summary.progress.gradings).toMatchObject({ total: 3, done: 3 });
});

test('no more calls than allowed are under way at once', async () => {
  let now = 0;
  let most = 0;
  const { tools, work } = await scene(20, async () => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((resolve) => setImmediate(resolve));
    now -= 1;
    return FORM;
  });
  await wholeRun(tools, work, { concurrency: 3 });
  expect(most).toBe(3);
});

test('a text is graded as soon as it is there, in rounds that are calls of their own', async () => {
  const { tools, work, grader, graded, sent } = await scene(30);
  let firstGradingAfter = 0;
  const summary = await wholeRun(
    tools,
    { ...work, graders: [grader], rounds: 3 },
    {
      concurrency: 2,
      onGrading: () => {
        if (firstGradingAfter === 0) firstGradingAfter = sent.length;
      },
    },
  );
  expect(summary.progress.gradings).toMatchObject({ total: 90, done: 90, left: 0, cached: 0 });
  expect(graded).toHaveLength(90);
  expect(firstGradingAfter).toBeLessThan(30);
});

test('a text that cannot be read is not graded, and no grading is missed for it', async () => {
  const { tools, work, grader } = await scene(4, (_number, request) =>
    request.messages[0]?.content.includes('Topic 2') ? reply('') : FORM,
  );
  const summary = await wholeRun(tools, { ...work, graders: [grader], rounds: 2 }, { concurrency: 1 });
  const { texts, gradings } = summary.progress;
  expect(texts).toMatchObject({ unreadable: 1, done: 3 });
  expect(gradings).toMatchObject({ total: 6, done: 6, left: 0 });
});

test('the second run over stored results sends nothing, and says that everything was there', async () => {
  const { tools, work, grader, sent, graded } = await scene(5);
  const all = { ...work, graders: [grader], rounds: 3 };
  await wholeRun(tools, all);
  const before = [sent.length, graded.length];
  const { progress } = await wholeRun(tools, all);
  expect(progress).toMatchObject({ texts: { cached: 5, done: 5 }, gradings: { cached: 15, done: 15 } });
  expect(progress.spent.calls).toBe(0);
  expect([sent.length, graded.length]).toEqual(before);
});

test('a budget ends the run before it is passed, and a higher one goes on', async () => {
  const { tools, work, sent } = await scene(20);
  const before = { money: 0, tokens: 0 };
  const priceOf = () => ({ input: 0, output: 1_000_000 });
  const stopped = await wholeRun(tools, work, { budget: { limit: { money: 100 }, before, priceOf } });
  expect(stopped).toMatchObject({ state: 'stopped', why: expect.stringContaining('budget') });
  expect(stopped.progress.spent.money).toBeLessThanOrEqual(100);
  const { money } = stopped.progress.spent;
  const done = await wholeRun(tools, work, {
    budget: { limit: { money: 1_000_000 }, before: { money, tokens: 0 }, priceOf },
  });
  expect(done).toMatchObject({ state: 'done', progress: { texts: { done: 20 }, spentBefore: money } });
  expect(sent).toHaveLength(40);
});

test('a paused run sends nothing until it is resumed', async () => {
  const { tools, work, sent } = await scene(10);
  const handle = beginRun(tools, work);
  handle.pause();
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  const sentWhilePaused = sent.length;
  expect(sentWhilePaused).toBeLessThanOrEqual(1);
  expect(handle.progress().state).toBe('paused');
  handle.resume();
  const { progress } = await handle.ended;
  expect(progress).toMatchObject({ state: 'ended', texts: { done: 10 } });
});

test('a cancelled run keeps what was finished and gives back what it had claimed', async () => {
  const abort = new AbortController();
  const { tools, work, data } = await scene(10, async (number) => {
    if (number === 6) abort.abort();
    return FORM;
  });
  const summary = await wholeRun(tools, work, { signal: abort.signal, concurrency: 2 });
  expect(summary.state).toBe('cancelled');
  expect(summary.progress.texts.running).toBe(0);
  expect(summary.samples.length).toBeLessThan(10);
  expect([...data.claims.keys()].filter((key) => !data.calls.has(key))).toEqual([]);
});

test('a store that fails ends the run with its reason', async () => {
  const { tools, work } = await scene(10);
  const store = { ...tools.store, saveSample: () => Promise.reject(new Error('The disk is full.')) };
  await expect(wholeRun({ ...tools, store }, work)).rejects.toThrow('The disk is full.');
});

test('retries are counted, and the run tells the store of itself', async () => {
  const { tools, work, data } = await scene(3, (number) => (number === 1 ? failure('server') : FORM));
  const { progress } = await wholeRun(tools, work);
  expect(progress.retried).toBe(1);
  expect(data.runs.get(RUN_ID)?.progress?.texts.total).toBe(3);
});

test('a pause holds the gradings of texts that are finished meanwhile, too', async () => {
  let finish = (): void => undefined;
  const { tools, work, grader, graded, sent } = await scene(1, async (number) => {
    if (number === 2) await new Promise<void>((resolve) => (finish = resolve));
    return FORM;
  });
  const handle = beginRun(tools, { ...work, graders: [grader], rounds: 3 });
  while (sent.length < 2) await new Promise((resolve) => setImmediate(resolve));
  handle.pause();
  expect(handle.progress().state).toBe('pausing');
  finish();
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(graded).toEqual([]);
  expect(handle.progress()).toMatchObject({ state: 'paused', texts: { done: 1 } });
  handle.resume();
  expect((await handle.ended).progress.gradings.done).toBe(3);
});

test('once the store has failed nothing more is paid, and what was under way is waited for', async () => {
  const { tools, work, sent } = await scene(40, async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return FORM;
  });
  let kept = 0;
  let open = 0;
  const store: typeof tools.store = {
    ...tools.store,
    async saveCall(call) {
      open += 1;
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      kept += 1;
      if (kept > 3) throw new Error('The disk is full.');
      return tools.store.saveCall(call);
    },
  };
  await expect(wholeRun({ ...tools, store }, work, { concurrency: 4 })).rejects.toThrow('The disk is full.');
  expect(open).toBe(0);
  // At most those under way when it failed, and those that took their places before it was known.
  expect(sent.length).toBeLessThanOrEqual(3 + 4 + 4);
});

test('rounds of a text that are under way are kept although another one could not be', async () => {
  const { tools, work, grader, data } = await scene(1);
  let saved = 0;
  const store: typeof tools.store = {
    ...tools.store,
    async saveGrading(grading) {
      if (grading.round === 1) throw new Error('Locked for too long.');
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      await tools.store.saveGrading(grading);
      saved += 1;
    },
  };
  const graded = { ...work, graders: [grader], rounds: 3 };
  await expect(wholeRun({ ...tools, store }, graded, { concurrency: 3 })).rejects.toThrow('Locked');
  expect(saved).toBe(2);
  expect(data.gradings.size).toBe(2);
});

test('a run that has ended listens to no signal any more', async () => {
  const { tools, work } = await scene(2);
  const { signal } = new AbortController();
  const added: { readonly until: AbortSignal | undefined }[] = [];
  const add = signal.addEventListener.bind(signal);
  signal.addEventListener = (...[type, listener, options]: Parameters<typeof add>) => {
    added.push({ until: typeof options === 'object' ? options.signal : undefined });
    add(type, listener, options);
  };
  await wholeRun(tools, work, { signal });
  expect(added.length).toBeGreaterThan(0);
  expect(added.filter(({ until }) => until?.aborted !== true)).toEqual([]);
});
