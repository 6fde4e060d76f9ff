import { describe, expect, it } from 'vitest';
import { createAlarmTally } from '../../../src/core/metrics/alarmTally.ts';
import { alarmTable } from '../../../src/core/metrics/forms/alarmTable.ts';
import type { Grading } from '../../../src/core/runs/records.ts';
import { round, roundOf, sample } from './judgedRecords.ts';

const [one, other] = [sample({ mix: 'x' }), sample({ mix: 'y' })];

/** A round that says of all points the same, and quotes no word. */
function saying(reason: string, changes: Partial<Grading> = {}): Grading {
  const graded = round(one, '11 110', changes);
  const { result } = graded;
  if (result.kind !== 'graded') throw new Error('It is graded.');
  const points = result.points.map(({ criterion, point }) => ({ criterion, point, reason }));
  return { ...graded, result: { kind: 'graded', points } };
}

describe('alarms', () => {
  it('count texts whose rounds are the same to the letter, of those with several rounds', () => {
    const tally = createAlarmTally();
    tally.visit(one, [saying('So.', { round: 1 }), saying('So.', { round: 2 })]);
    tally.visit(other, [round(other, '11 111', { round: 1 }), round(other, '11 111', { round: 2 })]);
    tally.visit(sample(), [round(one, '11 111')]);
    expect(tally.alarms()[0]?.identicalRounds).toEqual({ count: 1, of: 2, samples: [one.id] });
  });

  it('count texts whose rounds rest on one call also where none could be read', () => {
    const tally = createAlarmTally();
    const unread = (changes: Partial<Grading>) =>
      roundOf(one, { kind: 'unreadable', why: 'no table' }, { callKey: 'call', ...changes });
    tally.visit(one, [unread({ round: 1 }), unread({ round: 2 })]);
    expect(tally.alarms()[0]?.identicalRounds).toEqual({ count: 1, of: 1, samples: [one.id] });
  });

  it('count skill points without words of the text, and points against their own reason, with each sample once', () => {
    const tally = createAlarmTally();
    tally.visit(one, [saying('The skill is not present.'), saying('The skill is present.', { round: 2 })]);
    tally.visit(other, [round(other, '10 111')]);
    const [found] = tally.alarms();
    expect(found?.pointsWithoutEvidence).toEqual({ count: 4, of: 5, samples: [one.id] });
    // Two skills, topic and sense are given in the first round; in the second all four are granted and given.
    expect(found?.contradictions).toEqual({ count: 4, of: 8, samples: [one.id] });
  });

  it('say nothing of reasons that are not surely English, and tell how many these are', () => {
    const tally = createAlarmTally();
    tally.visit(one, [
      saying('No. La habilidad no está presente.'),
      saying('The skill is absent.', { round: 2 }),
    ]);
    const [found] = tally.alarms();
    // Two skills, topic and sense in each round; all four are given.
    expect(found).toMatchObject({ contradictions: { count: 4, of: 4 }, unreadReasons: 4 });
    expect(alarmTable(tally.alarms()).notes[0]).toContain('4 reasons are not surely English');
  });

  it('count only rounds that vote', () => {
    const tally = createAlarmTally();
    const before = saying('The skill is not present.', { createdAt: 1 });
    tally.visit(one, [before, saying('Well.', { createdAt: 2 })]);
    tally.visit(other, [roundOf(other, { kind: 'unreadable', why: 'no table' })]);
    expect(tally.alarms()[0]?.contradictions.count).toBe(0);
  });

  it('leave out the rule grader unless it is asked for, and others where only some are', () => {
    const [rule, judge] = [saying('So.', { grader: 'rule' }), saying('So.', { grader: 'lab/judge' })];
    const gradersOf = (wanted?: string[]) => {
      const tally = createAlarmTally(wanted);
      tally.visit(one, [judge, rule]);
      return tally.alarms().map(({ grader }) => grader);
    };
    expect([gradersOf(), gradersOf(['rule'])]).toEqual([['lab/judge'], ['rule']]);
  });
});
