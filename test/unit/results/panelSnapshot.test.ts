import { expect, test } from 'vitest';
import { sha256 } from '../../../src/adapters/system/sha256.ts';
import { criteriaOf } from '../../../src/core/grading/criterion.ts';
import type { Mix } from '../../../src/core/mixes/mix.ts';
import { type PanelInput, panelSnapshot } from '../../../src/core/results/panelSnapshot.ts';
import { sampleMarkdown } from '../../../src/core/results/sampleMarkdown.ts';
import { sampleOfText } from '../../../src/core/results/sampleOfText.ts';
import type { Grading, GradingId, GradingResult, Sample, SampleId } from '../../../src/core/runs/records.ts';
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
const UNGRADED = sample('ungraded', ONE, text('Who keeps bees?'));
const UNREADABLE = sample('unreadable', ONE, { kind: 'unreadable', why: 'no answer' }, { generation: 2 });
const FAILED = sample('failed', ONE, { kind: 'failed', why: 'no reply' }, { generation: 3 });
const HALF = sample('half', ONE, text('Who else keeps bees?'), { generation: 4 });

const INPUT: PanelInput = {
  title: 'A study',
  samples: [GRADED, UNGRADED, UNREADABLE, FAILED, HALF],
  gradings: [
    grading(GRADED, 1, points(TWO, 1, 0)),
    grading(GRADED, 2, points(TWO, 1, 1)),
    grading(GRADED, 3, points(TWO, 1, 0)),
    grading(HALF, 1, { kind: 'unreadable', why: 'no JSON' }),
  ],
  filter: {},
  limit: 100,
  nameRule: true,
  graders: ['lab/grader'],
  isInFile: ({ id }) => id === 'graded',
};

test('what was not asked, has no reply, cannot be read or is graded are told apart', () => {
  const { counts, samples } = panelSnapshot(INPUT);
  expect(counts).toEqual({ graded: 1, ungraded: 1, unreadable: 2, failed: 1 });
  expect(samples.map(({ id, state }) => [id, state])).toEqual([
    ['half', 'grading-unreadable'],
    ['failed', 'failed'],
    ['unreadable', 'unreadable'],
    ['ungraded', 'ungraded'],
    ['graded', 'graded'],
  ]);
});

test('the points of a sample are the majority of its rounds, and what it missed has a name', () => {
  const found = panelSnapshot(INPUT).samples.find(({ id }) => id === 'graded');
  expect(found).toMatchObject({ points: 4, outOf: 5, missed: ['red herring'] });
});

test('only graded texts count for the rate of a skill', () => {
  const rates = panelSnapshot(INPUT).skills.map(({ name, tried, earned }) => [name, tried, earned]);
  expect(rates).toEqual(
    expect.arrayContaining([
      ['rhetorical question', 1, 1],
      ['red herring', 1, 0],
    ]),
  );
});

test('filters combine, and the skill filter leaves the table of skills whole', () => {
  const all = panelSnapshot(INPUT);
  const filtered = panelSnapshot({ ...INPUT, filter: { skill: 'red herring', k: 2 } });
  expect(filtered.samples.map(({ id }) => id)).toEqual(['graded']);
  expect(panelSnapshot({ ...INPUT, filter: { skill: 'red herring' } }).skills).toEqual(all.skills);
  expect(panelSnapshot({ ...INPUT, filter: { k: 2, student: 'nobody' } }).total).toBe(0);
});

test('a skill that was once written in other case and spacing has one row, and its filter finds all texts', () => {
  const mix = mixOf([{ ...RED_HERRING, name: 'Red  Herring' }], 'Beekeeping');
  const older = sample('older', mix, text('Look, a bee!'));
  const samples = [...INPUT.samples, older];
  const gradings = [...INPUT.gradings, grading(older, 1, points(mix, 1))];
  const snapshot = panelSnapshot({ ...INPUT, samples, gradings, filter: { skill: 'red herring' } });
  expect(snapshot.samples.map(({ id }) => id)).toEqual(['older', 'graded']);
  expect(snapshot.skills.filter(({ name }) => /herring/iu.test(name))).toMatchObject([{ tried: 2 }]);
});

test('missed only keeps what lost a point or cannot be read', () => {
  const ids = panelSnapshot({ ...INPUT, filter: { verdict: 'missed' } }).samples.map(({ id }) => id);
  expect(ids).toEqual(['half', 'failed', 'unreadable', 'graded']);
});

test('the list is cut at the limit, and says how many there are', () => {
  const { samples, total } = panelSnapshot({ ...INPUT, limit: 2 });
  expect([samples.length, total]).toEqual([2, 5]);
});

test('the selected sample shows every round of every criterion, with the place of its words', () => {
  const { detail } = panelSnapshot({ ...INPUT, selected: 'graded' });
  expect(detail).toMatchObject({ inFile: true });
  expect(detail?.criteria.map(({ label }) => label)).toEqual([
    'rhetorical question',
    'red herring',
    'topic',
    'sense',
    'length',
  ]);
  const herring = detail?.criteria[1];
  expect(herring?.verdicts).toEqual([{ grader: 'lab/grader', tie: false, point: 0 }]);
  expect(herring?.rounds.map(({ round, point }) => [round, point])).toEqual([
    [1, 0],
    [2, 1],
    [3, 0],
  ]);
  expect(herring?.rounds[0]?.range).toEqual({ start: 0, end: 8 });
});

test('an unreadable round says why, in every criterion', () => {
  const { detail } = panelSnapshot({ ...INPUT, selected: 'half' });
  expect(detail?.criteria[0]?.rounds).toEqual([
    { grader: 'lab/grader', round: 1, state: 'unreadable', why: 'no JSON' },
  ]);
  expect(detail?.criteria[0]?.verdicts).toEqual([{ grader: 'lab/grader', tie: false }]);
});

test('a sample copied as Markdown cannot break out of its table', () => {
  const { detail } = panelSnapshot({ ...INPUT, selected: 'graded' });
  if (detail === undefined) throw new Error('There is no detail.');
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
