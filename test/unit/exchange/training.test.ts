import { describe, expect, test } from 'vitest';
import { type Candidate, candidateOf, isKept } from '../../../src/core/exchange/training/candidate.ts';
import { checkData } from '../../../src/core/exchange/training/checkCard.ts';
import { conversationOf } from '../../../src/core/exchange/training/conversation.ts';
import type { DataCard } from '../../../src/core/exchange/training/dataCard.ts';
import { formatLine, problemOfLine, TRAINING_FORMATS } from '../../../src/core/exchange/training/format.ts';
import { selectTexts } from '../../../src/core/exchange/training/selectTexts.ts';
import { criteriaOf } from '../../../src/core/grading/criterion.ts';
import type { CallRecord, ChatMessage, ModelReply } from '../../../src/core/runs/ports.ts';
import type { Grading, GradingId, MixId, SampleId } from '../../../src/core/runs/records.ts';
import { sample } from '../../contract/store/storeRecords.ts';

function call(
  messages: readonly ChatMessage[],
  text: string,
  finish: ModelReply['finish'] = 'stop',
): CallRecord {
  return {
    key: text,
    endpoint: { name: 'lab', kind: 'openai', address: 'x' },
    request: { model: 'm', messages },
    purpose: 'generate',
    outcome: { kind: 'reply', reply: { text, finish, raw: null } },
    ...{ startedAt: 0, duration: 1, tries: 1 },
  };
}

const opening: ChatMessage[] = [{ role: 'user', content: 'Write.' }];
const second: ChatMessage[] = [
  ...opening,
  { role: 'assistant', content: 'Answer: one' },
  { role: 'user', content: 'Improve.' },
];

describe('a conversation for fine-tuning', () => {
  test('holds both prompts and both replies, less reasoning', () => {
    const calls = [call(opening, '<think>Hm.</think>\nAnswer: one'), call(second, 'Answer: two\n')];
    expect(conversationOf(calls)).toEqual({
      kind: 'conversation',
      messages: [...second, { role: 'assistant', content: 'Answer: two' }],
    });
  });

  test.each([
    ['the reply of turn 1 is not stored', [undefined, call(second, 'b')]],
    ['the reply of turn 1 holds no words', [call(opening, '<think>x</think>'), call(second, 'b')]],
    ['the reply of turn 2 was cut off at the token limit', [call(opening, 'a'), call(second, 'b', 'length')]],
    ['turn 2 does not follow from turn 1', [call(opening, 'a'), call(opening, 'b')]],
    ['its two turns are not known', [call(opening, 'a')]],
  ])('is not made up: %s', (why, calls) => {
    expect(conversationOf(calls)).toEqual({ kind: 'missing', why });
  });

  test.each(TRAINING_FORMATS)('is found to be as it should in the format %s', (format) => {
    const messages: ChatMessage[] = [
      { role: 'system', content: 'Be.' },
      ...second,
      { role: 'assistant', content: 'b' },
    ];
    expect(problemOfLine(formatLine(messages, format), format)).toBeUndefined();
    expect(problemOfLine(formatLine(second, format), format)).toMatch(/the roles are/);
    expect(
      problemOfLine(formatLine([...second, { role: 'assistant', content: ' ' }], format), format),
    ).toMatch(/message 4 is empty/);
    expect(problemOfLine('{"messages":1}', format)).toMatch(/^messages/);
  });

  test('has the weight 1 on the assistant’s messages for OpenAI, and no weight elsewhere', () => {
    expect(JSON.parse(formatLine(second, 'openai')).messages).toEqual([
      { role: 'user', content: 'Write.' },
      { role: 'assistant', content: 'Answer: one', weight: 1 },
      { role: 'user', content: 'Improve.' },
    ]);
    expect(formatLine(second, 'trl')).not.toContain('weight');
  });
});

const written = sample('s');

function graded(grader: string, lost: readonly number[]): Grading {
  const points = criteriaOf(written.mix).map((criterion, index) => ({
    ...{ criterion, reason: '' },
    point: lost.includes(index) ? (0 as const) : (1 as const),
  }));
  return {
    ...{ id: grader as GradingId, sampleId: written.id, grader, round: 1, rubricVersion: 'r', createdAt: 1 },
    result: { kind: 'graded', points },
  };
}

