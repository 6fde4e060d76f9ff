import { describe, expect, it } from 'vitest';
import { clusterRate } from '../../../src/core/metrics/clusterRate.ts';
import { compareStudents } from '../../../src/core/metrics/compareStudents.ts';
import { ratesOf } from '../../../src/core/metrics/criterionRates.ts';
import { factsOf } from '../../../src/core/metrics/factsOf.ts';
import { comparisonTable } from '../../../src/core/metrics/forms/comparisonTable.ts';
import { graderBias } from '../../../src/core/metrics/graderBias.ts';
import { noveltyOf, noveltyThreshold } from '../../../src/core/metrics/noveltyOf.ts';
import { reportOf } from '../../../src/core/metrics/report.ts';
import { roundColumnsOf } from '../../../src/core/metrics/roundColumns.ts';
import { roundConsistency } from '../../../src/core/metrics/roundConsistency.ts';
import { skillPairs } from '../../../src/core/metrics/skillPairs.ts';
import { fullMarksTable } from '../../../src/core/report/tables/comparisonTables.ts';
import type { Grading, Sample, SampleId } from '../../../src/core/runs/records.ts';
import { round, roundOf, type SampleWords, sample } from './judgedRecords.ts';

const nameRule = { nameRule: true };

/** Texts with one round each, as `points` of the mix and words of the sample. */
function graded(...texts: readonly (readonly [string, SampleWords])[]) {
  const samples = texts.map(([, words]) => sample(words));
  return factsOf(
    samples,
    samples.map((text, at) => round(text, texts[at]?.[0] ?? '')),
  );
}

describe('ratesOf', () => {
  const facts = graded(
    ['11 101', { mix: 'x', skills: ['a', 'z'] }],
    ['01 111', { mix: 'x', skills: ['a', 'z'], generation: 2 }],
    ['001 110', { mix: 'y', skills: ['a', 'b', 'z'] }],
    ['1 111', { mix: 'u', skills: ['a'], student: 'lab/other' }],
  );
  const { rates } = ratesOf(facts, nameRule);
  const rate = (by: string, name: string, k: number | null) =>
    rates.find(
      (each) => each.student === 'lab/writer' && each.by === by && each.name === name && each.k === k,
    );

  it('counts each kind of criterion, over all k and at each', () => {
    expect(rate('criterion', 'skill', null)).toMatchObject({ mixes: 2, tried: 7, earned: 4 });
    expect(rate('criterion', 'skill', 3)).toMatchObject({ mixes: 1, tried: 3, earned: 1 });
    expect(rate('criterion', 'topic', 2)).toMatchObject({ tried: 2, earned: 2 });
    expect(rate('criterion', 'sense', 2)).toMatchObject({ tried: 2, earned: 1 });
    expect(rate('criterion', 'length', null)).toMatchObject({ tried: 3, earned: 2 });
  });

  it('counts each category and each skill, with the mixes as clusters', () => {
    expect(rate('skill', 'a', null)).toMatchObject({ mixes: 2, tried: 3, earned: 1, category: 'first half' });
    // Of mix y skills a and b are of the first category; of mix x skill a, in two texts.
    const clusters = [
      { count: 1, rate: 1 / 2, weight: 2, points: 2 },
      { count: 1, rate: 0, weight: 2, points: 2 },
    ];
    const { low, high } = clusterRate(clusters) ?? {};
    expect(rate('category', 'first half', null)).toMatchObject({ tried: 4, earned: 1, low, high });
  });

  it('never mixes students, and puts criteria before categories before skills', () => {
    expect(rates.filter(({ student }) => student === 'lab/other')).toHaveLength(2 * 6);
    const kinds = rates.filter(({ student }) => student === 'lab/writer').map(({ by }) => by);
    expect([...new Set(kinds)]).toEqual(['criterion', 'category', 'skill']);
    expect(kinds).toEqual([...kinds].sort((a, b) => RANK.indexOf(a) - RANK.indexOf(b)));
  });

  it('takes the same mix with its skills in another order for one mix', () => {
    const [one, turned] = [
      sample({ mix: 'x', skills: ['a', 'z'] }),
      sample({ mix: 'x', skills: ['z', 'a'] }),
    ];
    const found = ratesOf(factsOf([one, turned], [round(one, '10 111'), round(turned, '10 111')]), nameRule);
    const ofSkill = (name: string) => found.rates.find((each) => each.by === 'skill' && each.name === name);
    expect(ofSkill('a')).toMatchObject({ mixes: 1, tried: 2, earned: 1 });
    expect(ofSkill('z')).toMatchObject({ mixes: 1, tried: 2, earned: 1 });
  });
});

