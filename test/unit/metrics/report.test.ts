import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../src/core/metrics/factsOf.ts';
import { type ReportOptions, reportOf } from '../../../src/core/metrics/report.ts';
import { wilsonInterval } from '../../../src/core/metrics/wilson.ts';
import type { Grading, Sample } from '../../../src/core/runs/records.ts';
import { round, roundOf, sample } from './judgedRecords.ts';

const unreadable = { kind: 'unreadable', why: 'no answer' } as const;
const failed = { kind: 'failed', why: 'time-out' } as const;

function report(
  samples: readonly Sample[],
  gradings: readonly Grading[],
  options: Partial<ReportOptions> = {},
) {
  return reportOf(factsOf(samples, gradings), { nameRule: true, ...options });
}

/** The only cell of a report. */
function cell(
  samples: readonly Sample[],
  gradings: readonly Grading[],
  options: Partial<ReportOptions> = {},
) {
  const { cells } = report(samples, gradings, options);
  expect(cells).toHaveLength(1);
  const [only] = cells;
  if (only === undefined) throw new Error('There is no cell.');
  return only;
}

describe('the ratios of a cell', () => {
  it('take the best generation of each mix, then the mean over mixes; and the mean over generations beside', () => {
    const texts = [
      sample({ mix: 'x', generation: 1 }),
      sample({ mix: 'x', generation: 2 }),
      sample({ mix: 'y', generation: 1 }),
      sample({ mix: 'y', generation: 2 }),
    ];
    const points = ['11 111', '10 111', '10 111', '00 111'];
    const { fullMarks, allSkills, skillFraction, ...counts } = cell(
      texts,
      texts.map((text, index) => round(text, points[index] ?? '')),
    );
    expect(counts).toMatchObject({ mixes: 2, gradedMixes: 2, samples: 4, graded: 4, generations: 2, k: 2 });
    expect(fullMarks).toMatchObject({ max: 0.5, mean: 0.25, ...wilsonInterval(0.5, 2) });
    expect(allSkills).toMatchObject({ max: 0.5, mean: 0.25 });
    expect(skillFraction).toMatchObject({ max: 0.75, mean: 0.5 });
    expect(fullMarks.meanLow).toBeLessThan(0.25);
    expect(fullMarks.meanHigh).toBeGreaterThan(0.25);
  });

  it('take the majority of the rounds, criterion by criterion', () => {
    const text = sample();
    const rounds = ['11 110', '10 111', '01 111'].map((points, index) =>
      round(text, points, { round: index + 1 }),
    );
    expect(cell([text], rounds).fullMarks.max).toBe(1);
  });

  it('count a round that was graded again once', () => {
    const text = sample();
    const before = roundOf(text, unreadable, { createdAt: 1 });
    const again = round(text, '11 111', { createdAt: 2 });
    expect(cell([text], [again, before])).toMatchObject({ unreadableRounds: 0, graded: 1, ties: 0 });
  });

  it('give the interval of .08 of 100 as .041 to .150', () => {
    const texts = Array.from({ length: 100 }, (_, index) => sample({ mix: `mix ${index}` }));
    const { fullMarks } = cell(
      texts,
      texts.map((text, index) => round(text, index < 8 ? '11 111' : '10 111')),
    );
    expect(fullMarks.max).toBe(0.08);
    expect(fullMarks.low).toBeCloseTo(0.041, 3);
    expect(fullMarks.high).toBeCloseTo(0.15, 3);
  });

  it('take the point of a skill that is named in the text, unless the rule is off', () => {
    const text = sample();
    const named = round(text, '11 111');
    if (named.result.kind !== 'graded') throw new Error('It is graded.');
    const points = named.result.points.map((point, index) =>
      index === 0 ? { ...point, named: true } : point,
    );
    const gradings = [{ ...named, result: { kind: 'graded', points } as const }];
    expect(cell([text], gradings, { nameRule: true }).fullMarks.max).toBe(0);
    expect(cell([text], gradings, { nameRule: false }).fullMarks.max).toBe(1);
  });
});