describe('which texts are kept', () => {
  const options = { nameRule: true };
  const one = candidateOf(written, [graded('a', []), graded('b', [4])], options);

  test('is for every grader to say: full marks of one are not full marks of both', () => {
    expect(isKept(one, 'full-marks', ['a'])).toBe(true);
    expect(isKept(one, 'full-marks', ['a', 'b'])).toBe(false);
    expect(isKept(one, 'all-skills', ['a', 'b'])).toBe(true);
    expect(isKept(one, 'all-skills', ['a', 'c'])).toBe(false);
  });

  test('is for nobody to say where nobody has graded, unless all are wanted', () => {
    const ungraded = candidateOf(written, [], options);
    expect([isKept(ungraded, 'full-marks', []), isKept(ungraded, 'all', [])]).toEqual([false, true]);
    const unreadable = { ...written, result: { kind: 'unreadable', why: 'x' } } as const;
    expect(isKept(candidateOf(unreadable, [], options), 'all', [])).toBe(false);
  });

  test('goes by the name rule only where it is on', () => {
    const named = graded('a', []);
    const marked: Grading = {
      ...named,
      result: {
        kind: 'graded',
        points:
          named.result.kind === 'graded'
            ? named.result.points.map((point) => ({ ...point, named: true }))
            : [],
      },
    };
    expect(isKept(candidateOf(written, [marked], { nameRule: true }), 'full-marks', ['a'])).toBe(false);
    expect(isKept(candidateOf(written, [marked], { nameRule: false }), 'full-marks', ['a'])).toBe(true);
  });
});

function candidates(mixes: number, generations: number): Candidate[] {
  return Array.from({ length: mixes * generations }, (_, index) => ({
    ...{
      id: `id ${String((index * 7919) % 10_007).padStart(5, '0')}` as SampleId,
      k: 2,
      student: 's',
      isText: true,
    },
    ...{ mixId: `mix ${index % mixes}` as MixId, generation: 1 + Math.floor(index / mixes) },
    marks: new Map([['g', { fullMarks: true, allSkills: true, points: 3 + Math.floor(index / mixes) }]]),
  }));
}

describe('the choice of texts', () => {
  const all = { keep: 'all', graders: ['g'], allGenerations: false } as const;

  test('takes of each mix the text with most points, or all of them', () => {
    const texts = candidates(10, 3);
    const best = new Set(texts.filter(({ generation }) => generation === 3).map(({ id }) => id));
    expect(new Set(selectTexts(texts, all).ids)).toEqual(best);
    expect(selectTexts(texts, { ...all, allGenerations: true }).ids).toHaveLength(30);
    expect(selectTexts(texts, all).yields).toEqual([
      { k: 2, attempts: 30, texts: 30, graded: 30, kept: 30, chosen: 10 },
    ]);
  });

  test('draws the same subset whenever the texts came, and a smaller one is the beginning of a larger', () => {
    const texts = candidates(500, 1);
    const draw = (size: number, from = texts, seed = 4) =>
      selectTexts(from, { ...all, subset: { size, seed } }).ids;
    expect(draw(200, [...texts].reverse())).toEqual(draw(200));
    expect(draw(100)).toEqual(draw(200).slice(0, 100));
    expect(draw(200, texts, 5)).not.toEqual(draw(200));
    expect(new Set(draw(500)).size).toBe(500);
  });
});

describe('data held against their card', () => {
  const card = { data: { file: 'd', format: 'trl', lines: 1, sha256: 'a' } } as DataCard;
  const good = formatLine([...second, { role: 'assistant', content: 'b' }], 'trl');

  test('differ in the number of lines, the hash, or a line', () => {
    const check = checkData(card);
    check.add(good);
    check.add('{}');
    expect(check.end({ lines: 2, sha256: 'b' })).toEqual([
      'The card says 1 lines, and there are 2.',
      'The card says SHA-256 a, and the data have b.',
      expect.stringMatching(/^line 2: messages/),
    ]);
  });

  test('do not differ where they are as they were', () => {
    const check = checkData(card);
    check.add(good);
    expect(check.end({ lines: 1, sha256: 'a' })).toEqual([]);
  });
});
