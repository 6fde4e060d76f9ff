import { describe, expect, it } from 'vitest';
import { criteriaOf } from '../../../src/core/grading/criterion.ts';
import { graderRequest } from '../../../src/core/grading/graderPrompt.ts';
import { readGrading } from '../../../src/core/grading/readGrading.ts';
import type { Mix } from '../../../src/core/mixes/mix.ts';
import { mixOf } from './mixes.ts';

const mix = mixOf('red herring', 'simile');
const TEXT = 'The needle dives like a dolphin.';
const { id } = graderRequest(mix, TEXT, 1);
const NAMES = ['skill: red herring', 'skill: simile', 'topic', 'sense'];

interface Entry {
  readonly criterion: string;
  readonly reason?: string;
  readonly quote?: string | null;
  readonly point: unknown;
}

const entry = (criterion: string, point: unknown = 1): Entry => ({
  criterion,
  reason: `Because of ${criterion}.`,
  quote: 'The needle',
  point,
});
const all = NAMES.map((name) => entry(name));
const replyWith = (grades: readonly unknown[], rest: object = {}) => JSON.stringify({ id, grades, ...rest });
const read = (reply: string, of: Mix = mix) => readGrading(of, TEXT, id, reply);

function numbers(reply: string, of: Mix = mix): number[] | string {
  const grading = read(reply, of);
  return grading.kind === 'graded' ? grading.points.map(({ point }) => point) : grading.why;
}

describe('readGrading reads', () => {
  it('one point for each criterion, in their order, with the length point of its own', () => {
    const grading = read(replyWith(all));
    if (grading.kind !== 'graded') throw new Error(grading.why);
    expect(grading.points.map(({ criterion }) => criterion)).toEqual(criteriaOf(mix));
    expect(grading.points[0]).toEqual({
      criterion: { kind: 'skill', skill: 'red herring' },
      point: 1,
      reason: 'Because of skill: red herring.',
      quote: 'The needle',
      quoteFound: true,
    });
    expect(grading.points[4]?.reason).toBe('1 sentence counted, at most 1 allowed.');
  });

  it('entries in any order, matched by name', () => {
    expect(numbers(replyWith([entry('sense', 0), ...all.slice(0, 3)]))).toEqual([1, 1, 1, 0, 1]);
  });

  it('the form that is asked for: an object, whose keys mean nothing', () => {
    const [first, ...others] = all;
    const grades = { c4: entry('sense', 0), c2: first, x: others[0], c1: others[1] };
    expect(numbers(JSON.stringify({ id, grades }))).toEqual([1, 1, 1, 0, 1]);
  });

  it('names in other case and spacing, and bare skill names', () => {
    const grades = [entry('Skill:  Red  Herring', 0), entry(' simile '), entry('TOPIC'), entry('Sense')];
    expect(numbers(replyWith(grades))).toEqual([0, 1, 1, 1, 1]);
  });

  it.each([
    [1, 1],
    [true, 1],
    ['1', 1],
    [0, 0],
    [false, 0],
    ['0', 0],
  ])('the point %j', (given, point) => {
    expect(numbers(replyWith([entry('simile', given), all[0], all[2], all[3]]))).toEqual([1, point, 1, 1, 1]);
  });

  it('that a quote is not in the text', () => {
    const grading = read(replyWith([{ ...entry('simile'), quote: 'a golden fish' }, all[0], all[2], all[3]]));
    expect(grading).toMatchObject({
      kind: 'graded',
      points: [{ quoteFound: true }, { quoteFound: false }, {}, {}, {}],
    });
  });

  it.each([[''], [null], [undefined]])('no quote where it is %j', (quote) => {
    const grading = read(replyWith([{ ...entry('simile', 0), quote }, all[0], all[2], all[3]]));
    if (grading.kind !== 'graded') throw new Error(grading.why);
    expect(grading.points[1]).not.toHaveProperty('quote');
    expect(grading.points[1]).not.toHaveProperty('quoteFound');
  });

  it('no total: it may be wrong', () => {
    const grades = [...all.slice(0, 3), entry('sense', 0), entry('length', 0), entry('Total points', 9)];
    expect(numbers(replyWith(grades.slice(0, 5), { total: 5 }))).toEqual([1, 1, 1, 0, 1]);
  });

  it('which skills the text names, and leaves their points', () => {
    const text = 'The needle dives: a simile.';
    const request = graderRequest(mix, text, 1);
    const grading = readGrading(mix, text, request.id, JSON.stringify({ id: request.id, grades: all }));
    expect(grading).toMatchObject({ points: [{ point: 1 }, { point: 1, named: true }, {}, {}, {}] });
  });

  it('a skill called topic apart from the topic', () => {
    const grades = [entry('skill: topic', 0), entry('topic', 1), entry('sense', 1)];
    expect(numbers(replyWith(grades), mixOf('topic'))).toEqual([0, 1, 1, 1]);
  });
});