describe('what could not be graded', () => {
  const good = sample({ mix: 'good' });

  it('is counted and is in no ratio: unreadable and failed texts, unreadable and failed gradings', () => {
    const noAnswer = sample({ mix: 'a', result: unreadable });
    const noReply = sample({ mix: 'b', result: failed });
    const badGrading = sample({ mix: 'c' });
    const noGrading = sample({ mix: 'd' });
    const found = cell(
      [good, noAnswer, noReply, badGrading, noGrading],
      [
        round(good, '11 111'),
        roundOf(badGrading, unreadable),
        roundOf(badGrading, failed, { round: 2 }),
        roundOf(noGrading, failed),
      ],
    );
    expect(found).toMatchObject({
      mixes: 5,
      gradedMixes: 1,
      samples: 5,
      graded: 1,
      ungraded: 0,
      unreadable: 2,
      unreadableAnswers: 1,
      unreadableGradings: 1,
      failed: 2,
      unreadableRounds: 1,
      fullMarks: { max: 1, mean: 1, ...wilsonInterval(1, 1) },
    });
  });

  it('does not spoil a text of which another round could be read', () => {
    const found = cell([good], [roundOf(good, unreadable), round(good, '11 111', { round: 2 })]);
    expect(found).toMatchObject({ graded: 1, unreadable: 0, unreadableRounds: 1, fullMarks: { max: 1 } });
  });

  it('does not lower the best of the other generations of its mix', () => {
    const again = sample({ mix: 'good', generation: 2, result: unreadable });
    const found = cell([good, again], [round(good, '11 111')]);
    expect(found).toMatchObject({ mixes: 1, samples: 2, unreadable: 1, fullMarks: { max: 1, mean: 1 } });
  });

  it('leaves a cell without figures, not with zeros', () => {
    const nothing = { max: null, mean: null, low: null, high: null, meanLow: null, meanHigh: null };
    const bounds = { ifAllMissed: { max: 0, mean: 0 }, ifAllEarned: { max: 1, mean: 1 } };
    const found = cell([good], [roundOf(good, unreadable)]);
    for (const ratio of [found.fullMarks, found.allSkills, found.skillFraction])
      expect(ratio).toEqual({ ...nothing, ...bounds });
    expect(report([good], [roundOf(good, unreadable)]).skills).toEqual([]);
  });

  it('bounds each figure: had the unreadable missed all or earned all, and whatever the failed would have', () => {
    const found = cell(
      [
        good,
        sample({ mix: 'good', generation: 2, result: unreadable }),
        sample({ mix: 'b', result: unreadable }),
        sample({ mix: 'c', result: failed }),
      ],
      [round(good, '10 111')],
    );
    // Of mix `good` 1 of 2 skills, and one text unknown; of mix `b` nothing known; mix `c` counts in nothing.
    expect(found.fullMarks).toMatchObject({
      ...{ max: 0, mean: 0 },
      ...{ ifAllMissed: { max: 0, mean: 0 }, ifAllEarned: { max: 1, mean: 0.75 } },
    });
    expect(found.skillFraction).toMatchObject({
      ...{ max: 0.5, mean: 0.5 },
      ...{ ifAllMissed: { max: 0.25, mean: 0.125 }, ifAllEarned: { max: 1, mean: 0.875 } },
    });
  });

  it('has bounds that are the figure itself where all could be read', () => {
    const { fullMarks } = cell([good], [round(good, '11 111')]);
    expect(fullMarks.ifAllMissed).toEqual({ max: 1, mean: 1 });
    expect(fullMarks.ifAllEarned).toEqual({ max: 1, mean: 1 });
  });

  it('has no bounds where no grader was at the texts', () => {
    const { fullMarks } = cell([good, sample({ result: unreadable })], []);
    expect([fullMarks.ifAllMissed, fullMarks.ifAllEarned]).toEqual(Array(2).fill({ max: null, mean: null }));
  });

  it('stands without a grader where none was asked', () => {
    const found = cell([good, sample({ result: unreadable })], []);
    expect(found).toMatchObject({ grader: null, samples: 2, ungraded: 1, unreadable: 1, graded: 0 });
  });

  it('counts an unreadable text for each grader of its cell, and a text only for those that graded it', () => {
    const other = sample({ mix: 'other' });
    const noAnswer = sample({ mix: 'bad', result: unreadable });
    const { cells } = report(
      [good, other, noAnswer],
      [round(good, '11 111'), round(other, '10 111'), round(other, '11 111', { grader: 'rule' })],
    );
    expect(
      cells.map(({ grader, samples, graded, unreadable: bad, ungraded }) => [
        grader,
        samples,
        graded,
        bad,
        ungraded,
      ]),
    ).toEqual([
      ['lab/judge', 3, 2, 1, 0],
      ['rule', 2, 1, 1, 1],
    ]);
  });
});