const RANK = ['criterion', 'category', 'skill'];

describe('skillPairs', () => {
  /** Twelve mixes of each two of three skills; a and b are missed together in all of theirs, others in none. */
  const texts = ['ab', 'ac', 'bc'].flatMap((pair) =>
    Array.from({ length: 12 }, (_, at) => {
      const points = pair === 'ab' ? '00 111' : '11 111';
      return [points, { mix: `${pair} ${at}`, skills: [...pair] }] as const;
    }),
  );

  it('finds skills that fail together, though each does well alone', () => {
    const { tables } = skillPairs(graded(...texts), nameRule);
    expect(tables).toHaveLength(1);
    const [first, ...others] = tables[0]?.pairs ?? [];
    // Each is missed in 12 of its 24 texts: a quarter of 12 mixes would miss both by chance.
    expect(first).toMatchObject({ skills: ['a', 'b'], mixes: 12, observed: 12, expected: 3, lift: 4 });
    expect(first?.p).toBeCloseTo(0.25 ** 12, 12);
    expect(first?.q).toBeCloseTo(3 * 0.25 ** 12, 12);
    expect(others.map(({ p }) => p)).toEqual([1, 1]);
  });

  it('takes texts of one mix for one try, as the share that missed both', () => {
    const again = texts.map(([points, words]) => [points, { ...words, generation: 2 }] as const);
    const pair = skillPairs(graded(...texts, ...again), nameRule).tables[0]?.pairs[0];
    expect(pair).toMatchObject({ mixes: 12, texts: 24, missedTogether: 24, observed: 12, expected: 3 });
  });

  it('compares within one student and one k, so that a weak student makes no pairs', () => {
    const weak = texts.map(([, words]) => ['00 111', { ...words, student: 'lab/weak' }] as const);
    const strong = texts.map(([, words]) => ['11 111', { ...words, student: 'lab/strong' }] as const);
    const { tables } = skillPairs(graded(...weak, ...strong), nameRule);
    expect(tables.map(({ students }) => students)).toEqual([
      ['lab/strong'],
      ['lab/weak'],
      ['lab/strong', 'lab/weak'],
    ]);
    expect(tables[2]?.pairs.every(({ lift }) => lift === 1)).toBe(true);
  });

  it('tests no pair of fewer than five mixes', () => {
    const { tables } = skillPairs(graded(...texts.slice(0, 4)), nameRule);
    expect(tables[0]).toMatchObject({ tested: 0, pairs: [{ mixes: 4, p: null, q: null }] });
  });
});

