import { expect, test } from 'vitest';
import { sha256 } from '../../../src/adapters/system/sha256.ts';
import { findTuned } from '../../../src/core/answers/findTuned.ts';
import type { Job, JobId, JobState } from '../../../src/core/jobs/job.ts';
import type { TargetPort } from '../../../src/core/jobs/targetPort.ts';

const STATE = 'output/checkpoint-20/trainer_state.json';

function training(id: string, state: JobState, why?: string): Job {
  const evidence = { kind: 'trainer-state', path: STATE, step: 20 } as const;
  return {
    ...{ id: id as JobId, file: 'a.skillset.yaml', target: 'lab', folder: `/jobs/${id}`, state },
    spec: {
      ...{ kind: 'train', title: '', engine: 'trl', files: [], environment: {}, secrets: [], resumes: false },
      ...{ tasks: [{ command: ['trl'], evidence }], needs: { gpus: 1, nodes: 1 } },
    },
    ...{ createdAt: 1, starts: 1, logs: [], ...(why === undefined ? {} : { why }) },
  };
}

/** A target that has these files in every job. */
function find(jobs: readonly Job[], files: { readonly [path: string]: string }) {
  const readFile: TargetPort['readFile'] = async (_id, path) => {
    const text = files[path];
    return text === undefined
      ? { kind: 'failure', failure: { kind: 'not-there', message: `${path} is not there.` } }
      : { kind: 'ok', value: new TextEncoder().encode(text) };
  };
  const tools = { port: { name: 'lab', readFile }, digest: sha256 };
  return findTuned(jobs, 'org/model', tools, new AbortController().signal);
}

test('the tuned model is what the newest training left, told by its job and by the record of its steps', async () => {
  const jobs = [training('train-1', 'done'), training('train-2', 'done')];
  const found = await find(jobs, { [STATE]: '{"log_history":[1]}' });
  expect(found).toMatchObject({
    model: { job: 'train-2', folder: '/jobs/train-2/output/checkpoint-20', base: 'org/model' },
  });
  const other = await find(jobs, { [STATE]: '{"log_history":[2]}' });
  expect(JSON.stringify(other)).not.toBe(JSON.stringify(found));
});

test('an adapter is told by its own file, with its rank', async () => {
  const files = { [STATE]: '{}', 'output/checkpoint-20/adapter_config.json': '{"r": 16}' };
  expect(await find([training('train-1', 'done')], files)).toMatchObject({
    model: { adapter: { rank: 16 } },
  });
  const broken = { ...files, 'output/checkpoint-20/adapter_config.json': '{' };
  expect(await find([training('train-1', 'done')], broken)).toMatchObject({ kind: 'none' });
});

test('there is none before a training is done, and the reason is told', async () => {
  expect(await find([], {})).toEqual({ kind: 'none', why: 'Nothing was trained on "lab" yet.' });
  const failed = training('train-2', 'failed', 'CUDA out of memory');
  expect(await find([training('train-1', 'done'), failed], { [STATE]: '{}' })).toMatchObject({
    why: expect.stringContaining('CUDA out of memory'),
  });
  expect(await find([training('train-1', 'done')], {})).toMatchObject({ kind: 'none' });
});
