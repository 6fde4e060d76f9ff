import { beforeEach, describe, expect, it } from 'vitest';
import type { RoundColumns } from '../../../src/core/metrics/roundColumns.ts';
import type { StorePort } from '../../../src/core/runs/ports.ts';
import type { GradingResult, RunId, SampleId } from '../../../src/core/runs/records.ts';
import { grading, run, sample } from './storeRecords.ts';

/** Single gradings without their words. `open` gives the store of the test. */
export function describeRounds(open: () => StorePort): void {
  describe('single gradings without their words', () => {
    let store: StorePort;
    beforeEach(async () => {
      store = open();
      await store.saveRun(run('run'));
      await store.saveRun(run('another'));
      await store.saveSample(sample('second', { runId: 'another' as RunId }));
      await store.saveSample(sample('first'));
    });

    const points = (digits: string): GradingResult => ({
      kind: 'graded',
      points: [...digits].map((digit, place) => ({
        criterion: place === 0 ? { kind: 'skill', skill: 'a' } : { kind: 'topic' },
        point: digit === '1' ? 1 : 0,
        reason: 'Because.',
      })),
    });

    async function rounds(columns: RoundColumns) {
      const ids = await store.sampleIds([...columns.sample]);
      return ids.map((id, at) => ({
        id,
        grader: columns.graders[columns.grader[at] ?? -1],
        round: columns.round[at],
        masks: [columns.criteria[at], columns.earned[at]],
      }));
    }

    it('tells every grading that could be read with its points as masks, those of one sample together and the oldest first', async () => {
      const [first, second] = ['first' as SampleId, 'second' as SampleId];
      const rule = { sampleId: first, grader: 'rule', createdAt: 3 };
      await store.saveGrading(grading('a', { ...rule, round: 1, result: points('011') }));
      const judge = { sampleId: first, grader: "o'judge, é" };
      await store.saveGrading(grading('b', { ...judge, createdAt: 2, round: 2, result: points('101') }));
      const unreadable = { kind: 'unreadable', why: 'no table' } as const;
      await store.saveGrading(grading('c', { ...judge, createdAt: 1, round: 1, result: unreadable }));
      const failed = { kind: 'failed', why: 'time-out' } as const;
      await store.saveGrading(grading('d', { ...judge, sampleId: second, round: 1, result: failed }));
      await store.saveGrading(grading('e', { ...judge, createdAt: 1, round: 2, result: points('000') }));
      await store.saveGrading(grading('f', { ...rule, sampleId: second, round: 1, result: points('001') }));
      const found = await rounds(await store.roundFacts({}));
      expect(found.filter(({ id }) => id === first)).toEqual([
        { id: first, grader: "o'judge, é", round: 2, masks: [3, 0] },
        { id: first, grader: "o'judge, é", round: 2, masks: [3, 0b101] },
        { id: first, grader: 'rule', round: 1, masks: [3, 0b110] },
      ]);
      expect(found.filter(({ id }) => id === second)).toEqual([
        { id: second, grader: 'rule', round: 1, masks: [3, 0b100] },
      ]);
      const ids = found.map(({ id }) => id);
      expect(ids.indexOf(second) === 0 || ids.indexOf(second) === 3).toBe(true);
    });

    it('tells only those of the samples that the filter selects', async () => {
      await store.saveGrading(grading('a', { sampleId: 'first' as SampleId }));
      await store.saveGrading(grading('b', { sampleId: 'second' as SampleId }));
      const found = await rounds(await store.roundFacts({ runId: 'another' as RunId }));
      expect(found.map(({ id }) => id)).toEqual(['second']);
    });

    it('has nothing where nothing is graded', async () => {
      expect((await store.roundFacts({})).sample).toHaveLength(0);
    });

    it('names samples by the numbers of a report, in the order that is asked for', async () => {
      const { samples } = await store.reportFacts({});
      const ids = await store.sampleIds(samples.number);
      expect([...ids].sort()).toEqual(['first', 'second']);
      expect(await store.sampleIds([...samples.number].reverse())).toEqual([...ids].reverse());
    });
  });
}
