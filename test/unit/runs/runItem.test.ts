import { describe, expect, it, test } from 'vitest';
import type { Run, RunId } from '../../../src/core/runs/records.ts';
import { listedRuns, type RunItemOptions, runItem, runText } from '../../../src/core/runs/runItem.ts';
import { NO_TASKS, runProgress } from '../../support/progress.ts';

const NOW = 10_000_000;
const PLAN = { students: ['openai/gpt-4o'], graders: ['anthropic/claude', 'rule'] };
const RUN: Run = {
  id: 'r1' as RunId,
  kind: 'data',
  file: 'a.skillset.yaml',
  plan: PLAN,
  startedAt: NOW - 600_000,
  state: 'running',
};
const PROGRESS = runProgress({
  texts: { ...NO_TASKS, total: 100, done: 40, unreadable: 2, failed: 1, running: 7, left: 50, cached: 5 },
  spent: { money: 1.5, input: 20_000, output: 9_000, calls: 80, unpriced: 0, estimated: 0 },
  spentBefore: 2.25,
  projected: 4,
  callsPerSecond: 3.21,
  secondsLeft: 120,
  endpoints: [{ name: 'openai', running: 6, limit: 8, waits: 4000 }],
});

function itemOf(run: Partial<Run>, options: Partial<RunItemOptions> = {}) {
  return runItem({ ...RUN, ...run }, { hasFile: true, now: NOW, ...options });
}

const detail = (item: ReturnType<typeof itemOf>, label: string) =>
  item.details.find((one) => one.label === label)?.description;

describe('a run of this window', () => {
  it('shows how far it is, and can be paused, cancelled and slowed down', () => {
    const item = itemOf({}, { live: PROGRESS });
    expect(item).toMatchObject({
      label: 'Data',
      state: 'running',
      description:
        '43 %, 40 of 100 texts, 2 unreadable, 1 failed, 3.2/s, $1.50 of about $4.00, 2 min left, waits 4 s',
      actions: ['pause', 'cancel', 'concurrency', 'results'],
    });
    expect(detail(item, 'Texts')).toBe('40 of 100, 5 stored before, 2 unreadable, 1 failed, 7 running');
    expect(detail(item, 'openai')).toBe('6 of 8 calls at a time, waits 4 s');
    expect(detail(item, 'Models')).toBe('openai/gpt-4o, graded by anthropic/claude and rule');
    expect(detail(item, 'Spent before')).toBe('$2.25 by earlier runs of this file');
  });

  it('can be resumed while it is paused', () => {
    const item = itemOf({}, { live: { ...PROGRESS, state: 'pausing' } });
    expect(item.state).toBe('paused');
    expect(item.actions).toEqual(['resume', 'cancel', 'concurrency', 'results']);
  });

  it('can do nothing more while it is stopping', () => {
    expect(itemOf({}, { live: { ...PROGRESS, state: 'stopping' } }).actions).toEqual(['results']);
  });
});

test('a run of another process is shown as far as it tells, and is left alone', () => {
  const item = itemOf({ progress: PROGRESS });
  expect(item.state).toBe('running');
  expect(item.actions).toEqual(['results']);
  expect(detail(item, 'Elsewhere')).toBe('runs in another window or in a terminal');
  expect(itemOf({}).description).toBe('starting');
});

test('a run whose process is gone is interrupted, and can be run again', () => {
  const item = itemOf({ isGone: true, progress: PROGRESS, seenAt: NOW - 120_000 });
  expect(item.state).toBe('interrupted');
  expect(item.description).toBe('interrupted, 40 of 100 texts, 2 unreadable, 1 failed, $1.50, 2 min ago');
  expect(item.actions).toEqual(['again', 'unreadable', 'results']);
  expect(detail(item, 'Interrupted')).toContain('run it again to go on');
  expect(detail(item, 'Rate')).toBeUndefined();
});

test('a run that has ended tells how, and why it stopped', () => {
  const item = itemOf({
    state: 'stopped',
    why: 'The budget does not cover another call.',
    endedAt: NOW - 60_000,
    progress: { ...PROGRESS, state: 'ended', texts: { ...PROGRESS.texts, unreadable: 0 } },
  });
  expect(item.description).toBe('stopped, 40 of 100 texts, 1 failed, $1.50, 1 min ago');
  expect(item.actions).toEqual(['again', 'results']);
  expect(detail(item, 'Why')).toBe('The budget does not cover another call.');
  expect(detail(item, 'Took')).toBe('9 min');
});

test('a run that waits for its batches can be gone on with by collecting them', () => {
  const item = itemOf({ state: 'waiting', endedAt: NOW - 60_000, progress: PROGRESS });
  expect(item.state).toBe('waiting');
  expect(item.description).toMatch(/^waiting for batches, 40 of 100 texts/u);
  expect(item.actions).toEqual(['collect', 'cancelBatches', 'results']);
});

test('without its file, a run is a record only', () => {
  const item = itemOf({ state: 'done', endedAt: NOW }, { hasFile: false });
  expect(item).toMatchObject({ state: 'done', description: 'done, just now', actions: [] });
});

test('texts that the terminal chose cannot be asked for again from here', () => {
  expect(itemOf({ kind: 'generate', state: 'done', endedAt: NOW }).actions).toEqual(['results']);
});

test('what is under way stands first, then the newest; work on one mix is not listed', () => {
  const run = (id: string, some: Partial<Run>): Run => ({ ...RUN, id: id as RunId, ...some });
  const listed = listedRuns([
    run('old', { state: 'done', startedAt: 1 }),
    run('open', { startedAt: 2 }),
    run('gone', { startedAt: 3, isGone: true }),
    run('mix', { startedAt: 4, plan: { mix: 1 } }),
    run('some mixes', { startedAt: 5, plan: { mix: [1, 2] }, state: 'done' }),
  ]);
  expect(listed.map(({ id }) => id)).toEqual(['open', 'some mixes', 'gone', 'old']);
});

test('a copied run is plain text', () => {
  const text = runText(itemOf({ state: 'done', endedAt: NOW, progress: PROGRESS }));
  expect(text).toMatch(/^Data: done, 40 of 100 texts.*\n(?:Texts|.*): /u);
  expect(text).toContain('Started: 10 min ago\n');
});
