import { describe, expect, it } from 'vitest';
import { agreementOf } from '../../../src/core/metrics/agreementOf.ts';
import { factsOf } from '../../../src/core/metrics/factsOf.ts';
import { graderAgreement } from '../../../src/core/metrics/graderAgreement.ts';
import type { RatedCriterion, Rating } from '../../../src/core/metrics/ratings.ts';
import { round, roundOf, sample } from './judgedRecords.ts';
import { createWorld } from './simulatedWorld.ts';

/** Rows of raters, columns of items; a dash is a missing rating. Every item is a cluster of its own. */
function itemsOf(rows: readonly string[]): RatedCriterion[] {
  return [...(rows[0] ?? '')].map((_, at) => ({
    cluster: at,
    ratings: rows.map((row): Rating => (row[at] === '-' ? null : row[at] === '1' ? 1 : 0)),
    criterion: 'sense',
    skill: undefined,
  }));
}

function agreement(rows: readonly string[]) {
  return agreementOf(
    rows.map((_, rater) => `rater ${rater}`),
    itemsOf(rows),
  ).all;
}

describe('Krippendorff’s alpha', () => {
  it('is that of the published example of two raters', () => {
    // K. Krippendorff, Computing Krippendorff's alpha-reliability (2011), section A: 0.095.
    expect(agreement(['0100000010', '1110010000']).alpha.value).toBeCloseTo(0.095, 3);
  });

  it('is that of the published example with missing values', () => {
    // The same, section C: nominal data of four observers and twelve units, 0.743. Its five values are told apart one by
    // one: alpha over all of them is the mean of the alphas of each value against the others, weighted by n_c (n - n_c).
    const rows = ['1233214 12---', '12332241 25-3', '-3332342 251-', '12332441 251-'].map((row) =>
      row.replace(' ', ''),
    );
    expect(rows.map((row) => row.length)).toEqual([12, 12, 12, 12]);
    // A unit with a single value takes no part: unit 12.
    const paired = rows.map((row) => row.slice(0, 11)).join('');
    const [n, parts] = [
      paired.replaceAll('-', '').length,
      ['1', '2', '3', '4', '5'].map((value) => ({
        count: paired.split(value).length - 1,
        alpha: agreement(rows.map((row) => row.replaceAll(/\d/gu, (digit) => (digit === value ? '1' : '0'))))
          .alpha.value,
      })),
    ];
    const weight = (count: number) => count * (n - count);
    const total = parts.reduce((sum, { count }) => sum + weight(count), 0);
    const alpha = parts.reduce((sum, part) => sum + weight(part.count) * (part.alpha ?? 0), 0) / total;
    expect(alpha).toBeCloseTo(0.743, 3);
  });

  // krippendorff 0.8 (Python): alpha(..., level_of_measurement='nominal'); scikit-learn 1.9: cohen_kappa_score of the
  // items that both rated.
  it('agrees with other programs for four raters with missing values, and so does Cohen’s kappa', () => {
    const found = agreement([
      '--0-0---1101100-00-1-11----1110-00-01110',
      '1-0111101100-0--00--0-10-00--1110-11-0-1',
      '11-1011110-101000001011-0001-0-0000-111-',
      '1-0----0-0---00-1-01-11000010-1110101-1-',
    ]);
    expect(found.alpha.value).toBeCloseTo(0.4006630086877001, 12);
    const kappas = [0.25, 0.5730337078651686, 0.375, 0.14479638009049778, 0.4642857142857143];
    expect(found.pairs.map(({ items }) => items)).toEqual([16, 19, 16, 21, 15, 20]);
    for (const [index, kappa] of [...kappas, 0.40594059405940597].entries())
      expect(found.pairs[index]?.kappa.value).toBeCloseTo(kappa, 12);
    expect(found.pairs[1]?.raw.value).toBeCloseTo(0.7894736842105263, 12);
  });
});

