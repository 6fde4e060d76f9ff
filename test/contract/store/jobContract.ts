import { beforeEach, describe, expect, it } from 'vitest';
import { JOB_STATES, type JobId } from '../../../src/core/jobs/job.ts';
import type { StorePort } from '../../../src/core/runs/ports.ts';
import { job } from './storeRecords.ts';

const id = 'job' as JobId;

/** What every store keeps to about jobs. `other` has the same data open, as another owner. */
export function describeJobs(
  open: () => Promise<{ readonly store: StorePort; readonly other: StorePort }>,
): void {
  describe('jobs', () => {
    let store: StorePort;
    let other: StorePort;

    beforeEach(async () => {
      ({ store, other } = await open());
    });

    it('are given back as they were saved, to every process', async () => {
      const { folder, why, startedAt, endedAt, seenAt, remoteId, progress, problem, ...bare } = job('bare');
      await store.saveJob(job('job'));
      await other.saveJob({ ...bare, createdAt: 9e12, logs: [] });
      expect(await store.jobs({})).toStrictEqual([job('job'), { ...bare, createdAt: 9e12, logs: [] }]);
    });

    it('are selected by id, by file and by whether they can still tell something', async () => {
      for (const state of JOB_STATES) await store.saveJob(job(state, { state }));
      await store.saveJob(job('elsewhere-file', { file: '/b.skillset.yaml', state: 'done' }));
      const idsOf = async (filter: Parameters<StorePort['jobs']>[0]) =>
        (await other.jobs(filter)).map((each) => each.id).sort();
      expect(await idsOf({ ids: ['done', 'none'] as JobId[] })).toEqual(['done']);
      expect(await idsOf({ file: '/b.skillset.yaml' })).toEqual(['elsewhere-file']);
      expect(await idsOf({ open: true })).toEqual(['elsewhere', 'queued', 'running', 'starting', 'unknown']);
      expect(await idsOf({ open: false, file: '/a/study.skillset.yaml' })).toEqual([
        'cancelled',
        'done',
        'failed',
        'lost',
        'prepared',
      ]);
    });

    it('are replaced by what is known later, but not by what was known of an earlier start', async () => {
      await store.saveJob(job('job', { starts: 1 }));
      await store.saveJob(job('job', { starts: 2, state: 'starting' }));
      await other.saveJob(job('job', { starts: 1, state: 'failed' }));
      expect(await store.jobs({})).toEqual([job('job', { starts: 2, state: 'starting' })]);
      await other.saveJob(job('job', { starts: 2, state: 'done' }));
      expect(await store.jobs({})).toEqual([job('job', { starts: 2, state: 'done' })]);
    });

    it('are not replaced by a look that was begun before others heard of them', async () => {
      const seen = job('job', { state: 'running', seenAt: 1 });
      await store.saveJob(seen);
      expect(await other.saveJob(job('job', { state: 'done', seenAt: 2 }), seen)).toBe(true);
      expect(await store.saveJob(job('job', { state: 'running', seenAt: 3 }), seen)).toBe(false);
      expect(await store.jobs({})).toEqual([job('job', { state: 'done', seenAt: 2 })]);
      expect(await store.saveJob(job('job', { state: 'cancelled', seenAt: 3 }))).toBe(true);
      expect(await other.jobs({})).toEqual([job('job', { state: 'cancelled', seenAt: 3 })]);
    });

    it('are looked at for the first time', async () => {
      const { seenAt, ...unseen } = job('job', { state: 'starting' });
      await store.saveJob(unseen);
      expect(await other.saveJob(job('job', { seenAt: 5 }), unseen)).toBe(true);
      expect(await store.saveJob(unseen, unseen)).toBe(false);
      expect(await store.jobs({})).toEqual([job('job', { seenAt: 5 })]);
    });

    it('are not brought back by a look once they are forgotten', async () => {
      await store.saveJob(job('job'));
      await other.forgetJob(id);
      expect(await store.saveJob(job('job'), job('job'))).toBe(false);
      expect(await store.jobs({})).toEqual([]);
    });

    it('keep each logged step once', async () => {
      await store.saveJob(job('job'));
      await store.saveJobSteps(id, [{ step: 2, loss: 1.5, learningRate: 1e-5, gradNorm: 0.25 }, { step: 1 }]);
      await other.saveJobSteps(id, [{ step: 2, loss: 1.25 }, { step: 10 }]);
      expect(await store.jobSteps(id)).toStrictEqual([{ step: 1 }, { step: 2, loss: 1.25 }, { step: 10 }]);
    });

    it('forget the steps of an attempt that was begun anew', async () => {
      await store.saveJob(job('job'));
      await store.saveJobSteps(id, [{ step: 1 }, { step: 2 }, { step: 3 }]);
      await store.saveJobSteps(id, [{ step: 2, loss: 1 }], 2);
      expect(await store.jobSteps(id)).toEqual([{ step: 1 }, { step: 2, loss: 1 }]);
    });

    it('refuse the steps of a job that is not there', async () => {
      await expect(store.saveJobSteps(id, [{ step: 1 }])).rejects.toThrowError();
    });

    it('are forgotten with their steps', async () => {
      await store.saveJob(job('job'));
      await store.saveJobSteps(id, [{ step: 1 }]);
      await store.forgetJob(id);
      expect(await other.jobs({})).toEqual([]);
      expect(await other.jobSteps(id)).toEqual([]);
    });
  });
}
