import { expect, test } from 'vitest';
import { estimateOf, totalOf } from '../../../src/core/plan/estimate.ts';
import { type RoughFacts, roughPlanOf } from '../../../src/core/plan/roughPlan.ts';
import { NOTHING_STORED } from '../../../src/core/plan/survey.ts';
import type { SpentRow } from '../../../src/core/runs/ports.ts';
import { data, evaluate, planned, study } from './studyOf.ts';

const FACTS: RoughFacts = {
  spent: [],
  priceOf: () => ({ input: 2.5, output: 10, batchFactor: 0.5, source: 'a test' }),
};

test.each(['data', 'evaluate'] as const)('a rough plan of the %s is near the exact one', (purpose) => {
  const of = study();
  const rough = roughPlanOf(of, purpose, {}, FACTS);
  const exact = totalOf(
    estimateOf(planned(of, purpose), {
      ...FACTS,
      survey: NOTHING_STORED,
      file: '',
      digest: (text) => text,
      studentOf: () => undefined,
      concurrency: 1,
    }).parts.flat(),
  );
  expect(rough?.total.calls).toBeCloseTo(exact.calls);
  expect(rough?.texts).toBe(purpose === 'data' ? 2500 : 3 * 4 * 100 * 3);
  expect((rough?.total.live.likely ?? 0) / exact.live.likely).toBeCloseTo(1, 1);
  expect((rough?.total.input.likely ?? 0) / exact.input.likely).toBeCloseTo(1, 1);
});

test('every student of an evaluation writes all its texts', () => {
  const one = roughPlanOf(study(), 'evaluate', {}, FACTS);
  const two = roughPlanOf(study(), 'evaluate', { students: ['a/b', 'a/c'] }, FACTS);
  expect(two?.texts).toBe(2 * (one?.texts ?? 0));
  expect(two?.total.calls).toBeCloseTo(2 * (one?.total.calls ?? 0));
});

test('replies are taken to be as long as those that were paid for', () => {
  const row: SpentRow = {
    endpoint: { name: 'openai', kind: 'openai', address: 'api.openai.com/v1' },
    model: 'gpt-4o',
    purpose: 'generate',
    isBatch: false,
    calls: 12,
    withoutUsage: 2,
    input: 5_000,
    output: 70_000,
  };
  const rough = roughPlanOf(study(), 'data', { graders: [] }, { ...FACTS, spent: [row] });
  expect(rough?.total.output.likely).toBeCloseTo(2 * 2500 * 7_000);
});

test('there is none where the study has no such part, or its mixes cannot be drawn', () => {
  expect(
    roughPlanOf(study({ data: data(), evaluate: evaluate({ splits: ['none'] }) }), 'evaluate', {}, FACTS),
  ).toBe(undefined);
  const { study: _, ...bare } = study();
  expect(roughPlanOf(bare, 'data', {}, FACTS)).toBe(undefined);
});
