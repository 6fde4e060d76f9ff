import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTrainingLog } from '../../src/core/training/readTrainingLog.ts';
import { engineEnvironment, engineObstacle } from '../support/engines/environment.ts';
import {
  createTrainingFolder,
  evidenceOf,
  runTask,
  type TrainingFolder,
} from '../support/engines/trainingFolder.ts';
import { OWN_TEMPLATES } from '../unit/training/ownTemplates.ts';

const obstacle = engineObstacle('axolotl');

describe.skipIf(obstacle !== undefined)(`axolotl on the processor${obstacle ? `: ${obstacle}` : ''}`, () => {
  let environment: string;
  let training: TrainingFolder;

  beforeAll(async () => {
    environment = await engineEnvironment('axolotl');
    training = await createTrainingFolder(environment, OWN_TEMPLATES['mistral-instruct']);
  }, 1_800_000);

  afterAll(() => training.dispose());

  it('learns the answers alone, is not done when it is ended, and goes on where it was', async () => {
    const plan = { engine: 'axolotl', steps: 40, saveEvery: 2 } as const;
    const spec = await training.spec(plan, { kind: 'own' });
    const folder = await training.lay('job', spec);
    const task = runTask(spec, folder, environment);
    const end = Date.now() + 400_000;
    while ((readTrainingLog(spec, task.log()).done ?? 0) < 5) {
      if (Date.now() > end) throw new Error(`It did not come so far:\n${task.log().slice(-4000)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    process.kill(-(task.process.pid ?? 0), 'SIGTERM');
    const first = await task.ended;
    expect(first.log).toContain('labels checked: 24 conversations');
    expect(first.code).not.toBe(0);
    expect(await evidenceOf(spec, folder)).toBeUndefined();

    const shorter = await training.spec({ ...plan, steps: 8 }, { kind: 'own' });
    const again = await runTask(shorter, await training.lay('job', shorter), environment).ended;
    expect(again.code).toBe(0);
    const from = Number(/^skillmix: goes on from step (?<step>\d+)$/mu.exec(again.log)?.groups?.step);
    expect(from).toBeGreaterThanOrEqual(4);
    const { steps } = readTrainingLog(shorter, again.log);
    expect(steps.map(({ step }) => step)).toEqual(
      Array.from({ length: 8 - from }, (_, index) => from + 1 + index),
    );
    expect(await evidenceOf(shorter, folder)).toBe(8);
    const state = JSON.parse(await readFile(join(folder, 'output/checkpoint-8/trainer_state.json'), 'utf8'));
    expect(state.log_history.at(-1).loss).toBeCloseTo(steps.at(-1)?.loss ?? 0, 2);
  }, 900_000);
});