describe('compareStudents', () => {
  const [base, tuned] = ['lab/base', 'lab/tuned'];
  const facts = graded(
    ['10 111', { mix: 'x', student: base }],
    ['00 111', { mix: 'x', student: base, generation: 2 }],
    ['11 111', { mix: 'x', student: tuned }],
    ['11 111', { mix: 'y', student: base }],
    ['10 111', { mix: 'y', student: tuned }],
    ['11 111', { mix: 'z', student: base }],
    ['111 111', { mix: 'w', skills: ['a', 'b', 'c'], student: tuned }],
    ['11 111', { mix: 'v', student: 'lab/third' }],
  );
  const comparison = compareStudents(facts, nameRule, { base, tuned });
  const [found] = comparison.graders;

  it('compares the mixes that both have, all together and by k and split', () => {
    expect(found?.ratios.map(({ k, split, mixes }) => [k, split, mixes])).toEqual([
      [null, null, 2],
      [2, null, 2],
      [3, null, 0],
      [null, 'held-out', 2],
      [2, 'held-out', 2],
      [3, 'held-out', 0],
    ]);
    expect(found?.ratios[0]).toMatchObject({ onlyBase: 1, onlyTuned: 1 });
    expect(found?.ratios[0]?.fullMarks.max).toMatchObject({ base: 0.5, tuned: 0.5, difference: 0, p: 1 });
    // Of mix x base has 1 and 0 of 2 skills, tuned both; of mix y base both and tuned one.
    expect(found?.ratios[0]?.skillFraction.mean).toMatchObject({ base: 0.625, tuned: 0.75 });
    expect(found?.ratios[2]?.fullMarks.max).toMatchObject({ base: null, difference: null, p: null, q: null });
  });

  it('lists what was gained and lost, and what is not compared, with the samples', () => {
    expect(found?.flips).toEqual([
      { kind: 'gained', k: 2, split: 'held-out', base: [0, 1], tuned: [2] },
      { kind: 'lost', k: 2, split: 'held-out', base: [3], tuned: [4] },
    ]);
    expect(found?.unpaired).toEqual([
      { only: 'base', k: 2, split: 'held-out', samples: [5] },
      { only: 'tuned', k: 3, split: 'held-out', samples: [6] },
    ]);
  });

  it('compares each skill by the share of its points on each mix', () => {
    expect(found?.skills).toMatchObject([
      { skill: 'a', mixes: 2, base: 0.75, tuned: 1 },
      { skill: 'b', mixes: 2, base: 0.5, tuned: 0.5 },
    ]);
    expect(found?.skills.map(({ q }) => q)).toEqual([1, 1]);
  });

  it('tells between which bounds the difference lies whatever unreadable texts earned', () => {
    const unreadable = { kind: 'unreadable', why: 'no answer' } as const;
    const of = (mix: string, student: string, words: SampleWords = {}) => sample({ mix, student, ...words });
    const full = [of('a', base), of('a', tuned), of('b', tuned)];
    const [half, ungradable] = [of('c', base), of('c', tuned)];
    const unread = [
      of('a', base, { generation: 2, result: unreadable }),
      of('b', base, { result: unreadable }),
      of('d', base, { result: unreadable }),
      of('d', tuned, { result: unreadable }),
      // Nothing is known of the base on this one.
      of('e', tuned, { result: unreadable }),
    ];
    const gradings = [
      ...full.map((text) => round(text, '11 111')),
      round(half, '10 111'),
      roundOf(ungradable, { kind: 'unreadable', why: 'no table' }),
    ];
    const compared = compareStudents(factsOf([...full, half, ungradable, ...unread], gradings), nameRule, {
      base,
      tuned,
    });
    const all = compared.graders[0]?.ratios[0];
    expect(all).toMatchObject({ mixes: 1, onlyBase: 1, onlyTuned: 1 });
    expect(all?.fullMarks.max.difference).toBe(0);
    expect(all?.fullMarks.max.bounds).toEqual({ mixes: 4, unreadableMixes: 4, least: -0.25, most: 0.75 });
    expect(all?.fullMarks.mean.bounds).toMatchObject({ least: -0.25, most: 0.875 });
    expect(all?.skillFraction.max.bounds).toMatchObject({ least: -0.375, most: 0.625 });
  });

  it('has the difference itself for bounds where all is readable', () => {
    const { difference, bounds } = found?.ratios[0]?.skillFraction.mean ?? {};
    expect(bounds).toEqual({ mixes: 2, unreadableMixes: 0, least: difference, most: difference });
    expect(found?.ratios[2]?.fullMarks.max.bounds).toMatchObject({ mixes: 0, least: null, most: null });
  });

  it('takes the name rule into account, and only graders of both', () => {
    const samples = [sample({ mix: 'x', student: base }), sample({ mix: 'x', student: tuned })];
    const [one = sample(), other = sample()] = samples;
    const second = { grader: 'lab/second' };
    const gradings = [round(one, '11 111'), round(other, '11 111'), round(one, '11 111', second)];
    const compared = compareStudents(factsOf(samples, gradings), nameRule, { base, tuned });
    expect(compared.graders.map(({ grader }) => grader)).toEqual(['lab/judge']);
  });
});

