import { beforeEach, describe, expect, it } from 'vitest';
import type { BatchClaim, StorePort } from '../../../src/core/runs/ports.ts';
import type { Batch, BatchId, RunId } from '../../../src/core/runs/records.ts';
import { call, endpoint, failure, reply, request, run } from './storeRecords.ts';

/** What every store keeps to about batches and what calls cost. `stores` gives two owners of the same data. */
export function describeBatches(
  stores: () => Promise<{ readonly store: StorePort; readonly other: StorePort }>,
): void {
  describe('calls that are paid', () => {
    let store: StorePort;
    let other: StorePort;

    beforeEach(async () => {
      ({ store, other } = await stores());
      await store.saveRun(run('run'));
    });

    describe('batches', () => {
      it('take the calls that are free, and no others', async () => {
        await store.saveCall(call('replied'));
        await store.saveCall(call('failed', failure));
        await other.claimCall('claimed', endpoint, request);
        await other.claimBatch(batch('first'), [claimOf('batched')]);
        const keys = ['replied', 'failed', 'claimed', 'batched', 'new'];
        expect(await store.claimBatch(batch('second'), keys.map(claimOf))).toEqual(['failed', 'new']);
        expect(await store.batches({})).toEqual([
          batch('first', { calls: 1 }),
          batch('second', { calls: 2 }),
        ]);
        expect(await store.batchedCalls('second' as BatchId)).toEqual([claimOf('failed'), claimOf('new')]);
        expect(await other.claimCall('failed', endpoint, request)).toEqual({
          kind: 'batched',
          batchId: 'second',
        });
      });

      it('that would be empty are not kept', async () => {
        await store.saveCall(call('replied'));
        expect(await store.claimBatch(batch('empty'), [claimOf('replied')])).toEqual([]);
        expect(await store.batches({})).toEqual([]);
      });

      it('of a run that is not known take nothing', async () => {
        const lost = batch('lost', { runId: 'no such run' as RunId });
        await expect(store.claimBatch(lost, [claimOf('a')])).rejects.toThrowError();
        expect(await store.claimCall('a', endpoint, request)).toEqual({ kind: 'claimed' });
      });

      it('never share a call when two are claimed at once', async () => {
        const keys = Array.from({ length: 20 }, (_, index) => `key ${index}`);
        const got = await Promise.all([
          store.claimBatch(batch('a'), keys.map(claimOf)),
          other.claimBatch(batch('b'), keys.map(claimOf)),
        ]);
        expect(got.flat().toSorted()).toEqual(keys.toSorted());
      });

      it('let go of a call that they answer', async () => {
        await store.claimBatch(batch('batch'), ['a', 'b'].map(claimOf));
        const answered = { ...call('a'), runId: 'run' as RunId, batchId: 'batch' as BatchId };
        const failed = { ...call('b', failure), runId: 'run' as RunId, batchId: 'batch' as BatchId };
        await other.saveCall(answered);
        await other.saveCall(failed);
        expect(await store.findCall('a')).toEqual(answered);
        expect(await store.findCall('b')).toEqual(failed);
        expect(await store.batchedCalls('batch' as BatchId)).toEqual([claimOf('a'), claimOf('b')]);
        expect(await store.claimCall('b', endpoint, request)).toEqual({ kind: 'claimed' });
      });

      it('keep a call from the failure of another, and not from its reply', async () => {
        await store.claimBatch(batch('batch'), [claimOf('a')]);
        await store.saveCall(call('a', failure));
        expect(await store.claimCall('a', endpoint, request)).toEqual({ kind: 'batched', batchId: 'batch' });
        await store.saveCall(call('a', reply));
        expect(await store.findCall('a')).toEqual(call('a', reply));
      });

      it.each(['collected', 'lost', 'cancelled'] as const)(
        'that are %s free their other calls',
        async (state) => {
          await store.saveCall(call('failed', failure));
          await store.claimBatch(batch('batch'), ['failed', 'new'].map(claimOf));
          const ended = batch('batch', {
            calls: 2,
            state,
            remoteId: 'r1',
            endedAt: 9,
            expiresAt: 8,
            done: 1,
            failed: 0,
            why: 'It ended.',
          });
          await store.saveBatch(ended);
          expect(await store.batches({ open: false })).toEqual([ended]);
          expect(await store.batchedCalls('batch' as BatchId)).toEqual([]);
          expect(await store.findCall('failed')).toEqual(call('failed', failure));
          expect(await store.claimCall('failed', endpoint, request)).toEqual({ kind: 'claimed' });
          expect(await store.claimCall('new', endpoint, request)).toEqual({ kind: 'claimed' });
        },
      );

      it('are listed by file and by whether they are open, from oldest to newest', async () => {
        await store.claimBatch(batch('late', { createdAt: 2 }), [claimOf('a')]);
        await store.claimBatch(batch('early', { createdAt: 1 }), [claimOf('b')]);
        await store.claimBatch(batch('elsewhere', { createdAt: 3, file: '/b' }), [claimOf('c')]);
        await store.saveBatch(batch('late', { createdAt: 2, state: 'submitted', remoteId: 'r' }));
        await store.saveBatch(batch('early', { createdAt: 1, state: 'lost' }));
        const idsOf = async (filter: Parameters<StorePort['batches']>[0]) =>
          (await store.batches(filter)).map(({ id }) => id);
        expect(await idsOf({})).toEqual(['early', 'late', 'elsewhere']);
        expect(await idsOf({ open: true })).toEqual(['late', 'elsewhere']);
        expect(await idsOf({ open: false, file: '/a/study.skillset.yaml' })).toEqual(['early']);
      });
    });

    describe('what was paid', () => {
      it('is summed by endpoint, model, purpose and price, for a run, a file or all', async () => {
        await store.saveRun(run('elsewhere', { file: '/b.skillset.yaml' }));
        const paid = { runId: 'run' as RunId };
        const unmetered = { kind: 'reply', reply: { text: 'a', finish: 'stop', raw: null } } as const;
        await store.saveCall({ ...call('a'), ...paid });
        await store.saveCall({ ...call('b', unmetered), ...paid });
        await store.saveCall({ ...call('c'), ...paid, batchId: 'batch' as BatchId });
        await store.saveCall({ ...call('d'), runId: 'elsewhere' as RunId, purpose: 'grade' });
        await store.saveCall(call('e'));
        await store.saveCall({ ...call('f', failure), ...paid });
        await store.claimCall('g', endpoint, request);
        const row = { endpoint, model: request.model, purpose: 'generate', isBatch: false };
        const ofRun = [
          { ...row, calls: 2, withoutUsage: 1, input: 12, output: 7 },
          { ...row, isBatch: true, calls: 1, withoutUsage: 0, input: 12, output: 7 },
        ];
        expect(await store.spent({ runId: 'run' as RunId })).toEqual(ofRun);
        expect(await store.spent({ file: '/a/study.skillset.yaml' })).toEqual(ofRun);
        expect(await store.spent({ file: '/b.skillset.yaml' })).toEqual([
          { ...row, purpose: 'grade', calls: 1, withoutUsage: 0, input: 12, output: 7 },
        ]);
        const all = await store.spent({});
        expect(all.reduce((sum, { calls }) => sum + calls, 0)).toBe(5);
      });
    });
  });
}

function batch(id: string, changes: Partial<Batch> = {}): Batch {
  return {
    id: id as BatchId,
    runId: 'run' as RunId,
    file: '/a/study.skillset.yaml',
    endpoint,
    model: request.model,
    calls: 1,
    state: 'submitting',
    createdAt: 1,
    ...changes,
  };
}

function claimOf(key: string): BatchClaim {
  return { key, endpoint, request, purpose: 'generate' };
}
