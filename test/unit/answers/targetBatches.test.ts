import { expect, test } from 'vitest';
import { batchLines } from '../../../src/adapters/models/batchLines.ts';
import { targetIdentity } from '../../../src/core/answers/evaluatedModel.ts';
import { targetBatches } from '../../../src/core/answers/targetBatches.ts';
import { advanceBatches, type BatchStep } from '../../../src/core/runs/batches/advanceBatches.ts';
import type { ModelPort } from '../../../src/core/runs/ports.ts';
import type { BatchId } from '../../../src/core/runs/records.ts';
import { type FakeAnswerJobs, fakeAnswerJobs } from '../../support/fakeAnswerJobs.ts';
import { failure, fakePort } from '../../support/fakePort.ts';
import { fakeTools, RUN_ID, storeWithRun } from '../../support/fakeTools.ts';
import { mixOf, mixRecord, QUESTION } from '../../support/mixes.ts';
import { RUN } from '../../support/runs.ts';

const MODEL = 'org/model';

function answered(line: string): string {
  const { custom_id } = JSON.parse(line);
  const content = 'Answer: Who sews?\nExplanation: It asks.';
  const body = { choices: [{ message: { content }, finish_reason: 'stop' }] };
  return JSON.stringify({ custom_id, response: { status_code: 200, body }, error: null });
}

async function scene(texts: number, shardSize = 2) {
  const store = await storeWithRun();
  const tools = fakeTools(store);
  const target = fakeAnswerJobs();
  const ids: BatchId[] = [];
  const port = (): ModelPort => ({
    ...fakePort(() => failure('bad-request')).port,
    identity: targetIdentity('lab'),
    batches: targetBatches({
      jobs: target.jobs,
      models: [{ kind: 'base', base: MODEL }],
      lines: batchLines('lab'),
      shardSize,
      gpus: 1,
    }),
  });
  /** Each step as in a process of its own, unless the port of an earlier one is given. */
  const step = (answers: ModelPort = port()): Promise<BatchStep> => {
    const student = { name: `lab/${MODEL}`, model: MODEL, port: answers, sampling: {} };
    const tasks = Array.from({ length: texts }, (_, index) => {
      const mix = mixRecord(mixOf([QUESTION], `Topic ${index}`));
      return { runId: RUN_ID, file: RUN.file, mix, student, generation: 1 };
    });
    return advanceBatches(
      tools,
      RUN,
      { texts: tasks, textCount: texts, samples: [], graders: [], rounds: 1, retryUnreadable: false },
      {
        models: [student],
        limit: {},
        priceOf: () => undefined,
        newId: () => {
          const id = `batch-${ids.length + 1}` as BatchId;
          ids.push(id);
          return id;
        },
        signal: new AbortController().signal,
      },
    );
  };
  return { store, target, port, step };
}

function last({ started }: FakeAnswerJobs) {
  const job = started.at(-1);
  if (job === undefined) throw new Error('No job was started.');
  return job;
}

test('the first turns are one job, the second ones that hold their answers another, and then all is done', async () => {
  const { target, step, store } = await scene(5);
  expect((await step()).state).toBe('waiting');
  expect(last(target).spec.tasks).toHaveLength(3);
  expect((await step()).state).toBe('waiting');
  expect(target.started).toHaveLength(1);
  target.end(last(target), 'done', answered);
  expect((await step()).state).toBe('waiting');
  expect(JSON.stringify(last(target).spec.files)).toContain('Who sews?');
  target.end(last(target), 'done', answered);
  const done = await step();
  expect(done).toMatchObject({ state: 'done', progress: { texts: { done: 5 } } });
  expect(target.started).toHaveLength(2);
  const [sample] = await store.samples({ file: RUN.file });
  expect(sample).toMatchObject({ student: 'lab/org/model', result: { kind: 'text', text: 'Who sews?' } });
  expect(await store.findCall(sample?.callKeys[0] ?? '')).toMatchObject({
    endpoint: targetIdentity('lab'),
    request: { model: MODEL },
  });
});

test('what a job left unanswered is asked again in new shards, and nothing else is', async () => {
  const { target, step } = await scene(6);
  await step();
  const first = last(target);
  const missing = first.spec.files
    .flatMap((file) => ('content' in file ? file.content.trim().split('\n') : []))
    .slice(4);
  target.end(first, 'failed', (line) => (missing.includes(line) ? undefined : answered(line)));
  await step();
  const [, ...rest] = target.started;
  const lines = rest
    .flatMap(({ spec }) => spec.files)
    .flatMap((file) => ('content' in file ? file.content.trim().split('\n') : []));
  expect(lines.filter((line) => missing.includes(line))).toHaveLength(2);
  expect(lines).toHaveLength(6);
});

test('a cut submission is made again under the same id, so that one job comes about', async () => {
  for (const isThere of [true, false]) {
    const { target, step } = await scene(2);
    target.breakNext({ kind: 'unreachable', message: 'The connection was cut.' }, { isThere });
    expect((await step()).submitted.problems).toEqual(['The connection was cut.']);
    expect((await step()).state).toBe('waiting');
    expect(target.started).toHaveLength(1);
    target.end(last(target), 'done', answered);
    await step();
    target.end(last(target), 'done', answered);
    expect((await step()).state).toBe('done');
    expect(target.started).toHaveLength(2);
  }
});

test('a job that brought nothing is not sent again behind anybody’s back, and is when it is asked for anew', async () => {
  const { target, step, port } = await scene(2);
  const sameProcess = port();
  await step(sameProcess);
  target.end(last(target), 'failed', () => undefined, 'CUDA out of memory');
  const stopped = await step(sameProcess);
  expect(stopped).toMatchObject({ state: 'stopped', why: expect.stringContaining('CUDA out of memory') });
  expect(target.started).toHaveLength(1);
  expect((await step()).state).toBe('waiting');
  expect(target.started).toHaveLength(2);
});

test('a job that cannot be asked about is waited for', async () => {
  const { target, step } = await scene(2);
  await step();
  target.end(last(target), 'unknown', () => undefined, 'The host does not answer.');
  const blind = await step();
  expect(blind.state).toBe('waiting');
  expect(blind.collected[0]?.problem).toBe('The host does not answer.');
  expect(target.started).toHaveLength(1);
});
