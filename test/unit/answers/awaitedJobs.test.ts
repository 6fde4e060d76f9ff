import { expect, test } from 'vitest';
import { awaitedJobs } from '../../../src/core/answers/awaitedJobs.ts';
import type { JobId } from '../../../src/core/jobs/job.ts';
import { jobItem } from '../../../src/core/jobs/jobItem.ts';
import { planRecord } from '../../../src/core/plan/planRecord.ts';
import type { Run } from '../../../src/core/runs/records.ts';
import { job, run } from '../../support/studyFacts.ts';
import { planned, study } from '../plan/studyOf.ts';

const JOBS = [
  job('train', 'done'),
  job('answer', 'done', { id: 'answers-1' as JobId }),
  job('answer', 'done', { id: 'answers-2' as JobId }),
  job('answer', 'done', { id: 'answers-3' as JobId, target: 'box' }),
];

function evaluation(state: Run['state'], more: Partial<Run> = {}): Run {
  const plan = planRecord(planned(study(), 'evaluate', { students: ['lab/org/model'] }));
  return run('evaluate', state, { plan, ...more });
}

test('the newest answers on a target that an evaluation waits for lead on', () => {
  expect([...awaitedJobs(JOBS, [evaluation('waiting')])]).toEqual(['answers-2']);
  expect([...awaitedJobs(JOBS, [evaluation('running', { isGone: true })])]).toEqual(['answers-2']);
});

test('nothing is to be gone on with where nothing waits', () => {
  expect([...awaitedJobs(JOBS, [evaluation('done'), evaluation('running'), run('data', 'waiting')])]).toEqual(
    [],
  );
});

test('such a job offers to go on before anything else', () => {
  const [, answers] = JOBS;
  if (answers === undefined) throw new Error('There are jobs.');
  expect(jobItem(answers, 1, true).actions[0]).toBe('goOn');
  expect(jobItem(answers, 1).actions).not.toContain('goOn');
});
