import { describe, expect, test } from 'vitest';
import { readLine } from '../../../src/core/exchange/incoming/readLine.ts';

const GRADING = {
  grader: 'ann',
  round: 2,
  points: { litotes: { point: 1, reason: 'It denies.', quote: 'not bad' }, topic: 1, sense: 0 },
};
const LINE = {
  mix: { skills: ['Litotes'], topic: 'Bread', seed: 3 },
  student: 'lab/small',
  text: 'This loaf is not bad.',
  gradings: [GRADING],
};

function why(line: unknown): string {
  const read = readLine(typeof line === 'string' ? line : JSON.stringify(line));
  return read.kind === 'bad' ? read.why : 'read';
}

describe('a line of texts', () => {
  test('may hold what people said: each criterion that they judged, blind and picked unless it says otherwise', () => {
    const reviews = [
      { reviewer: 'cy', points: { Litotes: 0, length: 1 } },
      { reviewer: 'di', points: { topic: { point: 1, reason: 'Bread.' } }, blind: false, chance: true },
    ];
    expect(readLine(JSON.stringify({ ...LINE, reviews }))).toMatchObject({
      text: {
        reviews: [
          {
            ...{ reviewer: 'cy', isBlind: true, isByChance: false },
            points: [
              { criterion: 'skill:litotes', point: 0, reason: '' },
              { criterion: 'length', point: 1, reason: '' },
            ],
          },
          {
            reviewer: 'di',
            isBlind: false,
            isByChance: true,
            points: [{ criterion: 'topic', reason: 'Bread.' }],
          },
        ],
      },
    });
    expect(why({ ...LINE, reviews: [{ reviewer: 'cy', points: { irony: 1 } }] })).toContain(
      'reviews[0]: points holds "irony"',
    );
    expect(why({ ...LINE, reviews: [{ reviewer: 'cy', points: {} }] })).toContain('must hold a point');
    expect(why({ ...LINE, text: undefined, unreadable: 'cut', gradings: [], reviews })).toContain(
      'without a text',
    );
  });

  test('gives a text with its gradings, and counts the sentences where no length point is given', () => {
    expect(readLine(JSON.stringify(LINE))).toMatchObject({
      kind: 'text',
      text: {
        mix: { skills: [{ name: 'Litotes', definition: '', category: 'unknown' }], topic: { name: 'Bread' } },
        ...{ split: 'all', seed: 3, student: 'lab/small', generation: 1 },
        result: { kind: 'text', text: 'This loaf is not bad.' },
        gradings: [
          {
            ...{ grader: 'ann', round: 2 },
            result: {
              points: [
                { criterion: { kind: 'skill', skill: 'Litotes' }, point: 1, quoteFound: true },
                { criterion: { kind: 'topic' }, point: 1 },
                { criterion: { kind: 'sense' }, point: 0 },
                { criterion: { kind: 'length' }, point: 1, reason: '1 sentence counted, at most 1 allowed.' },
              ],
            },
          },
        ],
      },
    });
  });

  test('keeps a length point that is given, and what is said to be unreadable', () => {
    const given = { ...GRADING, points: { ...GRADING.points, length: 0 } };
    const read = readLine(
      JSON.stringify({ ...LINE, gradings: [given, { grader: 'bob', unreadable: 'no JSON' }] }),
    );
    const gradings = read.kind === 'text' ? read.text.gradings : [];
    expect(gradings[0]?.result).toMatchObject({
      points: expect.arrayContaining([{ criterion: { kind: 'length' }, point: 0, reason: '' }]),
    });
    expect(gradings[1]).toMatchObject({ round: 1, result: { kind: 'unreadable', why: 'no JSON' } });
  });

  test('tells a skill called "topic" from the topic', () => {
    const points = { 'skill: topic': 0, topic: 1, sense: 1 };
    const line = {
      ...LINE,
      mix: { skills: ['topic'], topic: 'Bread' },
      gradings: [{ grader: 'ann', points }],
    };
    const read = readLine(JSON.stringify(line));
    const result = read.kind === 'text' ? read.text.gradings[0]?.result : undefined;
    expect(result?.kind === 'graded' ? result.points.map(({ point }) => point) : []).toEqual([0, 1, 1, 1]);
  });

  test.each([
    ['{"mix":', /is not JSON/],
    [{ ...LINE, student: '' }, /student must not be empty/],
    [{ ...LINE, score: 3 }, /score/],
    [{ ...LINE, text: undefined }, /either "text" or "unreadable"/],
    [{ ...LINE, mix: { skills: ['a', 'A '], topic: 'b' } }, /names a skill twice/],
    [{ ...LINE, mix: { skills: [], topic: 'b' } }, /mix.skills must hold a skill/],
    [
      { ...LINE, gradings: [{ ...GRADING, points: { topic: 1, sense: 1 } }] },
      /gradings\[0\]: points lacks "litotes"/,
    ],
    [
      { ...LINE, gradings: [{ ...GRADING, points: { ...GRADING.points, wit: 1 } }] },
      /"wit", which is no skill/,
    ],
    [
      { ...LINE, gradings: [{ ...GRADING, points: { ...GRADING.points, topic: 0.5 } }] },
      /gradings.0.points.topic must be 0/,
    ],
    [{ ...LINE, gradings: [{ grader: 'ann' }] }, /either "points" or "unreadable"/],
  ])('that cannot be read says where and what: %#', (line, expected) => {
    expect(why(line)).toMatch(expected);
  });
});
