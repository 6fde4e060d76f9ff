import { beforeEach, describe, expect, it } from 'vitest';
import { criteriaOf } from '../../../src/core/grading/criterion.ts';
import type { ResultLook } from '../../../src/core/results/resultQuery.ts';
import type { StorePort } from '../../../src/core/runs/ports.ts';
import type {
  Grading,
  GradingId,
  GradingResult,
  MixId,
  MixRecord,
  Sample,
  SampleId,
} from '../../../src/core/runs/records.ts';
import type { PanelFilter } from '../../../src/protocol/panel.ts';
import { skill } from '../../support/mixes.ts';
import { grading, review, run, sample } from './storeRecords.ts';

const FILE = '/a/study.skillset.yaml';
const LOOK: ResultLook = { nameRule: true, graders: ['lab/judge', 'lab/other'] };

const TWO: MixRecord = mix('two', ['irony', 'metaphor'], 'training');
const ONE: MixRecord = mix('one', ['metaphor'], 'held-out');

function mix(id: string, skills: readonly string[], split: string): MixRecord {
  const topic = { name: 'Sewing', aliases: [] };
  return { id: id as MixId, skills: skills.map((name) => skill(name)), topic, split };
}

function text(id: string, words: string, of: MixRecord, more: Partial<Sample> = {}): Sample {
  return sample(id, { mix: of, result: { kind: 'text', text: words }, ...more });
}

function round(of: Sample, number: number, points: readonly (0 | 1)[], more: Partial<Grading> = {}): Grading {
  const result: GradingResult = {
    kind: 'graded',
    points: criteriaOf(of.mix).map((criterion, at) => ({
      criterion,
      point: points[at] ?? 1,
      reason: `In round ${number} I marvelled at Zoë’s ${of.id}`,
    })),
  };
  const grader = more.grader ?? 'lab/judge';
  const id = `${of.id} ${grader} ${number}` as GradingId;
  return grading(id, { sampleId: of.id, round: number, callKey: id, result, ...more });
}

