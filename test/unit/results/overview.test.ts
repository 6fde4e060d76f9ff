import { expect, test } from 'vitest';
import { criteriaOf } from '../../../src/core/grading/criterion.ts';
import { factsOf } from '../../../src/core/metrics/factsOf.ts';
import { overviewOf } from '../../../src/core/results/overview.ts';
import { overviewMarkdown } from '../../../src/core/results/overviewMarkdown.ts';
import type { Grading, GradingId, MixRecord, Sample, SampleId } from '../../../src/core/runs/records.ts';
import { RUN_ID } from '../../support/fakeTools.ts';
import { mixOf, mixRecord, QUESTION, RED_HERRING } from '../../support/mixes.ts';

const TWO = mixRecord(mixOf([QUESTION, RED_HERRING]));
const ONE = mixRecord(mixOf([QUESTION], 'Beekeeping'));

function sample(student: string, mix: MixRecord): Sample {
  return {
    id: `${student} ${mix.id}` as SampleId,
    runId: RUN_ID,
    ...{
      file: 'a.skillset.yaml',
      mix,
      student,
      generation: 1,
      promptVersion: 'p1',
      createdAt: 1,
      callKeys: [],
    },
    result: { kind: 'text', text: 'Who sews?' },
  };
}

function grading(of: Sample, first: 0 | 1): Grading {
  return {
    id: `${of.id} 1` as GradingId,
    sampleId: of.id,
    ...{ grader: 'lab/judge', round: 1, rubricVersion: 'r1', createdAt: 1 },
    result: {
      kind: 'graded',
      points: criteriaOf(of.mix).map((criterion, at) => ({
        criterion,
        point: at === 0 ? first : 1,
        reason: '',
      })),
    },
  };
}

const SAMPLES = ['lab/base', 'lab/tuned'].flatMap((student) => [ONE, TWO].map((mix) => sample(student, mix)));
const GRADINGS = SAMPLES.map((each) => grading(each, each.student === 'lab/tuned' ? 1 : 0));
const FACTS = factsOf(SAMPLES, GRADINGS);

test('the overview has a row for each student and k, with its figures', () => {
  const { cells, skills } = overviewOf(FACTS, {}, { nameRule: true });
  expect(cells.map(({ student, k, fullMarks }) => [student, k, fullMarks?.best.rate])).toEqual([
    ['lab/base', 1, 0],
    ['lab/base', 2, 0],
    ['lab/tuned', 1, 1],
    ['lab/tuned', 2, 1],
  ]);
  expect(skills.find(({ name }) => name === QUESTION.name)).toMatchObject({ tried: 4, earned: 2 });
});

test('the overview draws skills against k, and what changed from the first student to the second', () => {
  const { figures } = overviewOf(FACTS, {}, { nameRule: true });
  const heat = figures.find(({ kind }) => kind === 'heat');
  if (heat?.kind !== 'heat') throw new Error('There is no heat map.');
  expect(heat.columns).toEqual(['1', '2']);
  expect(
    heat.cells
      .filter(({ row }) => row === QUESTION.name)
      .map(({ column, value, tried }) => [column, value, tried]),
  ).toEqual([
    ['1', 0.5, 2],
    ['2', 0.5, 2],
  ]);
  expect(figures.find(({ title }) => title === 'Learning: from lab/base to lab/tuned')).toMatchObject({
    rows: expect.arrayContaining([expect.objectContaining({ value: 1 })]),
  });
});

test('the overview is of the student, grader, split and k of the filter', () => {
  const { cells, figures } = overviewOf(
    FACTS,
    { student: 'lab/tuned', k: 2, skill: 'other' },
    { nameRule: true },
  );
  expect(cells.map(({ student, k }) => [student, k])).toEqual([['lab/tuned', 2]]);
  expect(figures.map(({ kind }) => kind)).toEqual(['heat']);
});

test('the table of the overview can be copied as Markdown', () => {
  const lines = overviewMarkdown(overviewOf(FACTS, { k: 1 }, { nameRule: true })).split('\n');
  expect(lines[2]).toMatch(
    /^\| lab\/base \| lab\/judge \| .* \| 1 \| 1 \| 1 \| 1 \| 0 \| 0 \| \.00 .* \| \.00 to \.00 \|/u,
  );
  expect(lines).toHaveLength(7);
});

test('what copying could reach is drawn at each k and set against the lower limit, where the reader tells it', () => {
  expect(overviewOf(FACTS, {}, { nameRule: true })).not.toHaveProperty('novelty');
  const novelty = { pSkill: 0.1, pTopic: 0.5, corpus: 4 };
  const overview = overviewOf(FACTS, {}, { nameRule: true, novelty });
  const [rates] = overview.figures;
  if (rates?.kind !== 'rates-by-k') throw new Error('The first figure is not of rates by k');
  expect(rates.thresholds?.map(({ k, value }) => [k, Number(value.toFixed(6))])).toEqual([
    [1, 0.2],
    [2, 0.02],
  ]);
  expect(overview.novelty?.rows).toContainEqual([
    ...['lab/tuned', 'lab/judge', 'all', 2, '1.00, at least .21', '.020', 'yes'],
  ]);
});
