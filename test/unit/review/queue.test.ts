import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/adapters/system/sha256.ts';
import { createRandom } from '../../../src/core/mixes/random.ts';
import { reviewsByChance } from '../../../src/core/review/byChance.ts';
import type { ReviewCandidate } from '../../../src/core/review/candidate.ts';
import { type CandidateRound, hardnessOf } from '../../../src/core/review/hardness.ts';
import { prepareTexts, reviewQueue } from '../../../src/core/review/queue.ts';
import { randomOrder } from '../../../src/core/review/randomOrder.ts';
import type { Review, ReviewId, SampleId } from '../../../src/core/runs/records.ts';

const seed = 10;

function text(id: string, masks: readonly number[] = [0b11111], more: Partial<ReviewCandidate> = {}) {
  const k = more.k ?? 2;
  return { id: id as SampleId, k, student: 's', hardness: hardnessOf(k, roundsOf(masks)), ...more };
}

function roundsOf(masks: readonly number[], grader = 'g'): CandidateRound[] {
  return masks.map((earned) => ({ grader, earned }));
}

function queueOf(texts: readonly ReviewCandidate[], reviews: readonly Review[], reviewer = 'ann') {
  const { items, parts } = reviewQueue(prepareTexts(texts, seed, sha256), reviews, reviewer);
  return { items: [...items()], parts };
}

/** What a reviewer leaves behind who goes through the queue from its beginning. */
function reviewFirst(texts: readonly ReviewCandidate[], count: number, before: readonly Review[] = []) {
  const { items } = queueOf(texts, before);
  return items.slice(0, count).map(
    ({ id, draw }, index): Review => ({
      ...{ id: `review ${before.length + index}` as ReviewId, sampleId: id, reviewer: 'ann' },
      ...{ createdAt: before.length + index, isBlind: true, draw, points: [] },
    }),
  );
}

describe('what is hard about a text', () => {
  it('is disagreement between rounds or graders, the more evenly split the more', () => {
    const worth = (masks: readonly number[]) => hardnessOf(2, roundsOf(masks));
    expect(worth([0b11111, 0b11111, 0b11110])).toEqual({
      kind: 'disagreement',
      worth: expect.closeTo(8 / 9),
    });
    expect(worth([0b11111, 0b11110])).toEqual({ kind: 'disagreement', worth: 1 });
    expect(worth([0b11111, 0b11100])).toEqual({ kind: 'disagreement', worth: 2 });
    const graders = [...roundsOf([0b11111, 0b11111, 0b11111], 'a'), ...roundsOf([0b01111], 'b')];
    expect(hardnessOf(2, graders)).toEqual({ kind: 'disagreement', worth: 1 });
  });

  it('is one missing point where all agree, and nothing else', () => {
    expect(hardnessOf(2, roundsOf([0b01111, 0b01111]))).toEqual({ kind: 'near-miss', worth: 0 });
    expect(hardnessOf(2, roundsOf([0b11111, 0b11111]))).toBeUndefined();
    expect(hardnessOf(2, roundsOf([0b00111]))).toBeUndefined();
  });

  it('needs but one of the rounds of a grader that all say the same', () => {
    const rounds = (count: number) => [
      ...roundsOf(Array<number>(count).fill(0b01101), 'a'),
      ...roundsOf([0b01111], 'b'),
    ];
    expect(hardnessOf(2, rounds(3))).toEqual(hardnessOf(2, rounds(1)));
  });
});

function placesOf(texts: readonly ReviewCandidate[], ofSeed = seed): ReadonlyMap<SampleId, number> {
  const places = randomOrder(texts, ofSeed, sha256);
  return new Map(texts.map(({ id }, index) => [id, places[index] ?? Number.NaN]));
}

describe('the random order', () => {
  const texts = [
    ...Array.from({ length: 600 }, (_, index) => text(`a${index}`)),
    ...Array.from({ length: 200 }, (_, index) => text(`b${index}`, [1], { k: 3 })),
    ...Array.from({ length: 100 }, (_, index) => text(`c${index}`, [1], { student: 'other' })),
  ];

  it('begins with a sample in which each k and student has its share, to one text', () => {
    const places = placesOf(texts);
    for (const part of [0.05, 0.1, 0.5, 1]) {
      const chosen = texts.filter(({ id }) => (places.get(id) ?? 2) < part);
      for (const [stratum, size] of [
        ['a', 600],
        ['b', 200],
        ['c', 100],
      ] as const)
        expect(Math.abs(chosen.filter(({ id }) => id.startsWith(stratum)).length - size * part)).toBeLessThan(
          1,
        );
    }
  });

  it('is another for another seed, and the same for the same', () => {
    expect(placesOf(texts)).toEqual(placesOf(texts.toReversed()));
    expect(placesOf(texts, 11)).not.toEqual(placesOf(texts));
  });

  it('keeps the order of the texts that were there when more are written', () => {
    const order = (all: readonly ReviewCandidate[]) => {
      const places = placesOf(all);
      return texts
        .slice(0, 300)
        .map(({ id }) => id)
        .sort((one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0));
    };
    expect(order(texts)).toEqual(order(texts.slice(0, 300)));
  });
});

