import { describe, expect, it } from 'vitest';
import { nameKeyOf } from '../../../src/core/mixes/mix.ts';
import type { PlannedPart, PlanOverrides } from '../../../src/core/plan/plan.ts';
import { planOf } from '../../../src/core/plan/planOf.ts';
import { data, evaluate, planned, study } from './studyOf.ts';

const namesOf = (parts: readonly PlannedPart[]) => parts.flatMap(({ mixes }) => mixes.map(nameKeyOf));

/** `8 3 6/7`: numbers of the skills in order, then of the topic. */
function shown({ mixes }: PlannedPart): string[] {
  const number = (name: string) => name.replace(/\D+/u, '');
  return mixes.map(
    ({ skills, topic }) => `${skills.map(({ name }) => number(name)).join(' ')}/${number(topic.name)}`,
  );
}

describe('the plan of the data', () => {
  it('holds what the study asks for', () => {
    const plan = planned(study({ data: data({ temperature: 0.7, maxTokens: 512 }) }), 'data');
    expect(plan).toMatchObject({
      purpose: 'data',
      students: ['openai/gpt-4o'],
      sampling: { temperature: 0.7, maxTokens: 512 },
      graders: ['openai/gpt-4o', 'rule'],
      rounds: 3,
      keep: 'full-marks',
    });
    expect(
      plan.parts.map(({ k, split, mixes, generations, seed }) => [k, split, mixes.length, generations, seed]),
    ).toEqual([
      [1, 'all skills, training topics', 500, 1, 10],
      [2, 'training', 1000, 1, 10],
      [3, 'training', 1000, 1, 10],
    ]);
  });

  it('draws the pinned mixes', () => {
    const [, two, three] = planned(study(), 'data').parts;
    expect(two && shown(two).slice(0, 4)).toMatchInlineSnapshot(`
      [
        "4 51/97",
        "39 14/41",
        "31 22/92",
        "21 16/59",
      ]
    `);
    expect(three && shown(three).slice(0, 4)).toMatchInlineSnapshot(`
      [
        "4 51 33/97",
        "39 14 8/41",
        "31 22 24/92",
        "21 16 10/59",
      ]
    `);
  });

  it('draws skills and topics from where the part says', () => {
    const [one] = planned(study(), 'data').parts;
    expect(one?.skills).toHaveLength(101);
    expect(one?.topics).toHaveLength(50);
    expect(new Set(one?.mixes.map(({ topic }) => topic.name)).size).toBe(50);
  });

  it('never holds one mix twice, not even in parts that draw from splits that overlap', () => {
    const parts = [
      { k: 2, skills: 'training', topics: 'training', attempts: 4000 },
      { k: 2, skills: 'all', topics: 'training', attempts: 4000 },
      { k: 2, skills: 'training', topics: 'training', attempts: 4000 },
      { k: 3, skills: 'training', topics: 'training', attempts: 4000 },
    ];
    for (const order of ['nested', 'independent'] as const) {
      const names = namesOf(planned(study({ data: data({ parts, order }) }), 'data').parts);
      expect(new Set(names).size).toBe(16_000);
    }
  });

  it('draws a part alike, whether the others are wanted or not', () => {
    const parts = [
      { k: 2, skills: 'all', topics: 'all', attempts: 3000 },
      { k: 2, skills: 'training', topics: 'training', attempts: 3000 },
      { k: 3, skills: 'training', topics: 'training', attempts: 10 },
    ];
    const whole = study({ data: data({ parts }) });
    const [, second, third] = planned(whole, 'data').parts;
    expect(planned(whole, 'data', { k: [2], splits: ['Training'] }).parts).toEqual([second]);
    expect(planned(whole, 'data', { k: [3] }).parts).toEqual([third]);
  });

  it('may hold a mix again where repeats are wanted', () => {
    const small = data({ parts: [{ k: 1, skills: 'training', topics: 'training', attempts: 2651 }] });
    expect(planOf(study({ data: small }), 'data').kind).toBe('problem');
    const names = namesOf(planned(study({ data: { ...small, repeats: true } }), 'data').parts);
    expect(names).toHaveLength(2651);
    expect(new Set(names).size).toBeLessThan(2651);
  });

  it.each<[string, PlanOverrides, string]>([
    [
      'a part that there is not',
      { k: [7] },
      'The data has no such part. It has k 1 (all skills, training topics), k 2 (training) and k 3 (training).',
    ],
    [
      'more mixes than there are',
      { k: [1], mixes: 5051 },
      '5,051 different mixes of 1 skill and a topic cannot be drawn from the splits "all skills, training topics": there are only 5,050. Lower "attempts", or add skills or topics.',
    ],
  ])('tells of %s', (_, overrides, message) => {
    expect(planOf(study(), 'data', overrides)).toEqual({ kind: 'problem', message });
  });

  it('tells how many mixes earlier parts leave', () => {
    const part = { k: 1, skills: 'training', topics: 'training' };
    const both = data({
      parts: [
        { ...part, attempts: 2000 },
        { ...part, attempts: 1000 },
      ],
    });
    expect(planOf(study({ data: both }), 'data')).toEqual({
      kind: 'problem',
      message:
        '1,000 different mixes of 1 skill and a topic cannot be drawn from the split "training": there are only 650 left, because earlier parts of the data draw the others. Lower "attempts", set "repeats: true", or add skills or topics.',
    });
  });

  it('tells where a study has none', () => {
    const { study: _, ...without } = study();
    expect(planOf(without, 'data')).toMatchObject({ kind: 'problem' });
  });
});

