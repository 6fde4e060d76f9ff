import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StorePort } from '../../../src/core/runs/ports.ts';
import {
  type GradingId,
  type MixId,
  RUN_KINDS,
  RUN_STATES,
  type RunId,
  type SampleId,
} from '../../../src/core/runs/records.ts';
import { describeBatches } from './batchContract.ts';
import { describeJobs } from './jobContract.ts';
import { describeResults } from './resultContract.ts';
import { describeReviews } from './reviewContract.ts';
import { describeRounds } from './roundContract.ts';
import { call, endpoint, failure, grading, progress, reply, request, run, sample } from './storeRecords.ts';

export interface StoreHarness {
  /** Opens the same data again, as another owner would. */
  open(options: { readonly owner: string; readonly now: () => number }): Promise<StorePort>;
  /** The name of an owner that is certain to be gone. */
  readonly deadOwner: string;
  /** The name of an owner that lives. */
  readonly livingOwner: string;
  dispose(): Promise<void>;
}

/** What every store keeps to. */
export function describeStore(name: string, createHarness: () => Promise<StoreHarness>): void {
  describe(name, () => {
    let harness: StoreHarness;
    let now: number;
    let store: StorePort;
    let opened: StorePort[];

    async function open(owner: string): Promise<StorePort> {
      const another = await harness.open({ owner, now: () => now });
      opened.push(another);
      return another;
    }

    beforeEach(async () => {
      harness = await createHarness();
      now = 1_700_000_000_000;
      opened = [];
      store = await open(`${harness.livingOwner} first`);
    });

    afterEach(async () => {
      await Promise.all(opened.map((each) => each.close()));
      await harness.dispose();
    });

    describe('calls', () => {
      it('lets a new call be claimed', async () => {
        expect(await store.claimCall('key', endpoint, request)).toEqual({ kind: 'claimed' });
        expect(await store.findCall('key')).toBeUndefined();
      });

      it('is busy for a second claim, from the same owner and from another', async () => {
        const other = await open(`${harness.livingOwner} second`);
        await store.claimCall('key', endpoint, request);
        expect(await store.claimCall('key', endpoint, request)).toEqual({ kind: 'busy' });
        expect(await other.claimCall('key', endpoint, request)).toEqual({ kind: 'busy' });
      });

      it('gives a call to exactly one of many that claim it at once', async () => {
        const other = await open(`${harness.livingOwner} second`);
        const claims = await Promise.all(
          Array.from({ length: 20 }, (_, index) =>
            (index % 2 === 0 ? store : other).claimCall('key', endpoint, request),
          ),
        );
        expect(claims.map((claim) => claim.kind).sort()).toEqual([...Array(19).fill('busy'), 'claimed']);
      });

      it('gives a replied call back word for word instead of letting it be sent again', async () => {
        await store.claimCall('key', endpoint, request);
        await store.saveCall(call('key'));
        expect(await store.claimCall('key', endpoint, request)).toEqual({
          kind: 'replied',
          call: call('key'),
        });
        expect(await store.findCall('key')).toEqual(call('key'));
      });

      it('keeps a request and a reply that have no optional parts', async () => {
        const bare = {
          ...call('key', { kind: 'reply', reply: { text: '', finish: 'other', raw: null } }),
          request: { model: 'm', messages: [] },
        };
        await store.saveCall(bare);
        expect(await store.findCall('key')).toEqual(bare);
      });

      it('lets nobody ask again for a reply that is being kept', async () => {
        const kept = store.saveCall(call('key'));
        expect(await store.claimCall('key', endpoint, request)).not.toEqual({ kind: 'claimed' });
        await kept;
        expect(await store.claimCall('key', endpoint, request)).toMatchObject({ kind: 'replied' });
      });

      it('never overwrites a reply', async () => {
        await store.saveCall(call('key'));
        await store.saveCall(
          call('key', { kind: 'reply', reply: { text: 'later', finish: 'stop', raw: 1 } }),
        );
        await store.saveCall(call('key', failure));
        expect(await store.findCall('key')).toEqual(call('key'));
      });

      it('keeps a failure and lets the call be claimed again', async () => {
        await store.claimCall('key', endpoint, request);
        await store.saveCall(call('key', failure));
        expect(await store.findCall('key')).toEqual(call('key', failure));
        expect(await store.claimCall('key', endpoint, request)).toEqual({ kind: 'claimed' });
        await store.saveCall(call('key', reply));
        expect(await store.findCall('key')).toEqual(call('key', reply));
      });

      it('lets a released call be claimed again, and keeps the failure from before', async () => {
        await store.claimCall('key', endpoint, request);
        await store.releaseCall('key');
        expect(await store.claimCall('key', endpoint, request)).toEqual({ kind: 'claimed' });
        await store.saveCall(call('key', failure));
        await store.claimCall('key', endpoint, request);
        await store.releaseCall('key');
        expect(await store.findCall('key')).toEqual(call('key', failure));
      });

      it('does not release what another owner has claimed', async () => {
        const other = await open(`${harness.livingOwner} second`);
        await store.claimCall('key', endpoint, request);
        await other.releaseCall('key');
        expect(await other.claimCall('key', endpoint, request)).toEqual({ kind: 'busy' });
      });

      it('lets the call of a dead owner be taken over', async () => {
        const dead = await open(harness.deadOwner);
        await dead.claimCall('key', endpoint, request);
        expect(await store.claimCall('key', endpoint, request)).toEqual({ kind: 'claimed' });
      });

      it('lets a claim be taken over after ten minutes, and not before', async () => {
        const other = await open(`${harness.livingOwner} second`);
        await store.claimCall('key', endpoint, request);
        now += 10 * 60_000 - 1;
        expect(await other.claimCall('key', endpoint, request)).toEqual({ kind: 'busy' });
        now += 1;
        expect(await other.claimCall('key', endpoint, request)).toEqual({ kind: 'claimed' });
      });

      it('keeps the late reply of an owner whose claim was taken over, but not its failure', async () => {
        const other = await open(`${harness.livingOwner} second`);
        await store.claimCall('key', endpoint, request);
        now += 10 * 60_000;
        await other.claimCall('key', endpoint, request);
        await store.saveCall(call('key', failure));
        expect(await store.findCall('key')).toBeUndefined();
        await store.saveCall(call('key', reply));
        expect(await other.claimCall('key', endpoint, request)).toMatchObject({ kind: 'replied' });
      });

      it('gives its claims back when it is closed', async () => {
        const other = await open(`${harness.livingOwner} second`);
        await other.claimCall('key', endpoint, request);
        await other.close();
        expect(await store.claimCall('key', endpoint, request)).toEqual({ kind: 'claimed' });
      });
    });

    describeBatches(async () => ({ store, other: await open(`${harness.livingOwner} second`) }));

    describe('runs', () => {
      it('keeps a run of every kind in every state', async () => {
        for (const kind of RUN_KINDS)
          for (const state of RUN_STATES) await store.saveRun(run(`${kind} ${state}`, { kind, state }));
        const runs = await store.runs();
        expect(runs.map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual(
          runs.map(({ id }) => String(id)).sort(),
        );
        expect(runs).toHaveLength(RUN_KINDS.length * RUN_STATES.length);
      });

      it('keeps a run, replaces it, and lists the runs of a file from oldest to newest', async () => {
        await store.saveRun(run('b', { startedAt: 2 }));
        await store.saveRun(run('a', { startedAt: 1 }));
        await store.saveRun(run('elsewhere', { file: '/b.skillset.yaml', startedAt: 3 }));
        await store.saveRun(run('b', { startedAt: 2, endedAt: 9, state: 'cancelled' }));
        const done = run('b', { startedAt: 2, endedAt: 9, state: 'cancelled' });
        expect(await store.runs('/a/study.skillset.yaml')).toEqual([run('a', { startedAt: 1 }), done]);
        expect((await store.runs()).map((each) => each.id)).toEqual(['a', 'b', 'elsewhere']);
      });
    });

    describe('a run that is under way', () => {
      it('keeps how far it is and when it was seen last, until it has ended', async () => {
        await store.saveRun(run('run'));
        await store.touchRun('run' as RunId, 5, progress);
        expect(await store.runs()).toEqual([run('run', { seenAt: 5, progress })]);
        const ended = run('run', {
          state: 'stopped',
          why: 'The budget is used up.',
          endedAt: 6,
          seenAt: 6,
          progress,
        });
        await store.saveRun(ended);
        await store.touchRun('run' as RunId, 7, { ...progress, retried: 9 });
        expect(await store.runs()).toEqual([ended]);
      });

      it('is known to be gone when its process is', async () => {
        const dead = await open(harness.deadOwner);
        await dead.saveRun(run('dead'));
        await dead.saveRun(run('ended', { state: 'done' }));
        await store.saveRun(run('living'));
        const gone = new Map((await store.runs()).map((each) => [each.id as string, each.isGone]));
        expect(gone).toEqual(
          new Map([
            ['dead', true],
            ['ended', undefined],
            ['living', undefined],
          ]),
        );
        await store.touchRun('dead' as RunId, 5, progress);
        expect((await store.runs()).filter((each) => each.isGone)).toEqual([]);
      });
    });

    describe('samples', () => {
      beforeEach(async () => {
        await store.saveRun(run('run'));
        await store.saveRun(run('other run'));
      });

      it('gives a sample back as it was saved', async () => {
        await store.saveSample(sample('sample'));
        expect(await store.samples({})).toEqual([sample('sample')]);
      });

      it('keeps samples without optional parts, unreadable ones and failed ones', async () => {
        const { draft: _, ...bare } = sample('a', { result: { kind: 'text', text: '' }, callKeys: [] });
        const { seed: __, ...mix } = bare.mix;
        const kept = [
          { ...bare, mix: { ...mix, skills: [] } },
          sample('b', { result: { kind: 'unreadable', why: 'no answer' } }),
          sample('c', { result: { kind: 'failed', why: 'time-out' } }),
        ];
        for (const each of kept) await store.saveSample(each);
        expect(await store.samples({})).toStrictEqual(kept);
      });

      it('replaces a sample of the same id and keeps its gradings', async () => {
        await store.saveSample(sample('sample', { result: { kind: 'failed', why: 'cut' } }));
        await store.saveGrading(grading('grading'));
        await store.saveSample(sample('sample'));
        expect(await store.samples({})).toEqual([sample('sample')]);
        expect(await store.gradings({})).toEqual([grading('grading')]);
      });

      it('keeps each version of a mix: order of skills, definitions of the day, split', async () => {
        const { mix } = sample('a');
        const reworded = mix.skills.map((skill) => ({ ...skill, definition: 'Reworded.' }));
        const versions = [
          mix,
          { ...mix, skills: mix.skills.toReversed() },
          { ...mix, skills: reworded },
          { ...mix, split: 'mixes' },
          { ...mix, id: 'another' as MixId },
        ];
        for (const [index, version] of versions.entries())
          await store.saveSample(sample(`s${index}`, { mix: version }));
        expect((await store.samples({})).map((each) => each.mix)).toEqual(versions);
      });

      it('selects by id, by file and by run, and by all of them together', async () => {
        await store.saveSample(sample('a'));
        await store.saveSample(sample('b', { runId: 'other run' as RunId }));
        await store.saveSample(sample('c', { file: '/b.skillset.yaml' }));
        const idsOf = async (filter: Parameters<StorePort['samples']>[0]) =>
          (await store.samples(filter)).map((each) => each.id);
        expect(await idsOf({ ids: ['a', 'c', 'none'] as SampleId[] })).toEqual(['a', 'c']);
        expect(await idsOf({ ids: [] })).toEqual([]);
        expect(await idsOf({ file: '/a/study.skillset.yaml' })).toEqual(['a', 'b']);
        expect(await idsOf({ runId: 'run' as RunId })).toEqual(['a', 'c']);
        expect(
          await idsOf({
            ids: ['a', 'b', 'c'] as SampleId[],
            file: '/a/study.skillset.yaml',
            runId: 'run' as RunId,
          }),
        ).toEqual(['a']);
      });

      it('finds one by its id', async () => {
        await store.saveSample(sample('a'));
        await store.saveSample(sample('b', { sampling: {}, purpose: 'data' }));
        const ids = ['b', 'none', 'a'] as SampleId[];
        const found = await Promise.all(ids.map((id) => store.findSample(id)));
        expect(found).toEqual([sample('b', { sampling: {}, purpose: 'data' }), undefined, sample('a')]);
      });

      it('visits each with its gradings, oldest first, and waits for every visit', async () => {
        const ids = Array.from({ length: 1100 }, (_, index) => `s${String(index).padStart(4, '0')}`);
        await Promise.all(
          ids.map((id, index) => store.saveSample(sample(id, { createdAt: Math.floor(index / 300) }))),
        );
        await store.saveGrading(grading('second', { sampleId: 's0777' as SampleId, round: 2, createdAt: 3 }));
        await store.saveGrading(grading('first', { sampleId: 's0777' as SampleId, createdAt: 2 }));
        const visited: string[] = [];
        const graded: string[] = [];
        let underWay = 0;
        await store.eachSample({ file: '/a/study.skillset.yaml' }, async ({ id }, gradings) => {
          expect(underWay++).toBe(0);
          if (visited.length % 100 === 0) await store.samples({ ids: [] });
          visited.push(id);
          graded.push(...gradings.map((each) => `${id} ${each.id}`));
          underWay -= 1;
        });
        expect(visited).toEqual(ids);
        expect(graded).toEqual(['s0777 first', 's0777 second']);
      });

      it('lists samples from oldest to newest', async () => {
        await store.saveSample(sample('late', { createdAt: 3 }));
        await store.saveSample(sample('early', { createdAt: 1 }));
        await store.saveSample(sample('b', { createdAt: 2 }));
        await store.saveSample(sample('a', { createdAt: 2 }));
        expect((await store.samples({})).map((each) => each.id)).toEqual(['early', 'a', 'b', 'late']);
      });

      it('refuses a sample of a run that it does not know, and keeps the others', async () => {
        const [refused, kept] = await Promise.allSettled([
          store.saveSample(sample('lost', { runId: 'no such run' as RunId })),
          store.saveSample(sample('kept')),
        ]);
        expect([refused?.status, kept?.status]).toEqual(['rejected', 'fulfilled']);
        expect((await store.samples({})).map((each) => each.id)).toEqual(['kept']);
      });
    });

    describe('gradings', () => {
      beforeEach(async () => {
        await store.saveRun(run('run'));
        await store.saveSample(sample('sample'));
        await store.saveSample(sample('other', { file: '/b.skillset.yaml' }));
      });

      it('gives a grading back as it was saved', async () => {
        await store.saveGrading(grading('grading'));
        expect(await store.gradings({})).toEqual([grading('grading')]);
        expect(await store.findGrading('grading' as GradingId)).toEqual(grading('grading'));
        expect(await store.findGrading('none' as GradingId)).toBeUndefined();
      });

      it('replaces an unreadable or failed grading', async () => {
        const { callKey: _, ...bare } = grading('g', { result: { kind: 'failed', why: 'network' } });
        await store.saveGrading(bare);
        expect(await store.findGrading('g' as GradingId)).toStrictEqual(bare);
        await store.saveGrading(grading('g', { result: { kind: 'unreadable', why: 'no JSON' } }));
        await store.saveGrading(grading('g'));
        expect(await store.findGrading('g' as GradingId)).toEqual(grading('g'));
      });

      it('never replaces a graded one', async () => {
        await store.saveGrading(grading('g'));
        await store.saveGrading(grading('g', { result: { kind: 'failed', why: 'network' } }));
        await store.saveGrading(grading('g', { grader: 'other', result: { kind: 'graded', points: [] } }));
        expect(await store.gradings({})).toEqual([grading('g')]);
      });

      it('selects the gradings of the selected samples, from oldest to newest', async () => {
        await store.saveGrading(grading('second', { round: 2, createdAt: 5 }));
        await store.saveGrading(grading('first', { createdAt: 4 }));
        await store.saveGrading(grading('elsewhere', { sampleId: 'other' as SampleId }));
        const idsOf = async (filter: Parameters<StorePort['gradings']>[0]) =>
          (await store.gradings(filter)).map((each) => each.id);
        expect(await idsOf({ file: '/a/study.skillset.yaml' })).toEqual(['first', 'second']);
        expect(await idsOf({ ids: ['other'] as SampleId[] })).toEqual(['elsewhere']);
        expect(await idsOf({ runId: 'run' as RunId })).toEqual(['first', 'second', 'elsewhere']);
      });

      it('refuses a grading of a sample that it does not know', async () => {
        await expect(
          store.saveGrading(grading('g', { sampleId: 'none' as SampleId })),
        ).rejects.toThrowError();
        expect(await store.gradings({})).toEqual([]);
      });
    });

    describeJobs(async () => ({ store, other: await open(`${harness.livingOwner} second`) }));
    describeRounds(() => store);
    describeReviews(async () => ({ store, other: await open(`${harness.livingOwner} second`) }));
    describeResults(() => store);

    describe('closing', () => {
      it('finishes what was asked before, and refuses what is asked after', async () => {
        const other = await open(`${harness.livingOwner} second`);
        const saved = other.saveRun(run('run'));
        await Promise.all([other.close(), other.close()]);
        await saved;
        expect(await store.runs()).toEqual([run('run')]);
        await expect(other.saveRun(run('late'))).rejects.toThrowError('closed');
        await expect(other.runs()).rejects.toThrowError('closed');
      });

      it('sees what another has saved', async () => {
        const other = await open(`${harness.livingOwner} second`);
        await store.samples({});
        await other.saveRun(run('run'));
        await other.saveSample(sample('sample'));
        expect(await store.samples({})).toEqual([sample('sample')]);
      });
    });
  });
}
