import { beforeEach, describe, expect, it } from 'vitest';
import type { SampleFilter, StorePort } from '../../../src/core/runs/ports.ts';
import type { SampleId } from '../../../src/core/runs/records.ts';
import { review, run, sample } from './storeRecords.ts';

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
