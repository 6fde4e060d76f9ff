import { expect, test } from 'vitest';
import type { Job, JobId } from '../../../src/core/jobs/job.ts';
import { jobNews } from '../../../src/host/jobs/jobNews.ts';
import { fakeStore } from '../../support/fakeStore.ts';
import { job } from '../../support/studyFacts.ts';

const OPEN = new AbortController().signal;

/** A clock whose sleeps end only when they are aborted, with how long each would have been. */
async function scene(jobs: readonly Job[]) {
  const store = fakeStore();
  for (const each of jobs) await store.saveJob(each);
  const slept: number[] = [];
  const listeners = new Set<() => void>();
  const clock = {
    now: () => 0,
    sleep: (milliseconds: number, signal: AbortSignal) => {
      slept.push(milliseconds);
      return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    },
  };
  const onDidChange = (listener: () => void) => {
    listeners.add(listener);
    return { dispose: () => listeners.delete(listener) };
  };
  const news = jobNews({ engine: { clock }, jobs: { onDidChange } }, { store, file: 'a.skillset.yaml' });
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return { store, news, slept, listeners, tell };
}

const first = job('answer', 'running');
const second = job('answer', 'running', { id: 'answer-2' as JobId });

test('what waits goes on when a job has ended, and not each time that one is looked at', async () => {
  const { store, news, slept, listeners, tell } = await scene([first, second]);
  let isNew = false;
  const waiting = news([first, second], OPEN).then(() => {
    isNew = true;
  });
  await expect.poll(() => slept.length).toBe(1);
  tell();
  await store.jobs({});
  expect(isNew).toBe(false);
  await store.saveJob(job('answer', 'done'));
  tell();
  await waiting;
  expect(slept).toEqual([60_000]);
  expect(listeners.size).toBe(0);
});

test('what has ended since the last step began is news at once, also of a job which that step began', async () => {
  const { news, slept, listeners } = await scene([job('answer', 'done'), second]);
  await news([first, second], OPEN);
  await news([second], OPEN);
  expect(slept).toEqual([]);
  expect(listeners.size).toBe(0);
  const stop = new AbortController();
  const waiting = news([job('answer', 'done'), second], stop.signal);
  await expect.poll(() => slept).toEqual([60_000]);
  stop.abort();
  await waiting;
});

test('a job that ends while the jobs are read is not overlooked', async () => {
  const { store, news, slept, tell } = await scene([first]);
  const waiting = news([first], OPEN);
  await store.saveJob(job('answer', 'failed'));
  tell();
  await waiting;
  expect(slept.length).toBeLessThanOrEqual(1);
});

test('a job that is only prepared has not ended', async () => {
  const { news, slept } = await scene([job('train', 'prepared')]);
  const stop = new AbortController();
  const waiting = news([], stop.signal);
  await expect.poll(() => slept).toEqual([1_000]);
  stop.abort();
  await waiting;
});

test('a start that was cut is looked at again soon', async () => {
  const { news, slept } = await scene([job('train', 'starting')]);
  const stop = new AbortController();
  const waiting = news([], stop.signal);
  await expect.poll(() => slept).toEqual([10_000]);
  stop.abort();
  await waiting;
});

test('where no job tells of news, the pauses grow', async () => {
  const { news, slept } = await scene([]);
  for (let turn = 1; turn <= 8; turn += 1) {
    const stop = new AbortController();
    const waiting = news([], stop.signal);
    await expect.poll(() => slept.length).toBe(turn);
    stop.abort();
    await waiting;
  }
  expect(slept).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
});
