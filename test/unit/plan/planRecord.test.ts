import { describe, expect, it, test } from 'vitest';
import type { PlanOverrides } from '../../../src/core/plan/plan.ts';
import { overridesOf, planRecord } from '../../../src/core/plan/planRecord.ts';
import { textsAsked } from '../../../src/core/plan/textsAsked.ts';
import { data, evaluate, planned, study } from './studyOf.ts';

describe('the record of a plan', () => {
  it.each<readonly ['data' | 'evaluate', PlanOverrides]>([
    ['data', {}],
    ['data', { k: [2, 3], mixes: 7, seed: 3, students: ['x/y'], temperature: 0.5, graders: [], rounds: 1 }],
    ['evaluate', {}],
    [
      'evaluate',
      { splits: ['held-out'], k: [3], mixes: 4, generations: 2, order: 'independent', repeats: true },
    ],
    ['evaluate', { budget: { kind: 'tokens', amount: 1000 } }],
  ])('leads back to the same plan (%s %j)', (purpose, overrides) => {
    const plan = planned(study(), purpose, overrides);
    const recalled = overridesOf(JSON.parse(JSON.stringify(planRecord(plan))), undefined);
    expect(planned(study(), purpose, recalled)).toEqual(plan);
  });

  it('takes the budget of the file today, so that a stopped run goes on once that is raised', () => {
    const record = planRecord(planned(study(), 'data', { budget: { kind: 'tokens', amount: 1000 } }));
    expect(overridesOf(record, { kind: 'tokens', amount: 9000 })).not.toHaveProperty('budget');
  });

  it('is told from the words of another command', () => {
    expect(overridesOf({ mix: 1, student: 'openai/gpt-4o' }, undefined)).toBeUndefined();
  });
});

test('the texts that a study asks for can be counted without drawing them', () => {
  const { study: plan = {} } = study({
    data: data(),
    evaluate: evaluate({ splits: ['training', 'Training', 'all'], k: [2, 3, 3] }),
  });
  expect(textsAsked(plan, 'data')).toBe(2500);
  expect(textsAsked(plan, 'evaluate')).toBe(2 * 2 * 100 * 3);
  expect(textsAsked({}, 'data')).toBeUndefined();
});
