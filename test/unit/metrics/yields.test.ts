import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../src/core/metrics/factsOf.ts';
import { wilsonInterval } from '../../../src/core/metrics/wilson.ts';
import { formatYields, yieldCsv } from '../../../src/core/metrics/yieldForms.ts';
import { type YieldOptions, yieldsOf } from '../../../src/core/metrics/yields.ts';
import type { Grading, Sample } from '../../../src/core/runs/records.ts';
import { round, roundOf, sample } from './judgedRecords.ts';

const unreadable = { kind: 'unreadable', why: 'no answer' } as const;
const failed = { kind: 'failed', why: 'time-out' } as const;

function yields(
  samples: readonly Sample[],
  gradings: readonly Grading[],
  options: Partial<YieldOptions> = {},
) {
  return yieldsOf(factsOf(samples, gradings), { nameRule: true, keep: 'full-marks', ...options });
}

describe('the yield of a data set', () => {
  const texts = ['w', 'x', 'y', 'z'].map((mix) => sample({ mix, skills: ['a', 'b'], split: 'training' }));
  const points = ['11 111', '11 110', '10 111', '11 100'];
  const gradings = texts.map((text, index) => round(text, points[index] ?? ''));

  it.each([
    ['full-marks', 1],
    ['all-skills', 2],
    ['all', 4],
  ] as const)('with keep: %s is %i of 4', (keep, kept) => {
    const [table] = yields(texts, gradings, { keep }).tables;
    expect(table?.total).toEqual({
      attempts: 4,
      decided: 4,
      kept,
      rate: kept / 4,
      ...wilsonInterval(kept / 4, 4),
      unreadable: 0,
      ungraded: 0,
      failed: 0,
    });
  });

  it('takes the name rule into account', () => {
    const [text] = texts;
    const [grading] = gradings;
    if (text === undefined || grading?.result.kind !== 'graded') throw new Error('It is graded.');
    const named = grading.result.points.map((point, index) =>
      index === 0 ? { ...point, named: true } : point,
    );
    const again = [{ ...grading, result: { kind: 'graded', points: named } as const }];
    expect(yields([text], again, { nameRule: true }).tables[0]?.total.kept).toBe(0);
    expect(yields([text], again, { nameRule: false }).tables[0]?.total.kept).toBe(1);
  });

  it('leaves apart what is not decided: unreadable, ungraded and failed attempts', () => {
    const [good, bad, mute, silent] = texts;
    if (!good || !bad || !mute || !silent) throw new Error('Four texts.');
    const others = [
      sample({ mix: 'u', result: unreadable }),
      sample({ mix: 'f', result: failed }),
      sample({ mix: 'n' }),
    ];
    const { tables } = yields(
      [good, bad, mute, silent, ...others],
      [round(good, '11 111'), round(bad, '00 000'), roundOf(mute, unreadable), roundOf(silent, failed)],
    );
    expect(tables[0]?.total).toMatchObject({
      attempts: 7,
      decided: 2,
      kept: 1,
      rate: 0.5,
      unreadable: 2,
      ungraded: 1,
      failed: 2,
    });
  });

  it('has no rate where nothing is decided', () => {
    expect(yields(texts, []).tables).toMatchObject([
      { graders: [], total: { attempts: 4, decided: 0, ungraded: 4, rate: null, low: null, high: null } },
    ]);
  });

  it('is told for each grader, and for all of them: then all must agree', () => {
    const [good, bad, half] = texts;
    if (!good || !bad || !half) throw new Error('Three texts.');
    const second = { grader: 'rule' };
    const { tables } = yields(
      [good, bad, half],
      [
        round(good, '11 111'),
        round(good, '11 111', second),
        round(bad, '11 111'),
        round(bad, '00 111', second),
        round(half, '11 111'),
      ],
    );
    expect(tables.map(({ graders, total }) => [graders, total.kept, total.decided, total.ungraded])).toEqual([
      [['lab/judge'], 3, 3, 0],
      [['rule'], 1, 2, 1],
      [['lab/judge', 'rule'], 1, 2, 1],
    ]);
  });

  it('is told for each k, split, skill and pair of skills; the pair that goes together least comes first', () => {
    const mixes = [
      sample({ mix: '1', skills: ['a', 'b'], split: 'training' }),
      sample({ mix: '2', skills: ['B', 'c'], split: 'training' }),
      sample({ mix: '3', skills: ['a'], split: 'all' }),
    ];
    const marks = ['11 111', '01 111', '1 111'];
    const [table] = yields(
      mixes,
      mixes.map((text, index) => round(text, marks[index] ?? '')),
    ).tables;
    const short = <Row extends { readonly kept: number; readonly attempts: number }>(
      rows: readonly Row[] | undefined,
      nameOf: (row: Row) => unknown,
    ) => rows?.map((row) => [nameOf(row), row.kept, row.attempts]);
    expect(short(table?.byK, ({ k }) => k)).toEqual([
      [1, 1, 1],
      [2, 1, 2],
    ]);
    expect(short(table?.bySplit, ({ split }) => split)).toEqual([
      ['all', 1, 1],
      ['training', 1, 2],
    ]);
    expect(short(table?.bySkill, ({ skill }) => skill)).toEqual([
      ['a', 2, 2],
      ['b', 1, 2],
      ['c', 0, 1],
    ]);
    expect(short(table?.byPair, ({ skills }) => skills.join('+'))).toEqual([
      ['b+c', 0, 1],
      ['a+b', 1, 1],
    ]);
  });

  it('counts mixes, not texts, for its interval', () => {
    const again = [1, 2, 3].map((generation) => sample({ mix: 'w', generation }));
    const [table] = yields(
      again,
      again.map((text) => round(text, '11 111')),
    ).tables;
    expect(table?.total).toMatchObject({ kept: 3, rate: 1, ...wilsonInterval(1, 1) });
  });

  it('counts a mix once for its interval, in however many splits it has texts', () => {
    const texts = ['all', 'training'].flatMap((split) =>
      ['w', 'x'].map((mix) => sample({ mix, split, skills: ['a', 'b'] })),
    );
    const [table] = yields(
      texts,
      texts.map((text) => round(text, '11 111')),
    ).tables;
    const ofTwoMixes = wilsonInterval(1, 2);
    expect(table?.total).toMatchObject({ kept: 4, ...ofTwoMixes });
    expect(table?.bySplit).toMatchObject([
      { kept: 2, ...ofTwoMixes },
      { kept: 2, ...ofTwoMixes },
    ]);
    expect(table?.byPair).toMatchObject([{ kept: 4, ...ofTwoMixes }]);
  });

  it('keeps students and temperatures apart', () => {
    const { tables } = yields(
      [sample({ student: 'a/m' }), sample(), sample({ sampling: { temperature: 1 } })],
      [],
    );
    expect(tables.map(({ student, sampling }) => [student, sampling])).toEqual([
      ['a/m', null],
      ['lab/writer', { temperature: 1 }],
      ['lab/writer', null],
    ]);
  });
});