describe('graderBias', () => {
  const second = { grader: 'lab/second' };
  const texts = ['x', 'y', 'z', 'w'].flatMap((mix) =>
    ['lab/one', 'lab/two'].map((student) => sample({ mix, student })),
  );
  /** The first grader prefers student one, the second student two; and is more generous with the topic. */
  const gradings = texts.flatMap((text) => {
    const isOne = text.student === 'lab/one';
    return [
      round(text, isOne ? '11 111' : '11 011'),
      round(text, isOne && text.mix.id !== 'x' ? '01 111' : '11 111', second),
    ];
  });
  const [bias] = graderBias(factsOf(texts, gradings), nameRule);

  it('tells who is more generous, on the same texts', () => {
    expect(bias).toMatchObject({ graders: ['lab/judge', 'lab/second'], texts: 8, mixes: 4 });
    const topic = bias?.criteria.find(({ criterion }) => criterion === 'topic');
    expect(topic).toMatchObject({ items: 8, mixes: 4, first: 0.5, second: 1 });
    expect(topic?.difference.value).toBeCloseTo(0.5, 12);
    // Every mix changes in the same direction: 2 of 2^4 choices of signs are as far from 0.
    expect(topic?.p).toBe(0.125);
    expect(bias?.skills.find(({ skill }) => skill === 'a')).toMatchObject({ first: 1, second: 0.625 });
  });

  it('tells whether the order of the students changes', () => {
    expect(bias?.orders[0]).toMatchObject({
      ...{ split: null, k: null, tau: -1, swaps: [['lab/one', 'lab/two']] },
      students: [
        { student: 'lab/one', texts: 4, first: 1, second: 0.25 },
        { student: 'lab/two', texts: 4, first: 0, second: 1 },
      ],
    });
    expect(bias?.orders[1]).toMatchObject({ split: 'held-out', k: 2 });
  });

  it('is not there for graders without a text in common', () => {
    const [one = sample(), other = sample()] = texts;
    const apart = [round(one, '11 111'), round(other, '11 111', second)];
    expect(graderBias(factsOf([one, other], apart), nameRule)).toEqual([]);
  });
});

describe('roundConsistency', () => {
  function consistency(samples: readonly Sample[], gradings: readonly Grading[]) {
    const numbers = new Map(samples.map(({ id }, place): [SampleId, number] => [id, place]));
    const rounds = roundColumnsOf(samples, gradings, (id) => numbers.get(id) ?? -1);
    return roundConsistency(factsOf(samples, gradings), rounds, {});
  }
  const [x, y, z] = [sample({ mix: 'x' }), sample({ mix: 'y' }), sample({ mix: 'z' })];

  it('counts the points on which rounds differ, and how much the points of a text vary', () => {
    const [found] = consistency(
      [x, y],
      [
        ...['11 111', '10 110', '11 110'].map((points, at) => round(x, points, { round: at + 1 })),
        ...['11 111', '11 111'].map((points, at) => round(y, points, { round: at + 1 })),
      ],
    );
    expect(found).toMatchObject({ rounds: 3, texts: 2, identicalRounds: 0 });
    // Of 8 judged points one differs; of 4 x 3 + 4 x 1 pairs of rounds 2 do. The length differs too, and does not count.
    expect(found?.all).toMatchObject({ items: 8, mixes: 2 });
    expect(found?.all.differ.value).toBeCloseTo(1 / 8, 12);
    // krippendorff 0.8 (Python), with the three rounds as observers.
    expect(found?.all.alpha.value).toBeCloseTo(0, 12);
    // 4, 3 and 4 points, and 4 and 4.
    expect(found?.pointsVariance.value).toBeCloseTo((1 / 3 + 0) / 2, 12);
  });

  it('takes of a round that was graded again the newest that could be read', () => {
    const unreadable = { kind: 'unreadable', why: 'no table' } as const;
    const [found] = consistency(
      [x],
      [
        round(x, '00 000', { round: 1 }),
        round(x, '11 111', { round: 1 }),
        round(x, '11 111', { round: 2 }),
        roundOf(x, unreadable, { round: 2 }),
        roundOf(x, unreadable, { round: 3 }),
      ],
    );
    expect(found).toMatchObject({ rounds: 2, texts: 1, all: { differ: { value: 0 } } });
  });

  it('has no figures where there is one round of each text', () => {
    const [found] = consistency([z], [round(z, '11 111')]);
    expect(found).toMatchObject({ rounds: 1, texts: 0, all: { items: 0, raw: { value: null } }, skills: [] });
  });
});

