import { describe, expect, it } from 'vitest';
import { ratesOf } from '../../../src/core/metrics/criterionRates.ts';
import { factsOf } from '../../../src/core/metrics/factsOf.ts';
import { hardestTable } from '../../../src/core/metrics/forms/hardestTable.ts';
import { textsTable } from '../../../src/core/metrics/forms/textsTable.ts';
import { groupBy } from '../../../src/core/metrics/grouping.ts';
import { reportOf } from '../../../src/core/metrics/report.ts';
import { textsBehind } from '../../../src/core/metrics/textsBehind.ts';
import type { Sample } from '../../../src/core/runs/records.ts';
import { round, roundOf, sample } from './judgedRecords.ts';

const nameRule = { nameRule: true };

function behind(samples: readonly Sample[], gradings: Parameters<typeof factsOf>[1], options = nameRule) {
  const idsOf = async (numbers: readonly number[]) => numbers.flatMap((number) => samples[number]?.id ?? []);
  return textsBehind(factsOf(samples, gradings), options, idsOf);
}

describe('the texts behind figures', () => {
  const samples = [
    sample({ mix: 'x' }),
    sample({ mix: 'x', generation: 2 }),
    sample({ mix: 'y' }),
    sample({ mix: 'z', result: { kind: 'unreadable', why: 'no text' } }),
    sample({ mix: 'u' }),
    sample({ mix: 'x', student: 'lab/other' }),
  ];
  const [first, second, third, , fifth, other] = samples as [Sample, Sample, Sample, Sample, Sample, Sample];
  const gradings = [
    round(first, '10 111'),
    round(second, '11 111'),
    round(third, '11 011'),
    roundOf(fifth, { kind: 'unreadable', why: 'no table' }),
    round(other, '11 111'),
  ];

  it('are each there once for each grader, with what became of them', async () => {
    const texts = await behind(samples, gradings);
    const own = texts.filter(({ student }) => student === 'lab/writer');
    expect(own.map(({ sample: id, state, points }) => [id, state, points])).toEqual([
      [first.id, 'graded', '10111'],
      [second.id, 'graded', '11111'],
      [third.id, 'graded', '11011'],
      [samples[3]?.id, 'unreadable-answer', null],
      [fifth.id, 'unreadable-grading', null],
    ]);
    expect(textsTable(texts).records).toHaveLength(samples.length);
  });

  it('give the ratios of a report again', async () => {
    const texts = await behind(samples, gradings);
    for (const cell of reportOf(factsOf(samples, gradings), nameRule).cells) {
      const graded = texts.filter(({ student, scores }) => student === cell.student && scores !== null);
      const mixes = [...groupBy(graded, ({ mix }) => mix).values()];
      const mean = (values: readonly number[]) =>
        values.reduce((sum, value) => sum + value, 0) / values.length;
      for (const score of ['fullMarks', 'allSkills', 'skillFraction'] as const) {
        const ofMixes = mixes.map((ofMix) => ofMix.map(({ scores }) => scores?.[score] ?? 0));
        expect(cell[score].max).toBeCloseTo(mean(ofMixes.map((scores) => Math.max(...scores))), 12);
        expect(cell[score].mean).toBeCloseTo(mean(ofMixes.map(mean)), 12);
      }
    }
  });
});

describe('the hardest skills', () => {
  it('come first in each student, grader and split, with how hard they are at each k', () => {
    const samples = [
      sample({ mix: 'x', skills: ['a', 'b'] }),
      sample({ mix: 'y', skills: ['a', 'b', 'c'] }),
      sample({ mix: 'x', skills: ['a', 'b'], student: 'lab/other' }),
    ];
    const points = ['10 111', '100 111', '01 111'];
    const gradings = samples.map((text, at) => round(text, points[at] ?? ''));
    const { columns, rows, records } = hardestTable(ratesOf(factsOf(samples, gradings), nameRule));
    expect(columns.slice(-3).map(({ title }) => title)).toEqual(['all k', 'k=2', 'k=3']);
    expect(rows.map(([student, , , skill]) => [student, skill])).toEqual([
      ['lab/other', 'a'],
      ['lab/other', 'b'],
      ['lab/writer', 'b'],
      ['lab/writer', 'c'],
      ['lab/writer', 'a'],
    ]);
    expect(rows[0]?.at(-1)).toBe('–');
    // Each over all k, and at each k that has it.
    expect(records).toHaveLength(2 * 2 + 3 + 3 + 2);
  });
});