describe('the plan of the evaluation', () => {
  it('holds a part for each split and k, and every text for each student', () => {
    const students = ['lab/base', 'lab/tuned'];
    const plan = planned(study({ evaluate: evaluate({ students }) }), 'evaluate');
    expect(plan.students).toEqual(students);
    expect(plan).not.toHaveProperty('keep');
    expect(plan.parts).toHaveLength(12);
    expect(plan.parts.map(({ split, k }) => `${split} ${k}`).slice(3, 6)).toEqual([
      'training 5',
      'held-out 2',
      'held-out 3',
    ]);
    expect(plan.parts.every(({ mixes, generations }) => mixes.length === 100 && generations === 3)).toBe(
      true,
    );
  });

  it('draws the pinned mixes', () => {
    const [two, three] = planned(study(), 'evaluate').parts;
    expect(two && shown(two).slice(0, 4)).toMatchInlineSnapshot(`
      [
        "35 14/99",
        "7 14/5",
        "27 40/37",
        "15 34/76",
      ]
    `);
    expect(three && shown(three).slice(0, 4)).toMatchInlineSnapshot(`
      [
        "35 14 31/99",
        "7 14 4/5",
        "27 40 7/37",
        "15 34 16/76",
      ]
    `);
  });

  it('draws no mix that the data draws', () => {
    const parts = [{ k: 2, skills: 'training', topics: 'training', attempts: 60_000 }];
    const dense = study({
      data: data({ parts }),
      evaluate: evaluate({ splits: ['training'], k: [2], mixes: 2000 }),
    });
    const trained = new Set(namesOf(planned(dense, 'data').parts));
    const tested = namesOf(planned(dense, 'evaluate').parts);
    expect(tested).toHaveLength(2000);
    expect(tested.some((name) => trained.has(name))).toBe(false);
    const seen = namesOf(
      planned(study({ data: data({ parts }), evaluate: evaluate({ k: [2], unseen: false }) }), 'evaluate')
        .parts,
    );
    expect(seen.some((name) => trained.has(name))).toBe(true);
  });

  it('stays as it is when the data grows, but for the mixes that the data takes', () => {
    const grown = data({ parts: data().parts.map((part) => ({ ...part, attempts: part.attempts + 500 })) });
    const before = namesOf(planned(study(), 'evaluate', { splits: ['training'] }).parts);
    const after = new Set(
      namesOf(planned(study({ data: grown }), 'evaluate', { splits: ['training'] }).parts),
    );
    expect(before.filter((name) => !after.has(name)).length).toBeLessThan(10);
  });

  it('tells how many mixes the data leaves', () => {
    const parts = [{ k: 1, skills: 'training', topics: 'training', attempts: 2600 }];
    const taken = study({ data: data({ parts }), evaluate: evaluate({ splits: ['training'], k: [1] }) });
    expect(planOf(taken, 'evaluate')).toEqual({
      kind: 'problem',
      message:
        '100 different mixes of 1 skill and a topic cannot be drawn from the split "training": there are only 50 left, because the data draws the others. Lower "mixes", set "unseen: false", or add skills or topics.',
    });
    expect(planOf(taken, 'evaluate', { mixes: 50 }).kind).toBe('plan');
  });

  it('is what the command asks for in place of what the study says', () => {
    const plan = planned(study({ budget: { kind: 'tokens', amount: 5 } }), 'evaluate', {
      seed: 3,
      students: ['lab/a', 'lab/a'],
      k: [4, 4],
      splits: ['Held-Out', 'held-out'],
      mixes: 7,
      generations: 2,
      graders: ['rule'],
      rounds: 1,
      budget: { kind: 'money', amount: 2, currency: 'USD' },
      order: 'independent',
      temperature: 1,
      maxTokens: 9,
    });
    expect(plan).toMatchObject({
      students: ['lab/a'],
      graders: ['rule'],
      rounds: 1,
      sampling: { temperature: 1, maxTokens: 9 },
      budget: { kind: 'money', amount: 2, currency: 'USD' },
      parts: [{ k: 4, split: 'held-out', seed: 3, order: 'independent', generations: 2 }],
    });
    expect(plan.parts[0]?.mixes).toHaveLength(7);
  });

  it('needs no study where the command says where and of which sizes', () => {
    const { study: _, ...without } = study();
    expect(planOf(without, 'evaluate')).toMatchObject({ kind: 'problem' });
    expect(planned(without, 'evaluate', { splits: ['all'], k: [2] }).parts[0]?.mixes).toHaveLength(100);
  });

  it.each<[string, PlanOverrides, string]>([
    ['an unknown split', { splits: ['none'] }, 'There is no split "none". Known: training, held-out, all.'],
    [
      'a k that is too large',
      { splits: ['held-out'], k: [49] },
      'A mix of 49 skills cannot be drawn from the split "held-out": it has 48. Lower k, or add skills.',
    ],
  ])('tells of %s', (_, overrides, message) => {
    expect(planOf(study(), 'evaluate', overrides)).toEqual({ kind: 'problem', message });
  });
});
