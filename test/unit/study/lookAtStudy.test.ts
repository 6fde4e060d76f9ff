import { expect, test } from 'vitest';
import type { PlanOverrides } from '../../../src/core/plan/plan.ts';
import type { Skillset } from '../../../src/core/skillset/skillset.ts';
import { lookAtStudy, type StudyPlace } from '../../../src/core/study/lookAtStudy.ts';
import { fakePort, reply } from '../../support/fakePort.ts';
import { fakeStore } from '../../support/fakeStore.ts';
import { fakeTools } from '../../support/fakeTools.ts';
import { data, evaluate, study } from '../plan/studyOf.ts';
import { trainPlan } from '../training/plans.ts';

const SMALL = data({ parts: [{ k: 1, skills: 'all', topics: 'training', attempts: 3 }] });
const EVALUATION = evaluate({ splits: ['held-out'], k: [1], mixes: 2, generations: 1 });

/** A place with an empty store, and with who was asked for there. */
function place(overrides: PlanOverrides = {}): StudyPlace & { readonly named: string[] } {
  const named: string[] = [];
  const { clock, digest } = fakeTools();
  return {
    ...{ store: fakeStore(), clock, digest, priceOf: () => undefined, file: 'a.skillset.yaml', named },
    overridesOf: () => overrides,
    studentsNamed: (names) => {
      named.push(...names);
      return names.map((name) => ({ name, model: name, port: fakePort(() => reply('')).port, sampling: {} }));
    },
  };
}

async function look(skillset: Skillset, at = place()) {
  const looked = await lookAtStudy(at, skillset);
  return looked.kind === 'problem' ? looked : looked.facts;
}

test('a study of which nothing is stored is counted as a whole', async () => {
  const facts = await look(study({ data: SMALL, evaluate: EVALUATION }));
  expect(facts).toMatchObject({
    data: { texts: 3, settled: 0, kept: 0 },
    evaluate: { texts: 2, settled: 0 },
    ...{ runs: [], jobs: [], batches: [] },
  });
});

test('the tuned model is counted before there is one, and endpoints are left alone where they are not named', async () => {
  const at = place();
  const facts = await look(
    study({ data: SMALL, evaluate: EVALUATION, train: trainPlan({ base: 'org/model', target: 'lab' }) }),
    at,
  );
  expect(facts).toMatchObject({ evaluate: { texts: 4 }, train: { target: 'lab' } });
  expect(at.named).toEqual(['openai/gpt-4o']);
});

test('data that nobody writes, and an evaluation of nothing, are told as problems', async () => {
  expect(await look(study({ data: SMALL }), place({ students: [] }))).toMatchObject({
    kind: 'problem',
    message: expect.stringContaining('study.data.student'),
  });
  expect(await look(study({ evaluate: evaluate({ splits: [] }) }))).toMatchObject({ kind: 'problem' });
});
