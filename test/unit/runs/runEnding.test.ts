import { describe, expect, it } from 'vitest';
import type { BatchStep } from '../../../src/core/runs/batches/advanceBatches.ts';
import { stepEnding } from '../../../src/core/runs/batches/stepEnding.ts';
import type { Batch, BatchId } from '../../../src/core/runs/records.ts';
import { endingOf } from '../../../src/core/runs/runEnding.ts';
import type { RunSummary } from '../../../src/core/runs/runner.ts';
import { RUN_ID } from '../../support/fakeTools.ts';
import { NO_TASKS, runProgress } from '../../support/progress.ts';

const texts = { ...NO_TASKS, total: 10, done: 10 };
const SUMMARY: RunSummary = {
  state: 'done',
  progress: runProgress({ state: 'ended', texts }),
  stopped: new Map(),
  withoutCheck: new Map(),
};

describe('the end of a run', () => {
  it('is no trouble where everything was done', () => {
    expect(endingOf('Data of A', SUMMARY)).toEqual({
      message: 'Data of A: done, 10 of 10 texts.',
      isTrouble: false,
      canGoOn: false,
    });
  });

  it('says why it stopped, and that running again goes on', () => {
    const progress = runProgress({ state: 'ended', texts: { ...texts, done: 4, left: 6 } });
    expect(
      endingOf('Data of A', { ...SUMMARY, state: 'stopped', why: 'The key is wrong.', progress }),
    ).toEqual({
      message:
        'Data of A: stopped, 4 of 10 texts. The key is wrong. Running it again goes on: what is stored costs nothing.',
      isTrouble: true,
      canGoOn: true,
    });
  });

  it('names the skills that the rule grader cannot grade, a few of them', () => {
    const withoutCheck = new Map(['a', 'b', 'c', 'd'].map((skill) => [skill, 1]));
    expect(endingOf('Grading of A', { ...SUMMARY, withoutCheck }).message).toContain(
      'The rule grader left texts alone, because "a", "b", "c" and 1 more carry no check.',
    );
  });
});

describe('the end of a step in batches', () => {
  const batch: Batch = {
    id: 'b' as BatchId,
    runId: RUN_ID,
    file: 'a.skillset.yaml',
    endpoint: { name: 'openai', kind: 'openai', address: 'api.openai.com/v1' },
    model: 'gpt-4o',
    calls: 1500,
    state: 'submitted',
    createdAt: 1,
  };
  const STEP: BatchStep = {
    ...SUMMARY,
    state: 'waiting',
    progress: runProgress({ texts: { ...texts, done: 4, left: 6 } }),
    collected: [],
    submitted: { batches: [], overBudget: 0, problems: [] },
    open: [batch, batch],
  };

  it('says what is under way, and that nobody has to wait', () => {
    expect(stepEnding('Data of A', STEP)).toEqual({
      message:
        'Data of A: Texts: 4 of 10. 2 batches with 3,000 calls under way: the editor may be closed. Collect them later, to go on.',
      isTrouble: false,
    });
  });

  it('says what was collected, and what went wrong', () => {
    const collected = [
      { batch, replies: 1 },
      { batch, replies: 0, problem: 'The network is gone.' },
    ];
    const submitted = { batches: [], overBudget: 2, problems: [] };
    expect(stepEnding('Data of A', { ...STEP, collected, submitted, open: [] })).toEqual({
      message:
        'Data of A: 1 reply collected. Texts: 4 of 10. The budget does not cover 2 calls. The network is gone.',
      isTrouble: true,
    });
  });

  it('is the end of the run once all is done', () => {
    const { message } = stepEnding('Data of A', { ...STEP, state: 'done', open: [] });
    expect(message).toBe('Data of A: Texts: 4 of 10. All is done.');
  });
});
