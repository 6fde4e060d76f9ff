import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/adapters/system/sha256.ts';
import { mixIdOf } from '../../../src/core/mixes/mixId.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';
import { tasksOf } from '../../../src/core/plan/tasksOf.ts';
import { sampleIdOf } from '../../../src/core/runs/generateSample.ts';
import type { RunId } from '../../../src/core/runs/records.ts';
import { fakePort, reply } from '../../support/fakePort.ts';
import { data, planned, study } from './studyOf.ts';

const student = {
  name: 'fake/m',
  model: 'm',
  port: fakePort(() => reply('x')).port,
  sampling: { temperature: 2 },
};
const context = { runId: 'r' as RunId, file: 'a.skillset.yaml', student, digest: sha256 };
const tasks = (plan: Plan) => [...tasksOf(plan, context)];
const idsOf = (plan: Plan) => tasks(plan).map((task) => sampleIdOf({ digest: sha256 }, task));

describe('the tasks of a plan', () => {
  it('are one for each text, with all that a sample keeps of the plan', () => {
    const plan = planned(study(), 'evaluate', { k: [2], splits: ['held-out'], temperature: 0.5 });
    const all = tasks(plan);
    expect(all).toHaveLength(300);
    const [mix] = plan.parts[0]?.mixes ?? [];
    expect(all[1]).toEqual({
      runId: 'r',
      file: 'a.skillset.yaml',
      mix: { id: mix && mixIdOf(mix, sha256), ...mix, split: 'held-out', seed: 10 },
      student: { ...student, sampling: { temperature: 0.5 } },
      generation: 2,
      purpose: 'evaluate',
    });
  });

  it('are all for different samples', () => {
    for (const what of ['data', 'evaluate'] as const) {
      const ids = idsOf(planned(study(), what));
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('count on where a mix is drawn again, so that no text stands for two', () => {
    const parts = [{ k: 1, skills: 'training', topics: 'training', attempts: 3000 }];
    const ids = idsOf(planned(study({ data: data({ parts: [...parts, ...parts], repeats: true }) }), 'data'));
    expect(new Set(ids).size).toBe(6000);
  });

  it('come one by one', () => {
    const plan = planned(study(), 'data');
    const generator = tasksOf(plan, context);
    expect(generator.next().value?.generation).toBe(1);
    expect(generator.next().done).toBe(false);
  });
});
