import { describe, expect, it } from 'vitest';
import { type CriterionPoint, criteriaOf } from '../../../src/core/grading/criterion.ts';
import { pointsOf, roundAlarms, verdictOf } from '../../../src/core/grading/verdict.ts';
import type { Grading, GradingId, SampleId } from '../../../src/core/runs/records.ts';
import { mixOf } from './mixes.ts';

const mix = mixOf('red herring', 'simile');

interface Round {
  readonly round: number;
  /** One digit for each criterion; undefined: not readable. */
  readonly points?: string;
  readonly reason?: string;
  readonly named?: readonly number[];
  readonly grader?: string;
  readonly callKey?: string;
  readonly sample?: string;
  readonly at?: number;
}

function gradingOf({ round, points, reason, named = [], grader = 'openai/judge', ...rest }: Round): Grading {
  const graded = criteriaOf(mix).map((criterion, index): CriterionPoint => {
    const point = {
      criterion,
      point: points?.[index] === '1' ? 1 : 0,
      reason: reason ?? `in ${round}`,
    } as const;
    return named.includes(index) ? { ...point, named: true } : point;
  });
  return {
    id: `${grader} ${round}` as GradingId,
    sampleId: (rest.sample ?? 'one') as SampleId,
    grader,
    round,
    rubricVersion: 'rubric-1',
    createdAt: rest.at ?? 0,
    callKey: rest.callKey ?? `call ${grader} ${round}`,
    result:
      points === undefined ? { kind: 'unreadable', why: 'cut off' } : { kind: 'graded', points: graded },
  };
}

const verdict = (rounds: readonly Round[], nameRule = true) =>
  verdictOf(mix, rounds.map(gradingOf), { nameRule });

describe('verdictOf', () => {
  it('takes the majority criterion by criterion', () => {
    const judged = verdict([
      { round: 1, points: '10111' },
      { round: 2, points: '10011' },
      { round: 3, points: '01111' },
    ]);
    expect(judged.map(({ criterion }) => criterion)).toEqual(criteriaOf(mix));
    expect(judged.map(({ point }) => point)).toEqual([1, 0, 1, 1, 1]);
    expect(judged.map(({ earnedRounds }) => earnedRounds)).toEqual([2, 1, 2, 3, 3]);
    expect(pointsOf(judged)).toBe(4);
  });

  it('gives no point for a tie, and marks it', () => {
    const judged = verdict([
      { round: 1, points: '10111' },
      { round: 2, points: '00111' },
    ]);
    expect(judged[0]).toMatchObject({ point: 0, tie: true });
    expect(judged[1]).toMatchObject({ point: 0, tie: false });
  });

  it('leaves rounds out that could not be read', () => {
    const judged = verdict([{ round: 1, points: '11111' }, { round: 2 }, { round: 3 }]);
    expect(judged[0]).toMatchObject({ point: 1, tie: false, earnedRounds: 1, readableRounds: 1 });
  });

  it('is none without a readable round', () => {
    for (const judged of [verdict([]), verdict([{ round: 1 }])]) {
      expect(judged).toHaveLength(5);
      expect(judged.every((criterion) => !('point' in criterion) && !criterion.tie)).toBe(true);
      expect(pointsOf(judged)).toBeUndefined();
    }
  });

  it('gives a round that was graded again one vote: the newest that could be read', () => {
    const judged = verdict([
      { round: 1, points: '01111', at: 2 },
      { round: 1, points: '10111', at: 1 },
      { round: 1, at: 3 },
    ]);
    expect(judged.map(({ point }) => point)).toEqual([0, 1, 1, 1, 1]);
    expect(judged[0]).toMatchObject({ tie: false, readableRounds: 1 });
  });

  it('takes the point of a named skill only where the name rule is on', () => {
    const rounds = [{ round: 1, points: '11111', named: [1] }];
    expect(verdict(rounds)[1]).toMatchObject({ point: 0, named: true, earnedRounds: 1 });
    expect(verdict(rounds, false)[1]).toMatchObject({ point: 1, named: true });
    expect(pointsOf(verdict(rounds))).toBe(4);
  });

  it('matches points by criterion, not by position', () => {
    const [turned] = [gradingOf({ round: 1, points: '10111' })].map((grading) =>
      grading.result.kind === 'graded'
        ? { ...grading, result: { ...grading.result, points: grading.result.points.toReversed() } }
        : grading,
    );
    if (turned === undefined) throw new Error('no grading');
    expect(verdictOf(mix, [turned], { nameRule: true }).map(({ point }) => point)).toEqual([1, 0, 1, 1, 1]);
  });

  it('matches a skill whose name has other case and spacing', () => {
    const respelled = mixOf('Red  Herring', 'simile');
    const judged = verdictOf(respelled, [gradingOf({ round: 1, points: '10111' })], { nameRule: true });
    expect(judged.map(({ point }) => point)).toEqual([1, 0, 1, 1, 1]);
  });

  it('has no verdict on a criterion that a grading lacks', () => {
    const other = verdictOf(mixOf('irony'), [gradingOf({ round: 1, points: '11111' })], { nameRule: true });
    expect(other[0]).not.toHaveProperty('point');
    expect(other[1]).toMatchObject({ point: 1 });
    expect(pointsOf(other)).toBeUndefined();
  });
});

describe('roundAlarms', () => {
  const alarms = (...rounds: readonly Round[]) => roundAlarms(rounds.map(gradingOf));

  it('tells rounds of one model that are the same to the letter', () => {
    const same = { points: '11111', reason: 'same' };
    expect(alarms({ round: 2, ...same }, { round: 1, ...same }, { round: 3, ...same })).toEqual([
      'Rounds 1, 2 and 3 of openai/judge are the same to the letter, so their majority decides nothing. The model may answer from a cache, or at temperature 0.',
    ]);
  });

  it('tells rounds that rest on one call', () => {
    const same = { points: '11111', callKey: 'k' };
    expect(alarms({ round: 1, ...same }, { round: 2, ...same })).toEqual([
      'Rounds 1 and 2 of openai/judge rest on one and the same call, so they are not independent.',
    ]);
  });

  it('tells rounds that rest on one call also where they could not be read', () => {
    const shared = [
      'Rounds 1 and 2 of openai/judge rest on one and the same call, so they are not independent.',
    ];
    expect(alarms({ round: 1, callKey: 'k' }, { round: 2, callKey: 'k' })).toEqual(shared);
    expect(alarms({ round: 1, callKey: 'k', points: '11111' }, { round: 2, callKey: 'k' })).toEqual(shared);
  });

  it.each<readonly [string, Round, Round]>([
    ['other reasons', { round: 1, points: '11111' }, { round: 2, points: '11111' }],
    ['other points', { round: 1, points: '11111', reason: 'r' }, { round: 2, points: '01111', reason: 'r' }],
    [
      'other graders',
      { round: 1, points: '11111', reason: 'r' },
      { round: 1, points: '11111', reason: 'r', grader: 'b/c' },
    ],
    [
      'other samples',
      { round: 1, points: '11111', reason: 'r' },
      { round: 2, points: '11111', reason: 'r', sample: 'two' },
    ],
    [
      'the rule grader',
      { round: 1, points: '1', reason: 'r', grader: 'rule' },
      { round: 2, points: '1', reason: 'r', grader: 'rule' },
    ],
    ['unreadable rounds', { round: 1 }, { round: 2 }],
  ])('is silent about %s', (_, one, other) => {
    expect(alarms(one, other)).toEqual([]);
  });
});
