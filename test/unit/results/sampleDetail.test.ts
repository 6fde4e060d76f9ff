import { expect, test } from 'vitest';
import { sha256 } from '../../../src/adapters/system/sha256.ts';
import { criteriaOf } from '../../../src/core/grading/criterion.ts';
import type { Mix } from '../../../src/core/mixes/mix.ts';
import { sampleDetail } from '../../../src/core/results/sampleDetail.ts';
import { sampleMarkdown } from '../../../src/core/results/sampleMarkdown.ts';
import { sampleOfText } from '../../../src/core/results/sampleOfText.ts';
import type {
  Grading,
  GradingId,
  GradingResult,
  Review,
  ReviewId,
  Sample,
  SampleId,
} from '../../../src/core/runs/records.ts';
import { RUN_ID } from '../../support/fakeTools.ts';
import { mixOf, mixRecord, QUESTION, RED_HERRING } from '../../support/mixes.ts';

const TWO = mixOf([QUESTION, RED_HERRING]);
const ONE = mixOf([QUESTION], 'Beekeeping');

function sample(id: string, mix: Mix, result: Sample['result'], more: Partial<Sample> = {}): Sample {
  return {
    id: id as SampleId,
    runId: RUN_ID,
    file: 'a.skillset.yaml',
    mix: mixRecord(mix),
    student: 'lab/writer',
    generation: 1,
    promptVersion: 'p1',
    createdAt: 1,
    result,
    callKeys: [],
    ...more,
  };
}

function text(words: string): Sample['result'] {
  return { kind: 'text', text: words };
}

function grading(of: Sample, round: number, result: GradingResult, grader = 'lab/grader'): Grading {
  const id = `${of.id} ${grader} ${round}` as GradingId;
  return { id, sampleId: of.id, grader, round, rubricVersion: 'r1', createdAt: 1, result };
}

function points(mix: Mix, ...given: (0 | 1)[]): GradingResult {
  return {
    kind: 'graded',
    points: criteriaOf(mix).map((criterion, index) => ({
      criterion,
      point: given[index] ?? 1,
      reason: `reason ${index}`,
      quote: 'Who sews',
      quoteFound: true,
    })),
  };
}

const GRADED = sample('graded', TWO, text('Who sews when the roses bloom?'));
const HALF = sample('half', ONE, text('Who else keeps bees?'), { generation: 4 });
const ROUNDS = [
  grading(GRADED, 1, points(TWO, 1, 0)),
  grading(GRADED, 2, points(TWO, 1, 1)),
  grading(GRADED, 3, points(TWO, 1, 0)),
];
const OPTIONS = { nameRule: true, graders: ['lab/grader'], isInFile: () => true };

test('the selected sample shows every round of every criterion, with the place of its words', () => {
  const detail = sampleDetail(GRADED, ROUNDS, OPTIONS);
  expect(detail).toMatchObject({ inFile: true });
  expect(detail.criteria.map(({ label }) => label)).toEqual([
    'rhetorical question',
    'red herring',
    'topic',
    'sense',
    'length',
  ]);
  const herring = detail.criteria[1];
  expect(herring?.verdicts).toEqual([{ grader: 'lab/grader', tie: false, point: 0 }]);
  expect(herring?.rounds.map(({ round, point }) => [round, point])).toEqual([
    [1, 0],
    [2, 1],
    [3, 0],
  ]);
  expect(herring?.rounds[0]?.range).toEqual({ start: 0, end: 8 });
});

test('an unreadable round says why, in every criterion', () => {
  const detail = sampleDetail(HALF, [grading(HALF, 1, { kind: 'unreadable', why: 'no JSON' })], OPTIONS);
  expect(detail.criteria[0]?.rounds).toEqual([
    { grader: 'lab/grader', round: 1, state: 'unreadable', why: 'no JSON' },
  ]);
  expect(detail.criteria[0]?.verdicts).toEqual([{ grader: 'lab/grader', tie: false }]);
});

test('a sample copied as Markdown cannot break out of its table', () => {
  const detail = sampleDetail(GRADED, ROUNDS, OPTIONS);
  const hostile = { ...detail, sample: { ...detail.sample, text: 'a | b <img src=x>\n# c' } };
  const markdown = sampleMarkdown(hostile);
  expect(markdown).toContain('> a \\| b \\<img src=x\\>\n> \\# c');
  expect(markdown.split('\n').filter((line) => line.startsWith('| red herring'))).toHaveLength(3);
});

test('a text in the file leads back to the newest sample with the same words', () => {
  const older = sample('older', ONE, text('Who keeps bees?'));
  const newer = sample('newer', ONE, text('Who keeps bees?'), { createdAt: 2 });
  expect(sampleOfText(sha256, ONE, 'Who keeps bees?\n', [newer, older])?.id).toBe('newer');
  expect(sampleOfText(sha256, ONE, 'Who keeps ants?', [newer, older])).toBeUndefined();
  expect(sampleOfText(sha256, TWO, 'Who keeps bees?', [newer, older])).toBeUndefined();
});

test('what people say stands beside the graders’ words, and the corrected verdict beside the one without', () => {
  const review: Review = {
    ...{ id: 'r1' as ReviewId, sampleId: GRADED.id, reviewer: 'Ann', createdAt: 2, isBlind: true },
    draw: { kind: 'picked' },
    points: [
      { criterion: 'skill:red herring', point: 1, reason: 'The roses lead away.' },
      { criterion: 'topic', point: 1, reason: '' },
    ],
  };
  const asGraded = sampleDetail(GRADED, ROUNDS, { ...OPTIONS, reviews: [review] });
  const { criteria } = asGraded;
  const [question, herring, topic] = criteria;
  expect(herring?.verdicts).toEqual([{ grader: 'lab/grader', tie: false, point: 0, corrected: 1 }]);
  expect(herring?.people).toEqual([{ reviewer: 'Ann', point: 1, reason: 'The roses lead away.' }]);
  expect(topic?.verdicts).toEqual([{ grader: 'lab/grader', tie: false, point: 1 }]);
  expect(question?.people).toEqual([]);
  expect(asGraded.sample).toMatchObject({ points: 4, missed: ['red herring'] });
  const corrected = sampleDetail(GRADED, ROUNDS, { ...OPTIONS, reviews: [review], isCorrected: true });
  expect(corrected.sample, 'where corrections count').toMatchObject({ points: 5, missed: [] });
  expect(corrected.criteria).toEqual(criteria);
});