describe('alarms', () => {
  it('count ties, as which a point is not given', () => {
    const text = sample();
    const found = cell([text], [round(text, '11 111'), round(text, '10 111', { round: 2 })]);
    expect(found).toMatchObject({ ties: 1, fullMarks: { max: 0 } });
  });

  it('count samples whose rounds are the same to the letter, but not those of the rule grader', () => {
    const text = sample();
    const first = round(text, '11 111');
    const again = roundOf(text, structuredClone(first.result), { round: 2 });
    expect(cell([text], [first, again]).identicalRounds).toBe(1);
    expect(cell([text], [first, round(text, '11 111', { round: 2 })]).identicalRounds).toBe(0);
    expect(cell([text], [first]).identicalRounds).toBe(0);
    const byRule = [first, again].map((grading) => ({ ...grading, grader: 'rule' }));
    expect(cell([text], byRule).identicalRounds).toBe(0);
  });

  it('count skill points that quote nothing, or words that are not in the text', () => {
    const text = sample({ skills: ['a', 'b', 'c', 'd'] });
    const graded = round(text, '1110 111');
    if (graded.result.kind !== 'graded') throw new Error('It is graded.');
    const [a, b, c, d, ...others] = graded.result.points;
    if (a === undefined || b === undefined || c === undefined || d === undefined)
      throw new Error('Four skills.');
    const { quote: _, quoteFound: __, ...unquoted } = b;
    const points = [a, unquoted, { ...c, quoteFound: false }, { ...d, quoteFound: false }, ...others];
    expect(cell([text], [roundOf(text, { kind: 'graded', points })]).pointsWithoutEvidence).toBe(2);
  });
});

describe('the cells of a report', () => {
  const samples = [
    sample({ student: 'b/m', split: 'training' }),
    sample({ student: 'a/m', split: 'training', skills: ['a', 'b', 'c'] }),
    sample({ student: 'a/m', split: 'training' }),
    sample({ student: 'a/m', split: 'held-out' }),
    sample({ student: 'a/m', split: 'held-out', skills: Array.from('abcdefghij'), common: ['c'] }),
  ];
  const gradings = samples.flatMap((each) => [
    round(each, '1'.repeat(13)),
    round(each, '1'.repeat(13), { grader: 'another/judge' }),
  ]);
  const keysOf = (options: Partial<ReportOptions> = {}) =>
    report(samples, gradings, options).cells.map(
      ({ student, grader, split, k }) => `${student} ${grader} ${split} ${k}`,
    );

  it('stand in the order of student, grader, split and k', () => {
    expect(keysOf()).toEqual([
      'a/m another/judge held-out 2',
      'a/m another/judge held-out 10',
      'a/m another/judge training 2',
      'a/m another/judge training 3',
      'a/m lab/judge held-out 2',
      'a/m lab/judge held-out 10',
      'a/m lab/judge training 2',
      'a/m lab/judge training 3',
      'b/m another/judge training 2',
      'b/m lab/judge training 2',
    ]);
  });

  it('do not depend on the order of the records', () => {
    expect(report(samples.toReversed(), gradings.toReversed()).cells).toEqual(
      report(samples, gradings).cells,
    );
  });

  it('can be narrowed', () => {
    expect(keysOf({ filter: { students: ['b/m'] } })).toHaveLength(2);
    expect(keysOf({ filter: { graders: ['lab/judge'], splits: ['Held-out'], ks: [2] } })).toEqual([
      'a/m lab/judge held-out 2',
    ]);
  });

  it('can leave out mixes that hold a common skill', () => {
    expect(keysOf({ withoutCommon: true }).filter((key) => key.endsWith('10'))).toEqual([]);
    expect(keysOf({ withoutCommon: true })).toHaveLength(8);
  });

  it('are none where there are no samples', () => {
    expect(report([], [])).toMatchObject({ cells: [], skills: [], intervals: { level: 0.95, unit: 'mix' } });
  });
});

