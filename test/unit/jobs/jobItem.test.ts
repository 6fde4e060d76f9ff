import { describe, expect, test } from 'vitest';
import { JOB_STATES, type Job, type JobId, type JobState } from '../../../src/core/jobs/job.ts';
import { jobCurves } from '../../../src/core/jobs/jobCurves.ts';
import { jobItem, jobText, listedJobs } from '../../../src/core/jobs/jobItem.ts';
import { fakeSpec, fakeTask } from '../../support/remote/fakeEngine.ts';

const NOW = 1_000_000;
const SPEC = fakeSpec({ tasks: [fakeTask({ steps: 4 })] });

function job(changes: Partial<Job>): Job {
  return {
    ...{ id: 'train-1' as JobId, file: 'study.skillset.yaml', target: 'lab', spec: SPEC },
    ...{ state: 'running', createdAt: 0, starts: 1, logs: [] },
    ...changes,
  };
}

const actions = (changes: Partial<Job>): readonly string[] => jobItem(job(changes), NOW).actions;

describe('a job in the list', () => {
  test('tells where it runs, how far it is, what it loses and since when', () => {
    const running = job({ startedAt: NOW - 120_000, progress: { done: 1000, total: 4000, loss: 1.25 } });
    const { label, description } = jobItem(running, NOW);
    expect(label).toBe('Training on lab');
    expect(description).toBe('running · 1,000 of 4,000 steps · loss 1.25 · 2 min');
  });

  test('says why it is as it is, unless it is done', () => {
    expect(jobItem(job({ state: 'lost', why: 'Its folder is gone.' }), NOW).description).toContain(
      'Its folder is gone.',
    );
    expect(jobItem(job({ state: 'done', why: 'old' }), NOW).description).not.toContain('old');
  });

  test('tells of attempts beside the first', () => {
    const labelled = (attempt: number) =>
      jobItem(job({ logs: [{ task: 0, attempt, offset: 0 }] }), NOW).details.filter(
        ({ label }) => label === 'Attempts',
      );
    expect(labelled(1)).toEqual([]);
    expect(labelled(3)).toEqual([{ label: 'Attempts', description: '3' }]);
  });

  test('an end that is known ends its clock; a state that may change does not', () => {
    const times = { startedAt: 0, endedAt: 60_000 };
    const ended = jobItem(job({ state: 'failed', ...times }), NOW).description;
    expect(jobItem(job({ state: 'failed', ...times }), NOW * 2).description).toBe(ended);
    const open = jobItem(job({ startedAt: 0 }), NOW).description;
    expect(jobItem(job({ startedAt: 0 }), NOW * 2).description).not.toBe(open);
  });

  test('can be cancelled as long as it may run, and forgotten only after that', () => {
    const cancellable = JOB_STATES.filter((state) => actions({ state }).includes('cancel'));
    expect(cancellable).toEqual([
      'prepared',
      'starting',
      'queued',
      'running',
      'elsewhere',
      'unknown',
    ] satisfies JobState[]);
    const open = JOB_STATES.filter((state) => !actions({ state }).includes('forget'));
    expect(open).toEqual(['starting', 'queued', 'running', 'elsewhere', 'unknown'] satisfies JobState[]);
  });

  test('is started again only where it ended without being done', () => {
    const again = JOB_STATES.filter((state) => actions({ state }).includes('resume'));
    expect(again).toEqual(['prepared', 'failed', 'cancelled', 'lost'] satisfies JobState[]);
  });

  test('offers no log, folder, model or curve where there is none', () => {
    expect(actions({ state: 'prepared', starts: 0 })).toEqual(['cancel', 'resume', 'forget']);
    expect(actions({})).not.toContain('curve');
    expect(actions({ progress: { done: 1, total: 4, loss: 2 } })).toContain('curve');
    expect(actions({ spec: { ...SPEC, kind: 'answer' } })).not.toContain('fetch');
  });

  test('in words for the clipboard it says all that is known', () => {
    const gpus = [{ busy: 0.5, memory: 0.911 }];
    const text = jobText(
      jobItem(job({ folder: '/data/jobs/1', progress: { done: 1, total: 4, gpus } }), NOW),
    );
    expect(text).toContain('Folder: /data/jobs/1');
    expect(text).toContain('GPU 0: 50 % busy, memory 91 % full');
  });
});

test('what may still change comes first, then the newest', () => {
  const jobs = [
    job({ id: 'old' as JobId, state: 'running', createdAt: 1 }),
    job({ id: 'done' as JobId, state: 'done', createdAt: 3 }),
    job({ id: 'new' as JobId, state: 'unknown', createdAt: 2 }),
  ];
  expect(listedJobs(jobs).map(({ id }) => id)).toEqual(['new', 'old', 'done']);
});

describe('the curves of a training', () => {
  test('are one for each figure that was logged, over the steps', () => {
    const figures = jobCurves([
      { step: 1, loss: 2, learningRate: 1e-5 },
      { step: 2, loss: 1.5, learningRate: 1e-5 },
      { step: 3, learningRate: 2e-5 },
    ]);
    expect(figures).toHaveLength(2);
    expect(JSON.stringify(figures[0])).toContain('1.5');
  });

  test('nothing logged is no curve', () => {
    expect(jobCurves([])).toEqual([]);
  });
});
