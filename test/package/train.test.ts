import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FILE, scene } from '../support/scaleScene.ts';

const STUDY = { students: ['openai/fake-writer'], graders: ['openai/g'], rounds: 1, mixes: 1, attempts: 6 };
const TRAIN = `  train:
    base: mistralai/Mistral-7B-Instruct-v0.2
    data: { k: 3, size: 4 }
    steps: 10
`;

async function written(train: string) {
  const { workplace } = await scene(STUDY);
  const path = join(workplace.folder, FILE);
  const text = await readFile(path, 'utf8');
  await writeFile(path, `${text.replace('    student:', '    keep: all\n    student:')}${train}`);
  expect((await workplace.run('generate', FILE)).code).toBe(0);
  return workplace;
}

test('train --dry-run shows what would be sent and run, and leaves nothing behind', async () => {
  const workplace = await written(TRAIN);
  const { code, out, err } = await workplace.run('train', FILE, '--on', 'local', '--dry-run');
  expect({ code, err }).toMatchObject({ code: 0 });
  expect(err).toContain('k = 3: 6 attempts, 6 kept, 4 to train on');
  expect(out).toContain('Data: 4 rows; each is seen 160.0 times.');
  expect(out).toContain('Model: 7.24 billion weights');
  expect(out).toMatch(/Run: python start_training\.py training\.json -- trl sft --config sft\.yaml/u);
  expect(out).toContain('model_name_or_path: mistralai/Mistral-7B-Instruct-v0.2');
  expect(await readdir(join(workplace.folder, '.skillmix'))).not.toContain('training');
  expect((await workplace.run('jobs')).out).not.toContain('train-');
});

test('train starts nothing where the engine is not there, and says how it is made', async () => {
  const workplace = await written(TRAIN);
  const { code, err } = await workplace.run('train', FILE, '--on', 'local');
  expect(code).toBe(1);
  expect(err).toContain('skillmix targets setup local --engine trl');
});

test('train says what is missing in the study, and where it cannot go', async () => {
  const workplace = await written(TRAIN.replace('    steps: 10', '    chatTemplate: chatmll'));
  expect(await workplace.run('train', FILE)).toMatchObject({
    code: 2,
    err: expect.stringContaining('Name a target with --on'),
  });
  expect(await workplace.run('train', FILE, '--on', 'moon')).toMatchObject({
    code: 2,
    err: expect.stringContaining('There is no target "moon"'),
  });
  expect(await workplace.run('train', FILE, '--on', 'local', '--dry-run')).toMatchObject({
    code: 2,
    err: expect.stringContaining('There is no chat template "chatmll"'),
  });
});