describe('Cohen’s kappa', () => {
  it('is that of the textbook table of two readers: 20, 5, 10, 15', () => {
    const rows = [
      `${'1'.repeat(25)}${'0'.repeat(25)}`,
      `${'1'.repeat(20)}00000${'1'.repeat(10)}${'0'.repeat(15)}`,
    ];
    const [pair] = agreement(rows).pairs;
    expect(pair).toMatchObject({ both: 20, onlyFirst: 5, onlySecond: 10, neither: 15, items: 50 });
    expect(pair?.kappa.value).toBeCloseTo(0.4, 12);
    expect(pair?.raw.value).toBeCloseTo(0.7, 12);
    // Near the large-sample interval of Fleiss, Cohen and Everitt (1969): standard error 0.1284 (statsmodels 0.15,
    // cohens_kappa().std_kappa), here with the caution of small numbers and turned towards chance.
    expect(pair?.kappa.low).toBeGreaterThan(0.09);
    expect(pair?.kappa.low).toBeLessThan(0.17);
    expect(pair?.kappa.high).toBeGreaterThan(0.58);
    expect(pair?.kappa.high).toBeLessThan(0.66);
  });

  it('is not defined where both always say the same one thing: that is no agreement beyond chance', () => {
    const { alpha, pairs, raw } = agreement(['1111', '1111']);
    expect([alpha, pairs[0]?.kappa]).toEqual(Array(2).fill({ value: null, low: null, high: null }));
    expect(raw).toMatchObject({ value: 1, high: 1 });
  });

  it('keeps a low limit that a few mixes deserve where all agree', () => {
    const { kappa } = agreement(['1010', '1010']).pairs[0] ?? {};
    expect(kappa).toMatchObject({ value: 1, high: 1 });
    expect(kappa?.low).toBeLessThan(0.2);
  });

  it('does not take many criteria of one mix for many mixes', () => {
    const rows = ['1100110011', '1100100110'];
    const apart = itemsOf(rows);
    const together = apart.map((item, at) => ({ ...item, cluster: Math.floor(at / 5) }));
    const width = (items: RatedCriterion[]) => {
      const { alpha } = agreementOf(['a', 'b'], items).all;
      return (alpha.high ?? 0) - (alpha.low ?? 0);
    };
    expect(width(together)).toBeGreaterThan(width(apart));
  });
});

describe('the agreement of graders', () => {
  const texts = ['x', 'y', 'z'].map((mix) => sample({ mix, skills: ['a', 'b'] }));
  const [x = sample(), y = sample(), z = sample()] = texts;
  const second = { grader: 'lab/second' };
  const gradings = [
    ...[round(x, '11 111'), round(y, '10 110'), round(z, '00 011')],
    ...[round(x, '11 110', second), round(y, '01 111', second)],
    roundOf(z, { kind: 'unreadable', why: 'no table' }, second),
  ];
  const found = graderAgreement(factsOf(texts, gradings), {});

  it('is over skills, topic and sense of the texts that both could grade, and not over the length', () => {
    expect(found.raters).toEqual(['lab/judge', 'lab/second']);
    expect(found.all).toMatchObject({ items: 8, mixes: 2, pairs: [{ both: 6, neither: 0, onlyFirst: 1 }] });
    expect(found.criteria.map(({ criterion, items }) => [criterion, items])).toEqual([
      ['skill', 4],
      ['topic', 2],
      ['sense', 2],
      ['length', 2],
    ]);
    expect(found.skills.map(({ skill, raw }) => [skill, raw.value])).toEqual([
      ['a', 0.5],
      ['b', 0.5],
    ]);
  });

  it('is before the name rule, which is the same for all graders', () => {
    const named = (grader: string, point: 0 | 1) =>
      roundOf(
        x,
        {
          kind: 'graded',
          points: [{ criterion: { kind: 'skill', skill: 'a' }, point, reason: 'So.', named: true }],
        },
        { grader },
      );
    const one = { ...x, mix: { ...x.mix, skills: x.mix.skills.slice(0, 1) } };
    const points = (grader: string, point: 0 | 1) => {
      const { result, ...rest } = named(grader, point);
      const others = round(one, `${point} 111`).result;
      if (result.kind !== 'graded' || others.kind !== 'graded') throw new Error('Both are graded.');
      return { ...rest, result: { ...result, points: [...result.points, ...others.points.slice(1)] } };
    };
    const { skills } = graderAgreement(factsOf([one], [points('one', 1), points('other', 0)]), {});
    expect(skills[0]?.raw.value).toBe(0);
  });
});

describe('in simulated worlds of graders of known error', () => {
  // Each criterion of a mix has a truth; texts of a mix share luck. Two graders err independently of each other.
  it('intervals of raw agreement, kappa and alpha cover the truth about as often as they say', () => {
    const covered = { raw: 0, kappa: 0, alpha: 0 };
    const worlds = 400;
    for (let seed = 1; seed <= worlds; seed += 1) {
      const { items, truth } = createWorld(seed).gradedTexts({ mixes: 60, texts: 3, errors: [0.1, 0.2] });
      const { raw, alpha, pairs } = agreementOf(['a', 'b'], items).all;
      const kappa = pairs[0]?.kappa;
      const holds = (of: typeof raw | undefined, value: number) =>
        (of?.low ?? 2) <= value && value <= (of?.high ?? -2) ? 1 : 0;
      covered.raw += holds(raw, truth.raw);
      covered.kappa += holds(kappa, truth.kappa);
      covered.alpha += holds(alpha, truth.alpha);
    }
    // 95 %, give or take three standard errors of the simulation (1.1 % each).
    for (const count of Object.values(covered)) {
      expect(count / worlds).toBeGreaterThan(0.917);
      expect(count / worlds).toBeLessThan(0.985);
    }
  });
});
