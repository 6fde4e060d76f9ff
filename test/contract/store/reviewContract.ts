import { beforeEach, describe, expect, it } from 'vitest';
import { hardnessOf } from '../../../src/core/review/hardness.ts';
import type { SampleFilter, StorePort } from '../../../src/core/runs/ports.ts';
import type { SampleId } from '../../../src/core/runs/records.ts';
import { graded, grading, review, run, sample } from './storeRecords.ts';

/** What every store keeps to about reviews. `other` has the same data open, as another owner. */
export function describeReviews(
  open: () => Promise<{ readonly store: StorePort; readonly other: StorePort }>,
): void {
  describe('reviews', () => {
    let store: StorePort;
    let other: StorePort;

    beforeEach(async () => {
      ({ store, other } = await open());
      await store.saveRun(run('run'));
      await store.saveSample(sample('sample'));
      await store.saveSample(sample('elsewhere', { file: '/b.skillset.yaml' }));
    });

    it('are given back as they were saved, to every process', async () => {
      const picked = review('picked', {
        isBlind: false,
        draw: { kind: 'picked' },
        points: [],
        createdAt: 9e12,
      });
      await store.saveReview(review('review'));
      await other.saveReview(picked);
      expect(await store.reviews({})).toStrictEqual([review('review'), picked]);
      expect(await other.reviews({})).toStrictEqual([review('review'), picked]);
    });

    it('are never overwritten: the same id again changes nothing', async () => {
      await store.saveReview(review('review'));
      await store.saveReview(review('review'));
      await other.saveReview(review('review', { reviewer: 'another', points: [], createdAt: 1 }));
      expect(await store.reviews({})).toEqual([review('review')]);
    });

    it('come oldest first, and those of one moment as they were appended', async () => {
      await store.saveReview(review('c', { createdAt: 5 }));
      await other.saveReview(review('b', { createdAt: 5 }));
      await store.saveReview(review('a', { createdAt: 6 }));
      await other.saveReview(review('d', { createdAt: 4 }));
      expect((await store.reviews({})).map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a']);
    });

    it('are selected by their samples', async () => {
      await store.saveReview(review('a'));
      await store.saveReview(review('b', { sampleId: 'elsewhere' as SampleId }));
      const idsOf = async (filter: SampleFilter) => (await store.reviews(filter)).map(({ id }) => id);
      expect(await idsOf({ file: '/b.skillset.yaml' })).toEqual(['b']);
      expect(await idsOf({ ids: ['sample'] as SampleId[] })).toEqual(['a']);
      expect(await idsOf({ ids: [] })).toEqual([]);
    });

    it('stay with a sample that is replaced', async () => {
      await store.saveReview(review('a'));
      await store.saveSample(sample('sample', { student: 'lab/another' }));
      expect(await store.reviews({})).toEqual([review('a')]);
    });

    it('are told of in the facts of a report, at the places of their samples', async () => {
      const others = ['a', 'b', 'c', 'd'].map((id) => sample(id, { student: `lab/${id}` }));
      for (const [index, other] of others.entries()) {
        await store.saveSample(other);
        const points =
          graded.kind === 'graded' ? graded.points.map((each) => ({ ...each, point: bit(index) })) : [];
        await store.saveGrading(
          grading(`of ${other.id}`, { sampleId: other.id, result: { kind: 'graded', points } }),
        );
      }
      expect((await store.reportFacts({})).reviewed).toEqual([]);
      for (const id of ['d', 'b', 'elsewhere'])
        await store.saveReview(review(`of ${id}`, { sampleId: id as SampleId }));
      const facts = await store.reportFacts({ file: '/a/study.skillset.yaml' });
      expect(facts.reviewed.map(({ id }) => id).sort()).toEqual(['b', 'd']);
      for (const { sample: place, id } of facts.reviewed) {
        const entry = facts.entries.samplesUntil.findIndex((until) => place < until);
        expect(facts.series[facts.entries.series[entry] ?? -1]?.writing.student).toBe(`lab/${id}`);
      }
    });

    it('can be asked for texts with a readable grading, of which each round votes once', async () => {
      const points = graded.kind === 'graded' ? graded.points : [];
      await store.saveGrading(grading('1', { grader: 'b', createdAt: 1 }));
      const again = {
        kind: 'graded',
        points: points.map((each) => ({ ...each, point: 1 as const })),
      } as const;
      await store.saveGrading(grading('2', { grader: 'b', createdAt: 2, result: again }));
      await store.saveGrading(grading('3', { grader: 'b', round: 2, createdAt: 3 }));
      await store.saveGrading(grading('4', { grader: 'a', createdAt: 9 }));
      await store.saveGrading(
        grading('5', { grader: 'a', round: 2, createdAt: 9, result: { kind: 'failed', why: 'cut' } }),
      );
      const rounds = [
        { grader: 'a', earned: 0b01110 },
        { grader: 'b', earned: 0b11111 },
        { grader: 'b', earned: 0b01110 },
      ];
      expect(await store.reviewCandidates('/a/study.skillset.yaml')).toEqual([
        { id: 'sample', k: 2, student: 'lab/writer', hardness: hardnessOf(2, rounds) },
      ]);
      expect(await store.reviewCandidates('/b.skillset.yaml')).toEqual([]);
    });

    it('can be asked for texts on which all say the same, and which nobody could read', async () => {
      const points = graded.kind === 'graded' ? graded.points : [];
      const near = points.map((each, place) => ({ ...each, point: bit(place === 0 ? 1 : 0) }));
      const nearMiss = { kind: 'graded', points: near } as const;
      for (const id of ['near', 'unread', 'ungraded']) await store.saveSample(sample(id));
      for (const round of [1, 2, 3])
        for (const grader of ['b', 'a'])
          await store.saveGrading(
            grading(`${grader} ${round}`, { sampleId: 'near' as SampleId, grader, round, result: nearMiss }),
          );
      const unreadable = { kind: 'unreadable', why: 'no table' } as const;
      await store.saveGrading(grading('x', { sampleId: 'unread' as SampleId, result: unreadable }));
      expect(await store.reviewCandidates('/a/study.skillset.yaml')).toEqual([
        { id: 'near', k: 2, student: 'lab/writer', hardness: { kind: 'near-miss', worth: 0 } },
      ]);
    });

    it('are refused for a sample that is not known, and the others are kept', async () => {
      const [refused, kept] = await Promise.allSettled([
        store.saveReview(review('a', { sampleId: 'none' as SampleId })),
        store.saveReview(review('b')),
      ]);
      expect([refused.status, kept.status]).toEqual(['rejected', 'fulfilled']);
      expect(await store.reviews({})).toEqual([review('b')]);
    });
  });
}

function bit(index: number): 0 | 1 {
  return index % 2 === 0 ? 1 : 0;
}