describe('the queue', () => {
  const texts = [
    ...Array.from({ length: 100 }, (_, index) => text(`easy ${index}`)),
    ...Array.from({ length: 30 }, (_, index) =>
      text(`split ${index}`, [0b11111, index < 10 ? 0b11100 : 0b11110]),
    ),
    ...Array.from({ length: 30 }, (_, index) => text(`near ${index}`, [0b01111])),
  ];

  it('holds every text once', () => {
    const { items } = queueOf(texts, []);
    expect(items.map(({ id }) => id).sort()).toEqual(texts.map(({ id }) => id).sort());
  });

  it('begins with hard texts and texts by chance in turn, the greatest disagreements before the small', () => {
    const kinds = queueOf(texts, []).items.slice(0, 24);
    const count = (kind: string) => kinds.filter(({ draw }) => draw.kind === kind).length;
    expect(count('random')).toBeGreaterThan(6);
    expect(count('disagreement')).toBeGreaterThan(2);
    expect(count('near-miss')).toBeGreaterThan(2);
    const numbers = queueOf(texts, [])
      .items.filter(({ draw }) => draw.kind === 'disagreement')
      .map(({ id }) => Number(id.slice('split '.length)) < 10);
    expect(numbers).toEqual([...numbers].sort((one, other) => Number(other) - Number(one)));
  });

  it('takes texts by chance in the random order, whether or not they are hard', () => {
    const { items } = queueOf(texts, []);
    const places = items.filter(({ draw }) => draw.kind === 'random').map(({ draw }) => draw.place);
    expect(places).toEqual([...places].sort((one, other) => one - other));
  });

  it('goes on where the reviewer stopped, and begins anew for another', () => {
    const first = reviewFirst(texts, 20);
    const all = queueOf(texts, []).items.map(({ id }) => id);
    expect(queueOf(texts, first).items.map(({ id }) => id)).toEqual(all.slice(20));
    expect(queueOf(texts, first, 'bob').items).toHaveLength(texts.length);
  });

  it('tells of each part how much there is and how much is done', () => {
    const [random, disagreement, nearMiss] = queueOf(texts, reviewFirst(texts, 160)).parts;
    expect(random).toEqual({ kind: 'random', texts: 160, reviewed: 160 });
    expect(disagreement).toEqual({ kind: 'disagreement', texts: 30, reviewed: 30 });
    expect(nearMiss).toEqual({ kind: 'near-miss', texts: 30, reviewed: 30 });
    expect(queueOf(texts, []).parts.map(({ reviewed }) => reviewed)).toEqual([0, 0, 0]);
  });

  it('is empty where there is nothing to review', () => {
    expect(queueOf([], [])).toMatchObject({ items: [] });
  });
});

describe('reviews by chance', () => {
  it('hold a text that came as a hard case once the random order has passed it, and not before', () => {
    const at = (id: string, kind: 'random' | 'near-miss', place: number): Review => ({
      ...{ id: id as ReviewId, sampleId: id as SampleId, reviewer: 'ann', createdAt: 1, isBlind: true },
      ...{ draw: { kind, seed, place }, points: [] },
    });
    const reviews = [
      at('passed', 'near-miss', 0.1),
      at('last', 'random', 0.2),
      at('ahead', 'near-miss', 0.3),
    ];
    expect([...reviewsByChance(reviews)]).toEqual(['passed', 'last']);
    const picked: Review = { ...at('picked', 'random', 0), draw: { kind: 'picked' } };
    const other = { ...at('other', 'near-miss', 0.1), reviewer: 'bob' };
    const reseeded: Review = {
      ...at('seed', 'random', 0),
      draw: { kind: 'near-miss', seed: 11, place: 0.1 },
    };
    expect([...reviewsByChance([...reviews, picked, other, reseeded])]).toEqual(['passed', 'last']);
  });

  it('are unbiased for all texts, while all reviews together are not', () => {
    const random = createRandom('simulation', 1);
    const [means, naive]: [number[], number[]] = [[], []];
    for (let study = 0; study < 200; study += 1) {
      // A third of the texts are hard; graders are right of 9 in 10 easy texts and of 4 in 10 hard ones.
      const hard = new Set(Array.from({ length: 100 }, (_, index) => `${study} ${index}` as SampleId));
      const all = Array.from({ length: 300 }, (_, index) =>
        text(`${study} ${index}`, index < 100 ? [0b11111, 0b11110] : [0b11111], { student: `s${index % 3}` }),
      );
      const right = new Set(
        all.filter(({ id }) => random.below(10) < (hard.has(id) ? 4 : 9)).map(({ id }) => id),
      );
      const reviews = reviewFirst(all, 80);
      const byChance = reviewsByChance(reviews);
      const rate = (of: readonly Review[]) =>
        of.filter(({ sampleId }) => right.has(sampleId)).length / of.length;
      const truth = right.size / all.length;
      means.push(rate(reviews.filter(({ id }) => byChance.has(id))) - truth);
      naive.push(rate(reviews) - truth);
    }
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    // Four standard errors of the mean over the studies are about 0.02.
    expect(Math.abs(mean(means))).toBeLessThan(0.02);
    expect(mean(naive)).toBeLessThan(-0.05);
  });
});