describe('texts that were written in another way', () => {
  const hot = sample({ mix: 'x', sampling: { temperature: 1.2 } });
  const cold = sample({ mix: 'x', sampling: { temperature: 0 } });

  it('are cells of their own: another temperature, seed or part of the study', () => {
    const texts = [
      hot,
      cold,
      sample({ mix: 'x', sampling: { temperature: 0 } }),
      sample({ mix: 'x' }),
      sample({ mix: 'x', seed: 7 }),
      sample({ mix: 'x', seed: 7, purpose: 'data' }),
      sample({ mix: 'x', seed: 8, purpose: 'data' }),
    ];
    const { cells } = report(texts, [round(hot, '11 111'), round(cold, '10 111')]);
    expect(
      cells.map(({ seed, sampling, purpose, samples, fullMarks }) => [
        seed,
        sampling?.temperature,
        purpose,
        samples,
        fullMarks.max,
      ]),
    ).toEqual([
      [null, undefined, null, 1, null],
      [7, undefined, null, 1, null],
      [7, undefined, 'data', 1, null],
      [8, undefined, 'data', 1, null],
      [null, 0, null, 1, 0],
      [null, 1.2, null, 1, 1],
    ]);
  });

  it('are one cell where the same was asked in other words', () => {
    const texts = [
      sample({ sampling: { temperature: 0.7, maxTokens: 512 } }),
      sample({ sampling: { maxTokens: 512, temperature: 0.7 } }),
    ];
    expect(cell(texts, []).samples).toBe(2);
  });

  it('can be chosen by seed and purpose', () => {
    const texts = [
      sample({ seed: 7 }),
      sample({ seed: 8, purpose: 'data' }),
      sample({ purpose: 'evaluate' }),
    ];
    const count = (filter: ReportOptions['filter'] & object) => report(texts, [], { filter }).cells.length;
    expect(count({ seeds: [7, 8] })).toBe(2);
    expect(count({ purposes: ['data', 'evaluate'] })).toBe(2);
    expect(count({ purposes: [null] })).toBe(1);
  });
});

describe('a mix that was stored again', () => {
  it('is the same mix, in whatever order its skills stand', () => {
    const texts = [sample({ skills: ['a', 'b'] }), sample({ skills: ['b', 'a'] })];
    const { cells, skills } = report(
      texts,
      texts.map((text) => round(text, '10 111')),
    );
    expect(cells).toMatchObject([{ mixes: 1, samples: 2 }]);
    expect(skills).toMatchObject([
      { name: 'a', tried: 2, earned: 1, ...wilsonInterval(1 / 2, 1) },
      { name: 'b', tried: 2, earned: 1 },
    ]);
  });
});

describe('the skills of a report', () => {
  it('count verdicts over all cells, with mixes as clusters', () => {
    const texts = ['x', 'y', 'z'].flatMap((mix) =>
      [1, 2].map((generation) => sample({ mix, generation, skills: ['z', 'a'] })),
    );
    const gradings = texts.map((text, index) => round(text, index < 4 ? '11 111' : '10 000'));
    const { skills } = report([...texts, sample({ skills: ['unseen'], result: failed })], gradings);
    expect(skills).toEqual([
      { name: 'a', category: 'first half', tried: 6, earned: 4, rate: 2 / 3, ...wilsonInterval(2 / 3, 3) },
      { name: 'z', category: 'second half', tried: 6, earned: 6, rate: 1, ...wilsonInterval(1, 3) },
    ]);
  });

  it('know a skill under its name in any case and spacing', () => {
    const texts = [
      sample({ mix: 'x', skills: ['Red herring'] }),
      sample({ mix: 'y', skills: ['red  herring'] }),
    ];
    const { skills } = report(
      texts,
      texts.map((text) => round(text, '1 111')),
    );
    expect(skills).toMatchObject([{ name: 'Red herring', tried: 2, earned: 2 }]);
  });
});
