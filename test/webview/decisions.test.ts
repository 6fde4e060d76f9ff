import { describe, expect, test } from 'vitest';
import { formatFraction, withMinus } from '../../src/core/format/formatFraction.ts';
import { signedText, signedTick } from '../../webview/figures/figureText.ts';
import { markLetter, markLook } from '../../webview/marks.ts';
import { readArrangement } from '../../webview/readArrangement.ts';
import { roundColumns } from '../../webview/roundColumns.ts';
import { laneCount, type MarkedRange, splitText } from '../../webview/segments.ts';
import { sortSkills } from '../../webview/sortSkills.ts';
import { gradedDetail, sampleView, skillView } from '../support/snapshots.ts';

describe('cutting a text into segments', () => {
  const draw = (text: string, ranges: readonly MarkedRange[]) =>
    splitText(text, ranges).map(({ text: part, marks }) =>
      [part, ...marks.map(({ mark, lane, starts }) => `${mark}@${lane}${starts ? '!' : ''}`)].join(' '),
    );

  test('cuts where ranges begin and end, and keeps a range in its lane', () => {
    expect(
      draw('abcdefgh', [
        { mark: 0, start: 1, end: 5 },
        { mark: 1, start: 3, end: 7 },
      ]),
    ).toEqual(['a', 'bc 0@0!', 'de 0@0 1@1!', 'fg 1@1', 'h']);
  });

  test('merges ranges of one criterion that overlap or touch', () => {
    expect(
      draw('abcdef', [
        { mark: 0, start: 0, end: 3 },
        { mark: 0, start: 0, end: 3 },
        { mark: 0, start: 2, end: 4 },
        { mark: 0, start: 4, end: 5 },
      ]),
    ).toEqual(['abcde 0@0!', 'f']);
  });

  test('uses a lane again once it is free', () => {
    const segments = splitText('abcdef', [
      { mark: 0, start: 0, end: 2 },
      { mark: 1, start: 2, end: 4 },
      { mark: 2, start: 3, end: 6 },
    ]);
    expect(laneCount(segments)).toBe(2);
  });

  test('drops what lies outside the text, is empty or is no number', () => {
    expect(
      draw('abc', [
        { mark: 0, start: 5, end: 9 },
        { mark: 1, start: 2, end: 2 },
        { mark: 2, start: -4, end: 1 },
        { mark: 3, start: 2, end: 1 },
        { mark: 4, start: Number.NaN, end: Number.NaN },
      ]),
    ).toEqual(['a 2@0!', 'bc']);
  });

  test('never cuts through a character of two units', () => {
    expect(draw('a😀b', [{ mark: 0, start: 2, end: 4 }])).toEqual(['a', '😀b 0@0!']);
  });

  test('gives the text back whole for any ranges', () => {
    const text = 'Who could think of money when a machine sings? 😀😀';
    for (let seed = 1; seed < 200; seed += 1) {
      const ranges = Array.from({ length: seed % 9 }, (_, index) => ({
        mark: index % 5,
        start: (seed * 7 + index * 13) % 60,
        end: (seed * 11 + index * 17) % 60,
      }));
      expect(
        splitText(text, ranges)
          .map((segment) => segment.text)
          .join(''),
      ).toBe(text);
    }
  });

  test('has no segment for an empty text', () => {
    expect(splitText('', [{ mark: 0, start: 0, end: 4 }])).toEqual([]);
  });
});

describe('marks', () => {
  test('have a letter each, also beyond the alphabet', () => {
    expect([0, 25, 26, 52].map(markLetter)).toEqual(['A', 'Z', 'A2', 'A3']);
  });

  test('look different for as many criteria as a mix of many skills has', () => {
    const looks = Array.from({ length: 20 }, (_, mark) => JSON.stringify(markLook(mark)));
    expect(new Set(looks).size).toBe(20);
  });
});

describe('sorting skills', () => {
  const skills = [
    { ...skillView(0), name: 'b', category: 'y', tried: 4, earned: 1, rate: 0.25 },
    { ...skillView(0), name: 'a', category: 'y', tried: 4, earned: 1, rate: 0.25 },
    { ...skillView(0), name: 'C', category: 'x', tried: 0, earned: 0, rate: 0 },
    { ...skillView(0), name: 'd', category: 'z', tried: 2, earned: 2, rate: 1 },
  ];
  const order = (column: 'name' | 'category' | 'earned' | 'rate', descending: boolean) =>
    sortSkills(skills, { column, descending })
      .map(({ name }) => name)
      .join('');

  test('goes by the column, then by name, and does not mind capitals', () => {
    expect(order('name', false)).toBe('abCd');
    expect(order('category', false)).toBe('Cabd');
    expect(order('category', true)).toBe('dabC');
  });

  test('puts skills without a verdict last in either direction', () => {
    expect(order('rate', false)).toBe('abdC');
    expect(order('rate', true)).toBe('dabC');
  });
});

describe('columns of rounds', () => {
  test('has no total where a criterion has no readable round', () => {
    const criteria = gradedDetail(sampleView(0)).criteria.map((criterion) => ({
      ...criterion,
      verdicts: criterion.verdicts.map(({ grader, tie }) => ({ grader, tie })),
    }));
    expect(roundColumns(criteria).map(({ points }) => points)).toEqual([undefined, undefined]);
  });

  test('marks a round as empty only if all criteria lack it for the same reason', () => {
    const [first, ...others] = gradedDetail(sampleView(0)).criteria;
    if (first === undefined) throw new Error('The builder makes criteria');
    const odd = {
      ...first,
      rounds: first.rounds.map((round) => (round.state === 'graded' ? round : { ...round, why: 'Else' })),
    };
    const kinds = (criteria: readonly (typeof first)[]) =>
      roundColumns(criteria)[1]?.rounds.map(({ kind }) => kind);
    expect(kinds([first, ...others])).toEqual(['graded', 'graded', 'empty']);
    expect(kinds([odd, ...others])).toEqual(['graded', 'graded', 'graded']);
  });
});

describe('reading what an earlier page saved', () => {
  test('gives back all of it', () => {
    const saved = {
      filter: {
        skill: 'irony',
        student: 'a/b',
        grader: 'rule',
        split: 'all',
        k: 3,
        missed: 'topic',
        verdict: 'missed',
        disagreement: 'rounds',
        reviewed: false,
        search: 'x',
      },
      selected: 's1',
      top: 's0',
      isCorrected: true,
      tab: 'overview',
      ofTabs: { review: { a: 1 } },
      sorting: { column: 'name', descending: true },
      open: { explanation: true, draft: false },
      scroll: { page: 1, overview: 2, detail: 4, comparison: 5, graders: 6 },
    };
    expect(readArrangement(structuredClone(saved))).toEqual(saved);
  });

  test.each([undefined, null, 'x', [], { scroll: { page: -1 } }, { sorting: { column: 'colour' } }])(
    'is as fresh for %j',
    (saved) => {
      expect(readArrangement(saved)).toEqual(readArrangement({}));
    },
  );
});

describe('figures that can be below zero', () => {
  test.each([-1, -0.996, -0.12, -0.004, 0, 0.004, 0.4, 0.996, 1])(
    'are written as in every other place: %s',
    (value) => {
      expect(signedText(value)).toBe(withMinus(formatFraction(value)));
    },
  );

  test('have at the ticks of an axis as many places as they need', () => {
    expect([-1, -0.30000000000000004, -0, 0, 0.15, 1].map(signedTick)).toEqual([
      ...['−1', '−.3', '0', '0', '.15', '1'],
    ]);
  });
});