describe('noveltyOf', () => {
  it('compares the lower limits with the chance that a corpus holds the combination', () => {
    const assumptions = { pSkill: 0.05, pTopic: 0.001, corpus: 1e6 };
    expect(noveltyThreshold(assumptions, 3)).toBeCloseTo(0.125, 12);
    expect(noveltyThreshold(assumptions, 1)).toBe(1);
    const facts = graded(...Array.from({ length: 20 }, (_, at) => ['11 111', { mix: `${at}` }] as const));
    const { cells } = reportOf(facts, nameRule);
    const low = cells[0]?.fullMarks.low ?? 0;
    const at = (threshold: number) =>
      noveltyOf(cells, { pSkill: 1, pTopic: 1, corpus: threshold }).rows[0]?.isAbove;
    expect([at(low - 0.001), at(low), at(1)]).toEqual([true, false, false]);
  });

  it('leaves out cells without a figure', () => {
    const { cells } = reportOf(factsOf([sample()], []), nameRule);
    expect(noveltyOf(cells, { pSkill: 0.1, pTopic: 0.1, corpus: 10 }).rows).toEqual([]);
  });
});

describe('the tables of a comparison', () => {
  it('show the bounds where something is unreadable, and else nothing', () => {
    const [base, tuned] = ['lab/base', 'lab/tuned'];
    const unreadable = { kind: 'unreadable', why: 'no answer' } as const;
    const samples = [
      sample({ mix: 'x', student: base }),
      sample({ mix: 'x', student: tuned }),
      sample({ mix: 'y', split: 'training', student: base, result: unreadable }),
      sample({ mix: 'y', split: 'training', student: tuned }),
    ];
    const read = samples.filter(({ result }) => result.kind !== 'unreadable');
    const facts = factsOf(
      samples,
      read.map((text) => round(text, '11 111')),
    );
    const comparison = compareStudents(facts, nameRule, { base, tuned });
    const [found] = comparison.graders;
    if (found === undefined) throw new Error('There is no grader.');
    const { columns, rows } = fullMarksTable(found, { base, tuned });
    expect(columns.at(-1)?.title).toBe('bounds');
    // All together, k = 2 and the split of y have the unreadable text; the split of x has none.
    expect(rows.map((cells) => cells.at(-1))).toEqual([
      '.00 to +.50',
      '.00 to +.50',
      '',
      '.00 to +1.00',
      '',
      '.00 to +1.00',
    ]);
    expect(comparisonTable(comparison).rows[0]?.at(-1)).toBe('.00 to .50');
    const worse = comparisonTable(compareStudents(facts, nameRule, { base: tuned, tuned: base }));
    expect(worse.rows[0]?.at(-1)).toBe('-.50 to .00');
    expect(worse.records[0]?.slice(-2)).toEqual([-0.5, 0]);
  });
});
