import { expect, test } from 'vitest';
import { earlierJob } from '../../../src/core/jobs/earlierJob.ts';
import type { Job, JobId } from '../../../src/core/jobs/job.ts';
import type { JobSpec } from '../../../src/core/jobs/jobSpec.ts';
import { fakeSpec, fakeTask } from '../../support/remote/fakeEngine.ts';

const DATA = { path: 'data.jsonl', source: '/a/data.jsonl', bytes: 3, sha256: 'abc' };
const SPEC: JobSpec = { ...fakeSpec({ tasks: [fakeTask({ steps: 4 })] }), files: [DATA] };

function job(id: string, changes: Partial<Job> = {}): Job {
  return {
    ...{ id: id as JobId, file: 'study.skillset.yaml', target: 'lab', spec: SPEC },
    ...{ state: 'failed', createdAt: 0, starts: 1, logs: [] },
    ...changes,
  };
}

test('it is the newest of those that have ended and do the same, wherever its data lie here', () => {
  const moved = { ...SPEC, title: 'Another title', files: [{ ...DATA, source: '/b/data.jsonl' }] };
  expect(earlierJob([job('1'), job('2'), job('3', { state: 'running' })], 'lab', [moved])?.id).toBe('2');
});

test('other data, another command or another target make it another', () => {
  const others: JobSpec[] = [
    { ...SPEC, files: [{ ...DATA, sha256: 'abd' }] },
    { ...SPEC, files: [{ path: 'data.jsonl', content: 'abc' }] },
    fakeSpec({ tasks: [fakeTask({ steps: 5 })] }),
  ];
  for (const other of others) expect(earlierJob([job('1')], 'lab', [other])).toBeUndefined();
  expect(earlierJob([job('1')], 'box', [SPEC])).toBeUndefined();
});

test('it may be in any of the forms that the work can take', () => {
  const other = fakeSpec({ tasks: [fakeTask({ steps: 5 })] });
  expect(earlierJob([job('1')], 'lab', [other, SPEC])?.id).toBe('1');
});
