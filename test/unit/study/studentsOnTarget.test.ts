import { describe, expect, test } from 'vitest';
import { planRecord } from '../../../src/core/plan/planRecord.ts';
import type { Run } from '../../../src/core/runs/records.ts';
import { studentsOnTarget } from '../../../src/core/study/studentsOnTarget.ts';
import { job, run } from '../../support/studyFacts.ts';
import { evaluate, planned, study } from '../plan/studyOf.ts';
import { trainPlan } from '../training/plans.ts';

const STUDY = study({ train: trainPlan({ base: 'org/model', target: 'lab' }), evaluate: evaluate() });

/** A run that evaluates these students. */
function evaluation(students: readonly string[], startedAt: number): Run {
  return run('evaluate', 'waiting', {
    plan: planRecord(planned(STUDY, 'evaluate', { students })),
    startedAt,
  });
}

function namesOf(options: Parameters<typeof studentsOnTarget>[1]): { names: string[]; unknown: number } {
  const { students, unknown } = studentsOnTarget(STUDY, options);
  return { names: students.map(({ name }) => name), unknown };
}

describe('who is evaluated on a target, as the store tells it', () => {
  test('is the base alone, until the training is done and something names what it made', () => {
    const base = { names: ['lab/org/model'], unknown: 1 };
    expect(namesOf({ jobs: [], runs: [] })).toEqual(base);
    expect(namesOf({ jobs: [job('train', 'done')], runs: [] })).toEqual(base);
    const runs = [evaluation(['lab/org/model', 'lab/org/model+train-1.abc'], 2)];
    expect(namesOf({ jobs: [job('train', 'running')], runs })).toEqual(base);
  });

  test('is what the newest evaluation names of the newest training', () => {
    const runs = [
      evaluation(['lab/org/model+train-1.old'], 1),
      evaluation(['lab/org/model', 'lab/org/model+train-1.new'], 3),
      evaluation(['lab/org/model+train-0.other'], 4),
    ];
    expect(namesOf({ jobs: [job('train', 'done')], runs })).toEqual({
      names: ['lab/org/model', 'lab/org/model+train-1.new'],
      unknown: 0,
    });
  });

  test('answers under its model on the target, which no endpoint is taken for', () => {
    const [base] = studentsOnTarget(STUDY, { jobs: [], runs: [] }).students;
    expect(base).toMatchObject({ model: 'org/model', port: { identity: { address: 'target:lab' } } });
  });

  test('is another on another target, and nobody where nothing is trained', () => {
    expect(namesOf({ jobs: [], runs: [], on: 'box' }).names).toEqual(['box/org/model']);
    expect(studentsOnTarget(study({ evaluate: evaluate() }), { jobs: [], runs: [] })).toEqual({
      students: [],
      unknown: 0,
    });
  });
});