describe('readGrading finds the JSON', () => {
  const whole = replyWith(all);
  it.each([
    ['in a fence', `Here it is:\n\`\`\`json\n${JSON.stringify({ id, grades: all }, null, 2)}\n\`\`\`\nDone.`],
    ['amid prose', `I thought about {this} and "that {". ${whole} That is all.`],
    ['behind reasoning', `<think>{"id": "${id}", "grades": []}</think>${whole}`],
    ['within a wrapper', `{"grading": ${whole}}`],
    ['twice the same', `${whole}\n${whole}`],
    [
      'with braces and quotes in its strings',
      replyWith([{ ...entry('simile'), reason: 'A "}" or \\ {' }, all[0], all[2], all[3]]),
    ],
    ['behind an object with another id', `{"id": "0000", "grades": []} ${whole}`],
  ])('%s', (_, reply) => {
    expect(numbers(reply)).toEqual([1, 1, 1, 1, 1]);
  });
});

describe('readGrading finds unreadable', () => {
  const whole = replyWith(all);
  it.each([
    ['an empty reply', '', 'the reply is empty'],
    ['prose', 'All points are earned: 5/5.', 'the reply holds no JSON'],
    ['a reply that is cut off', whole.slice(0, -20), 'the JSON of the reply is cut off or malformed'],
    ['malformed JSON', `{'id': '${id}'}`, 'the JSON of the reply is cut off or malformed'],
    [
      'another id',
      whole.replace(id, '0123456789abcdef'),
      'the reply holds JSON, but none with the id of this request',
    ],
    ['no id', JSON.stringify({ grades: all }), 'the reply holds JSON, but none with the id of this request'],
    ['a missing criterion', replyWith(all.slice(1)), 'the grading lacks "skill: red herring"'],
    ['missing criteria', replyWith([]), `the grading lacks ${NAMES.map((name) => `"${name}"`).join(', ')}`],
    [
      'a criterion twice',
      replyWith([...all, entry('simile')]),
      'the grading has "skill: simile" more than once',
    ],
    [
      'an unknown criterion',
      replyWith([...all, entry('irony')]),
      'the grading has "irony", which was not asked',
    ],
    [
      'two gradings that differ',
      `${whole} ${replyWith([entry('simile', 0), ...all.slice(2)])}`,
      'the reply holds two gradings that differ',
    ],
    [
      'two values of one key',
      whole.replace('"point":1', '"point":0,"point":1'),
      'the grading has two values for one key',
    ],
    ['reasoning alone', `<think>${whole}`, 'the reply is empty'],
  ])('%s', (_, reply, why) => {
    expect(read(reply)).toEqual({ kind: 'unreadable', why });
  });

  it.each([[2], [0.5], ['yes'], ['1/1'], [null], [-1], [[1]]])('the point %j', (point) => {
    expect(numbers(replyWith([...all.slice(0, 3), entry('sense', point)]))).toBe(
      'the grading does not have the form that was asked for: grades.3.point: must be 0 or 1',
    );
  });

  it('an entry without a reason', () => {
    expect(numbers(replyWith([...all.slice(0, 3), { criterion: 'sense', quote: '', point: 1 }]))).toMatch(
      /^the grading does not have the form that was asked for: grades\.3\.reason: /u,
    );
  });

  it('entries that are no list', () => {
    expect(numbers(JSON.stringify({ id, grades: { sense: 1 } }))).toMatch(/: grades\.0: /u);
  });

  it('a reply of many braces, soon', () => {
    expect(numbers(`${id} ${'{"'.repeat(20_000)}`)).toBe('the JSON of the reply is cut off or malformed');
  });
});