describe('the forms of a yield', () => {
  const texts = [
    sample({ mix: 'x', skills: ['=a', 'b'], sampling: { temperature: 0.7, maxTokens: 99 } }),
    sample({ mix: 'y', skills: ['=a', 'b'], sampling: { temperature: 0.7, maxTokens: 99 } }),
  ];
  const [first] = texts;
  if (first === undefined) throw new Error('Two texts.');
  const report = yields(texts, [round(first, '11 111'), round(first, '11 111', { grader: 'rule' })]);

  it('name who must agree, and show a dash where nothing is decided', () => {
    expect(formatYields(report).split('\n').slice(0, 8).join('\n')).toMatchInlineSnapshot(`
      "lab/writer, temperature 0.7, at most 99 tokens; kept with full marks from lab/judge
      attempts at     attempts  decided  kept  yield             unreadable  ungraded  failed
      all                    2        1     1  1.00 [.21, 1.00]           0         1       0
      k = 2                  2        1     1  1.00 [.21, 1.00]           0         1       0
      split held-out         2        1     1  1.00 [.21, 1.00]           0         1       0
      =a                     2        1     1  1.00 [.21, 1.00]           0         1       0
      b                      2        1     1  1.00 [.21, 1.00]           0         1       0
      =a + b                 2        1     1  1.00 [.21, 1.00]           0         1       0"
    `);
    expect(formatYields(report)).toContain('full marks from each of lab/judge and rule');
    expect(formatYields(yields([first], []))).toMatch(/nobody has graded yet\n.*\nall +1 +0 +0 +–/u);
  });

  it('say that there is nothing yet', () => {
    expect(formatYields(yields([], []))).toContain('no attempts');
  });

  it('have one row for each table and part as CSV', () => {
    const [header, ...rows] = yieldCsv(report).trimEnd().split('\r\n');
    expect(header).toMatch(
      /^student,temperature,maxTokens,graders,keep,by,k,split,skill,otherSkill,attempts,/u,
    );
    expect(rows).toHaveLength(3 * 6);
    expect(rows).toContain(
      `lab/writer,0.7,99,"[""lab/judge"",""rule""]",full-marks,pair,,,'=a,b,2,1,1,1,${wilsonInterval(1, 1).low},1,0,1,0`,
    );
  });
});
