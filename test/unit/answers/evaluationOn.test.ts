import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../src/adapters/system/sha256.ts';
import {
  type EvaluatedModel,
  isStudentOnTarget,
  isTargetIdentity,
  studentName,
  targetIdentity,
} from '../../../src/core/answers/evaluatedModel.ts';
import { answersInJobs, evaluationOn, serverPortOf } from '../../../src/core/answers/evaluationOn.ts';
import { isRunOnTarget } from '../../../src/core/answers/runOnTarget.ts';
import type { JobId } from '../../../src/core/jobs/job.ts';
import type { Target } from '../../../src/core/jobs/target.ts';
import type { TargetPort } from '../../../src/core/jobs/targetPort.ts';
import { planRecord } from '../../../src/core/plan/planRecord.ts';
import type { StudyPlan } from '../../../src/core/skillset/study.ts';
import { evaluate, study } from '../plan/studyOf.ts';
import { trainPlan } from '../training/plans.ts';

const BASE: EvaluatedModel = { kind: 'base', base: 'org/model' };
const TUNED: EvaluatedModel = {
  ...{ kind: 'tuned', base: 'org/model', job: 'train-1' as JobId },
  ...{ checkpoint: 'abc', folder: '/jobs/1' },
};
const nothingThere: TargetPort['readFile'] = async (_id, path) => ({
  kind: 'failure',
  failure: { kind: 'not-there', message: `${path} is not there.` },
});

function planned(changes: StudyPlan, target: Target = { kind: 'local' }) {
  const port = { name: 'lab', target, readFile: nothingThere };
  const asked = { port, jobs: [], overrides: {}, digest: sha256 };
  return evaluationOn(study(changes), asked, new AbortController().signal);
}

const train = trainPlan({ base: 'org/model' });

describe('what is evaluated on a target', () => {
  test('is nothing where the study trains nothing', async () => {
    expect(await planned({})).toMatchObject({
      kind: 'unasked',
      message: expect.stringContaining('add "train:"'),
    });
  });

  test('is not begun without the tuned model that it asks for', async () => {
    expect(await planned({ train })).toEqual({
      kind: 'untrained',
      message: 'The tuned model cannot be evaluated. Nothing was trained on "lab" yet.',
    });
  });

  test('is the base alone where that is asked for, under the name of the target', async () => {
    const found = await planned({ train, evaluate: evaluate({ models: ['base'] }) });
    expect(found).toMatchObject({
      kind: 'planned',
      evaluation: { models: [BASE], plan: { students: ['lab/org/model'] }, gpus: 1, oneAtATime: true },
    });
  });

  test('is answered side by side where a scheduler finds room', async () => {
    const asked = { train, evaluate: evaluate({ models: ['base'] }) } as const;
    expect(await planned(asked, { kind: 'slurm', gpus: 4 })).toMatchObject({
      evaluation: { gpus: 4, oneAtATime: false, shardSize: 200 },
    });
  });

  test('is not served without a key where others reach the server', async () => {
    const asked = { train, evaluate: evaluate({ models: ['base'], engine: 'transformers' }) } as const;
    expect(await planned(asked, { kind: 'slurm' })).toMatchObject({
      kind: 'unasked',
      message: expect.stringContaining('vllm run-batch'),
    });
    expect(await planned(asked, { kind: 'ssh', host: 'lab' })).toMatchObject({ kind: 'planned' });
  });
});

test('a run is told to go on where its students answered', async () => {
  const found = await planned({ train, evaluate: evaluate({ models: ['base'] }) });
  if (found.kind !== 'planned') throw new Error(found.message);
  const plan = planRecord(found.evaluation.plan);
  const isLab = (name: string): boolean => name === 'lab';
  expect(isRunOnTarget({ kind: 'evaluate', plan }, 'org/model', isLab)).toBe(true);
  expect(isRunOnTarget({ kind: 'evaluate', plan }, 'org/other', isLab)).toBe(false);
  expect(isRunOnTarget({ kind: 'grade', plan: {} }, 'org/model', isLab)).toBe(false);
  const served = { ...plan, students: ['ollama/org/model'] };
  expect(isRunOnTarget({ kind: 'evaluate', plan: served }, 'org/model', isLab)).toBe(false);
  expect(isRunOnTarget({ kind: 'evaluate', plan: served }, 'org/model', () => true)).toBe(true);
});

test('only whole weights are answered for in jobs, and only by vLLM', () => {
  expect(answersInJobs({ engine: 'vllm' }, TUNED)).toBe(true);
  expect(answersInJobs({ engine: 'vllm' }, { ...TUNED, adapter: { rank: 8 } })).toBe(false);
  expect(answersInJobs({ engine: 'transformers' }, BASE)).toBe(false);
});

test('a server has the same port each time, and another model another one', () => {
  expect(serverPortOf('org/model', sha256)).toBe(serverPortOf('org/model', sha256));
  expect(serverPortOf('org/model', sha256)).not.toBe(serverPortOf('org/model+train-1.abc', sha256));
});

test('students and endpoints on targets are told from others', () => {
  for (const model of [BASE, TUNED])
    expect(isStudentOnTarget(studentName('lab', model), 'org/model')).toBe(true);
  for (const name of ['openai/gpt-4o', 'lab/org/model2', 'org/model'])
    expect(isStudentOnTarget(name, 'org/model')).toBe(false);
  expect(isTargetIdentity(targetIdentity('lab'))).toBe(true);
  expect(isTargetIdentity({ name: 'lab', kind: 'openai', address: 'http://127.0.0.1:8000/v1' })).toBe(false);
});