/** What every store keeps to about lists of results. */
export function describeResults(of: () => StorePort): void {
  describe('results', () => {
    let store: StorePort;
    const full = text('full', 'Who sews naïve seams?', TWO);
    const missing = text('missing', 'The needle is a lighthouse.', TWO, { student: 'lab/tuned' });
    const named = text('named', 'Irony of the irony.', TWO);
    const plain = text('plain', 'A seam.', ONE);
    const lost = text('lost', 'A seam that nobody can grade.', ONE);
    const unreadable = sample('unreadable', { mix: ONE, result: { kind: 'unreadable', why: 'no answer' } });
    const failed = sample('failed', { mix: ONE, result: { kind: 'failed', why: 'no reply' } });

    beforeEach(async () => {
      store = of();
      await store.saveRun(run('run'));
      for (const each of [full, missing, named, plain, lost, unreadable, failed])
        await store.saveSample(each);
      await store.saveSample(text('elsewhere', 'Who sews?', TWO, { file: '/b.skillset.yaml' }));
      for (const each of [
        ...[1, 2, 3].map((number) => round(full, number, [])),
        ...[1, 2, 3].map((number) => round(missing, number, [1, number === 1 ? 1 : 0])),
        round(missing, 1, [1, 1], { grader: 'lab/other' }),
        round(named, 1, []),
        namedRound(),
        round(lost, 1, [], { result: { kind: 'unreadable', why: 'no JSON' } }),
      ])
        await store.saveGrading(each);
    });

    function namedRound(): Grading {
      const base = round(named, 2, []);
      if (base.result.kind !== 'graded') return base;
      return {
        ...base,
        result: {
          kind: 'graded',
          points: base.result.points.map((point, at) => (at === 0 ? { ...point, named: true } : point)),
        },
      };
    }

    async function idsOf(filter: PanelFilter, look: ResultLook = LOOK): Promise<string[]> {
      const { numbers } = await store.resultList({ file: FILE, filter, look });
      return (await store.resultRows(numbers, look)).map(({ id }) => id);
    }

    it('are listed from newest to oldest, without those of other files', async () => {
      expect(await idsOf({})).toEqual(['failed', 'unreadable', 'lost', 'plain', 'named', 'missing', 'full']);
    });

    it('are told apart by what became of them', async () => {
      const { numbers, counts } = await store.resultList({ file: FILE, filter: {}, look: LOOK });
      expect(counts).toEqual({ graded: 3, ungraded: 1, unreadable: 2, failed: 1 });
      const rows = await store.resultRows(numbers, LOOK);
      expect(rows.map(({ state, points, outOf, missed }) => [state, points, outOf, missed])).toEqual([
        ['failed', undefined, 4, []],
        ['unreadable', undefined, 4, []],
        ['grading-unreadable', undefined, 4, []],
        ['ungraded', undefined, 4, []],
        ['graded', 4, 5, ['irony']],
        ['graded', 4, 5, ['metaphor']],
        ['graded', 5, 5, []],
      ]);
      expect(rows.at(-2)).toMatchObject({
        skills: ['irony', 'metaphor'],
        topic: 'Sewing',
        k: 2,
        split: 'training',
        student: 'lab/tuned',
        generation: 1,
        text: 'The needle is a lighthouse.',
      });
    });

    it.each<readonly [string, PanelFilter, readonly string[]]>([
      ['the number of skills', { k: 2 }, ['named', 'missing', 'full']],
      ['the split, however it is written', { split: ' Held-Out' }, ['failed', 'unreadable', 'lost', 'plain']],
      ['a skill', { skill: 'Irony' }, ['named', 'missing', 'full']],
      ['a skill that is in none', { skill: 'litotes' }, []],
      ['the student', { student: 'lab/tuned' }, ['missing']],
      ['a skill that was missed', { missed: 'skill:metaphor' }, ['missing']],
      ['another criterion that was missed', { missed: 'topic' }, []],
      ['full marks', { verdict: 'full-marks' }, ['full']],
      ['all skills', { verdict: 'all-skills' }, ['full']],
      ['something missed', { verdict: 'missed' }, ['named', 'missing']],
      ['no grading', { verdict: 'ungraded' }, ['plain']],
      ['nothing that can be read', { verdict: 'unreadable' }, ['unreadable', 'lost']],
      ['no reply', { verdict: 'failed' }, ['failed']],
      ['graders that disagree', { disagreement: 'graders' }, ['missing']],
      ['rounds that disagree', { disagreement: 'rounds' }, ['missing']],
      ['words of the text', { search: 'naive SEW' }, ['full']],
      ['words of the text, to their end', { search: 'sew ' }, []],
      ['the beginning of a word', { search: 'seam' }, ['lost', 'plain', 'full']],
      ['words of a reason', { search: 'Marvelled zoe missing' }, ['missing']],
      ['nothing but signs', { search: '“!”' }, []],
      ['several at once', { k: 2, search: 'seam', verdict: 'full-marks' }, ['full']],
    ])('can be narrowed to %s', async (_, filter, ids) => {
      expect(await idsOf(filter)).toEqual(ids);
    });

    it('can be seen in the eyes of one grader', async () => {
      const look = { ...LOOK, grader: 'lab/other' };
      expect(await idsOf({ verdict: 'full-marks' }, look)).toEqual(['missing']);
      expect(await idsOf({ verdict: 'ungraded' }, look)).toEqual(['lost', 'plain', 'named', 'full']);
      expect(await idsOf({ disagreement: 'rounds' }, look)).toEqual([]);
      expect(await idsOf({ disagreement: 'graders' }, look)).toEqual(['missing']);
    });

    it('have the verdict of the first grader in the given order', async () => {
      const look = { ...LOOK, graders: ['lab/other'] };
      expect(await idsOf({ verdict: 'full-marks' }, look)).toEqual(['missing', 'full']);
    });

    it('keep the point of a named skill where the name rule is off', async () => {
      expect(await idsOf({ verdict: 'full-marks' }, { ...LOOK, nameRule: false })).toEqual(['named', 'full']);
    });

    it('are seen with the corrections of people where these are asked for', async () => {
      const said = { criterion: 'skill:metaphor', point: 1, reason: 'It is one.' } as const;
      const denied = { criterion: 'sense', point: 0, reason: 'It makes none.' } as const;
      await store.saveReview(review('one', { sampleId: missing.id, points: [said] }));
      await store.saveReview(review('two', { sampleId: full.id, points: [denied] }));
      await store.saveReview(review('three', { sampleId: plain.id, points: [denied] }));
      const look = { ...LOOK, isCorrected: true };
      expect(await idsOf({ verdict: 'full-marks' }, look)).toEqual(['missing']);
      expect(await idsOf({ missed: 'sense' }, look)).toEqual(['full']);
      expect(await idsOf({ missed: 'skill:metaphor' }, look)).toEqual([]);
      expect(await idsOf({ verdict: 'ungraded' }, look), 'no grader was at it').toEqual(['plain']);
      expect(await idsOf({ verdict: 'full-marks' })).toEqual(['full']);
      const { numbers } = await store.resultList({ file: FILE, filter: { k: 2 }, look });
      const rows = await store.resultRows(numbers, look);
      expect(rows.map(({ points, missed: lacking }) => [points, lacking])).toEqual([
        [4, ['irony']],
        [5, []],
        [4, ['sense']],
      ]);
      expect(await idsOf({ disagreement: 'graders' }, look), 'as they graded').toEqual(['missing']);
    });

    it('count a grading that could not be read where people gave all its points', async () => {
      const points = ['skill:metaphor', 'topic', 'sense', 'length'].map(
        (criterion) => ({ criterion, point: 1, reason: '' }) as const,
      );
      await store.saveReview(review('all', { sampleId: lost.id, points }));
      const { counts } = await store.resultList({
        file: FILE,
        filter: {},
        look: { ...LOOK, isCorrected: true },
      });
      expect(counts).toEqual({ graded: 4, ungraded: 1, unreadable: 1, failed: 1 });
    });

    it('can be narrowed to what people have said something of', async () => {
      await store.saveReview(review('review', { sampleId: 'plain' as SampleId }));
      expect(await idsOf({ reviewed: true })).toEqual(['plain']);
      expect(await idsOf({ reviewed: false, k: 1 })).toEqual(['failed', 'unreadable', 'lost']);
    });

    it('are found by the words of today when a sample is replaced', async () => {
      await store.saveSample({ ...failed, result: { kind: 'text', text: 'Answered after all.' } });
      await store.saveSample({ ...plain, result: { kind: 'text', text: 'Another hem.' } });
      expect(await idsOf({ search: 'answered' })).toEqual(['failed']);
      expect(await idsOf({ search: 'hem' })).toEqual(['plain']);
      expect(await idsOf({ search: 'seam' })).toEqual(['lost', 'full']);
    });

    it('tell where a sample is in a list', async () => {
      const { numbers } = await store.resultList({ file: FILE, filter: {}, look: LOOK });
      const [first, none] = await store.resultNumbers(['full' as SampleId, 'none' as SampleId]);
      expect(numbers.indexOf(first ?? 0)).toBe(6);
      expect(none).toBeUndefined();
    });

    it('leave out numbers that no sample has', async () => {
      expect(await store.resultRows([10_000], LOOK)).toEqual([]);
    });

    it('tell what they can be narrowed to', async () => {
      await store.saveReview(review('one', { sampleId: plain.id }));
      await store.saveReview(review('two', { sampleId: plain.id, reviewer: 'Ben' }));
      expect(await store.resultChoices(FILE)).toEqual({
        students: ['lab/tuned', 'lab/writer'],
        graders: ['lab/judge', 'lab/other'],
        splits: ['held-out', 'training'],
        ks: [1, 2],
        skills: ['irony', 'metaphor'],
        reviewed: 1,
      });
      expect((await store.resultList({ file: 'none', filter: {}, look: LOOK })).numbers).toEqual([]);
    });

    it('can be read for some mixes only', async () => {
      const samples = await store.samples({ file: FILE, mixIds: ['two' as MixId] });
      expect(samples.map(({ id }) => id).sort()).toEqual(['full', 'missing', 'named']);
    });
  });
}
