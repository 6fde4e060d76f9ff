import { describe, expect, it } from 'vitest';
import { verdictOf } from '../../../src/core/grading/verdict.ts';
import { factsOf } from '../../../src/core/metrics/factsOf.ts';
import { reportOf } from '../../../src/core/metrics/report.ts';
import { applyReviews } from '../../../src/core/review/applyReviews.ts';
import { correctedVerdict } from '../../../src/core/review/correctedVerdict.ts';
import { wordsOf } from '../../../src/core/review/words.ts';
import type { Review, ReviewDraw, ReviewId, Sample } from '../../../src/core/runs/records.ts';
import { round, roundOf, sample } from '../metrics/judgedRecords.ts';

let written = 0;

/** Points as `skill:a=1 topic=0`. */
function review(of: Sample, points: string, more: Partial<Review> = {}): Review {
  written += 1;
  return {
    ...{
      id: `review ${written}` as ReviewId,
      sampleId: of.id,
      reviewer: 'ann',
      createdAt: written,
      isBlind: true,
    },
    draw: { kind: 'random', seed: 1, place: 0.5 },
    points: points.split(' ').map((each) => {
      const [criterion = '', point] = each.split('=');
      return { criterion, point: point === '1' ? 1 : 0, reason: `why ${written}` };
    }),
    ...more,
  };
}

const nameRule = true;

describe('what people say of a text', () => {
  it('is the newest word of each reviewer on each criterion', () => {
    const text = sample();
    const words = wordsOf([
      review(text, 'skill:a=1 topic=1'),
      review(text, 'topic=0'),
      review(text, 'sense=1'),
    ]);
    expect([...words].map(([criterion, { point }]) => [criterion, point])).toEqual([
      ['skill:a', 1],
      ['topic', 0],
      ['sense', 1],
    ]);
    expect(words.get('topic')?.words).toMatchObject([{ reviewer: 'ann', point: 0 }]);
  });

  it('is the majority of several reviewers, and nothing where they are evenly split', () => {
    const text = sample();
    const by = (reviewer: string, points: string) => review(text, points, { reviewer });
    const words = wordsOf([by('ann', 'topic=1 sense=1'), by('bob', 'topic=0 sense=1'), by('cy', 'sense=0')]);
    expect(words.get('topic')).toEqual({ words: [expect.anything(), expect.anything()] });
    expect(words.get('sense')?.point).toBe(1);
  });
});

describe('a verdict with corrections', () => {
  const text = sample();
  const verdict = verdictOf(text.mix, [round(text, '10 111')], { nameRule });
  const points = (reviews: readonly Review[]) =>
    correctedVerdict(verdict, reviews, { nameRule }).map(
      ({ point, isCorrected }) => `${point}${isCorrected ? '!' : ''}`,
    );

  it('takes the word of people, and marks what it changed', () => {
    expect(points([review(text, 'skill:a=1 skill:b=1 topic=0')])).toEqual(['1', '1!', '0!', '1', '1']);
    expect(points([])).toEqual(['1', '0', '1', '1', '1']);
  });

  it('keeps the grader’s where people are evenly split, and shows what they say', () => {
    const reviews = [review(text, 'topic=1'), review(text, 'topic=0', { reviewer: 'bob' })];
    const topic = correctedVerdict(verdict, reviews, { nameRule })[2];
    expect(topic).toMatchObject({ point: 1, isCorrected: false });
    expect(topic?.people?.words.map(({ reviewer }) => reviewer)).toEqual(['ann', 'bob']);
  });

  it('lets the name rule take the point of a named skill from people as well', () => {
    const named = verdict.map((each, index) => (index === 1 ? { ...each, named: true } : each));
    const reviews = [review(text, 'skill:b=1')];
    expect(correctedVerdict(named, reviews, { nameRule: true })[1]?.point).toBe(0);
    expect(correctedVerdict(named, reviews, { nameRule: false })[1]?.point).toBe(1);
  });

  it('has a point where no round could be read', () => {
    const unread = verdictOf(text.mix, [], { nameRule });
    expect(correctedVerdict(unread, [review(text, 'topic=1')], { nameRule })[2]?.point).toBe(1);
  });
});

describe('a report with reviews', () => {
  const texts = [1, 2, 3, 4].map((generation) => sample({ mix: `mix ${generation}` }));
  const [first, second, third, fourth] = texts as [Sample, Sample, Sample, Sample];
  const gradings = [
    round(first, '11 111'),
    round(second, '01 111'),
    roundOf(third, { kind: 'unreadable', why: 'no JSON' }),
    round(fourth, '11 111', { grader: 'lab/other' }),
  ];
  const WHOLE = 'skill:a=1 skill:b=1 topic=1 sense=1 length=1';
  const all = { nameRule, withoutCommon: false, filter: {} };
  const report = (reviews: readonly Review[], graders: 'with' | 'only') =>
    reportOf(applyReviews(factsOf(texts, gradings, reviews), reviews, { graders }), all).cells.map(
      ({ grader, graded, unreadable, ungraded, fullMarks }) => ({
        grader,
        graded,
        unreadable,
        ungraded,
        mean: fullMarks.mean,
      }),
    );

  it('is the same where nobody has reviewed anything', () => {
    const facts = factsOf(texts, gradings);
    expect(applyReviews(facts, [], { graders: 'with' })).toEqual(facts);
  });

  it('counts the points of people in place of each grader’s', () => {
    expect(report([review(first, 'topic=0'), review(second, 'skill:a=1')], 'with')).toMatchObject([
      { grader: 'lab/judge', graded: 2, unreadable: 1, mean: 0.5 },
      { grader: 'lab/other', graded: 1, mean: 1 },
    ]);
    expect(report([review(second, 'skill:a=1')], 'with')[0]?.mean).toBe(1);
  });

  it('grades what could not be read where people say it all, and only there', () => {
    expect(report([review(third, WHOLE)], 'with')[0]).toMatchObject({ graded: 3, unreadable: 0 });
    expect(report([review(third, 'topic=1')], 'with')[0]).toMatchObject({ graded: 2, unreadable: 1 });
  });

  it('rests on people alone where asked, and then on texts that chance chose', () => {
    const hard: ReviewDraw = { kind: 'near-miss', seed: 1, place: 0.9 };
    const reviews = [
      review(first, WHOLE),
      review(second, `${WHOLE} topic=0`),
      review(fourth, WHOLE, { draw: hard }),
    ];
    const people = report(reviews, 'only').find(({ grader }) => grader === 'people');
    expect(people).toMatchObject({ graded: 2, mean: 0.5 });
    expect(report(reviews, 'only').map(({ grader }) => grader)).not.toContain('lab/judge');
  });
});
