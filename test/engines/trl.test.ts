import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../scripts/support/command.mjs';
import { CHAT_TEMPLATES } from '../../src/core/training/chatTemplates.ts';
import { readTrainingLog } from '../../src/core/training/readTrainingLog.ts';
import { engineEnvironment, engineObstacle } from '../support/engines/environment.ts';
import {
  createTrainingFolder,
  evidenceOf,
  runTask,
  type TrainingFolder,
} from '../support/engines/trainingFolder.ts';
import { OWN_TEMPLATES } from '../unit/training/ownTemplates.ts';

const obstacle = engineObstacle('trl');
const SHOW_LABELS = join(import.meta.dirname, '../support/engines/show_labels.py');

function given(name: keyof typeof CHAT_TEMPLATES) {
  return { kind: 'given', name, text: CHAT_TEMPLATES[name] } as const;
}

describe.skipIf(obstacle !== undefined)(`trl sft on the processor${obstacle ? `: ${obstacle}` : ''}`, () => {
  let environment: string;
  const folders = new Map<keyof typeof OWN_TEMPLATES, TrainingFolder>();

  function folderOf(name: keyof typeof OWN_TEMPLATES): TrainingFolder {
    const folder = folders.get(name);
    if (folder === undefined) throw new Error(`There is no model with the template ${name}.`);
    return folder;
  }

  beforeAll(async () => {
    environment = await engineEnvironment('trl');
    for (const name of ['mistral-instruct', 'llama-2-chat'] as const)
      folders.set(name, await createTrainingFolder(environment, OWN_TEMPLATES[name]));
  }, 1_800_000);

  afterAll(async () => {
    for (const folder of folders.values()) await folder.dispose();
  });

  it.each(['mistral-instruct', 'llama-2-chat'] as const)(
    'learns the two answers with their ends and nothing else, token by token: %s',
    async (name) => {
      const training = folderOf(name);
      const folder = await training.lay('labels', await training.spec({}, given(name)));
      await run(join(environment, 'bin/python'), [SHOW_LABELS, 'training.json'], {
        cwd: folder,
        env: { HF_HUB_OFFLINE: '1', CUDA_VISIBLE_DEVICES: '' },
      });
      const rows: [string, boolean][][] = JSON.parse(await readFile(join(folder, 'labels.json'), 'utf8'));
      expect(rows).toHaveLength(training.conversations.length);
      const end = name === 'llama-2-chat' ? '▁</s>' : '</s>';
      for (const [index, row] of rows.entries()) {
        const answers = training.conversations[index]?.filter(({ role }) => role === 'assistant') ?? [];
        expect(learntRuns(row)).toEqual(
          answers.map(({ content }) => `▁${content.replaceAll(' ', '▁')}${end}`),
        );
      }
    },
  );

  it('trains to its last step, with figures in its log that are those of its own state', async () => {
    const training = folderOf('mistral-instruct');
    const spec = await training.spec({}, given('mistral-instruct'));
    const folder = await training.lay('whole', spec);
    const { code, log } = await runTask(spec, folder, environment).ended;
    expect(log).toMatch(/^skillmix: labels checked: 24 conversations, .*nothing else; 0 cut .* 0 left out/mu);
    expect(code).toBe(0);
    expect(await evidenceOf(spec, folder)).toBe(6);
    expect(await readdir(join(folder, 'output'))).toContain('model.safetensors');
    const read = readTrainingLog(spec, log);
    expect(read).toMatchObject({ done: 6, total: 6 });
    expect(read.problem).toBeUndefined();
    const state = JSON.parse(await readFile(join(folder, 'output/checkpoint-6/trainer_state.json'), 'utf8'));
    const logged: { step: number; loss: number; learning_rate: number }[] = state.log_history.slice(0, 6);
    expect(read.steps.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
    for (const [index, { step, loss, learning_rate: rate }] of logged.entries()) {
      expect(read.steps[index]?.step).toBe(step);
      expect(read.steps[index]?.loss).toBeCloseTo(loss, 2);
      expect(read.steps[index]?.learningRate).toBeCloseTo(rate, 8);
    }
    expect(logged.map(({ learning_rate: rate }) => rate)).toEqual([0, 1e-5, 2e-5, 2e-5, 2e-5, 2e-5]);
  });

  it('is not done when it is ended, and goes on from its last saved state when it is started again', async () => {
    const training = folderOf('llama-2-chat');
    const spec = await training.spec({ steps: 400, saveEvery: 5 }, given('llama-2-chat'));
    const folder = await training.lay('ended', spec);
    const task = runTask(spec, folder, environment);
    await reaches(task.log, () => (readTrainingLog(spec, task.log()).done ?? 0) >= 12);
    process.kill(-(task.process.pid ?? 0), 'SIGTERM');
    const { code } = await task.ended;
    expect(code).not.toBe(0);
    expect(await evidenceOf(spec, folder)).toBeUndefined();
    const shorter = await training.spec({ steps: 40, saveEvery: 5 }, given('llama-2-chat'));
    await training.lay('ended', shorter);
    // One that was cut while it was written.
    await training.lay('ended/output/checkpoint-39', {
      ...shorter,
      files: [{ path: 'model.safetensors', content: 'cut' }],
    });
    const again = await runTask(shorter, folder, environment).ended;
    expect(again.code).toBe(0);
    expect(again.log).toContain('removes output/checkpoint-39');
    const from = Number(/^skillmix: goes on from step (?<step>\d+)$/mu.exec(again.log)?.groups?.step);
    expect(from).toBeGreaterThanOrEqual(10);
    const { steps } = readTrainingLog(shorter, again.log);
    expect(steps.map(({ step }) => step)).toEqual(
      Array.from({ length: 40 - from }, (_, index) => from + 1 + index),
    );
    expect(await evidenceOf(shorter, folder)).toBe(40);
  });

  it('does not begin where the loss would be on more than the answers', async () => {
    const training = folderOf('mistral-instruct');
    const spec = await training.spec({}, given('mistral-instruct'));
    const folder = await training.lay('careless', spec);
    const config = await readFile(join(folder, 'sft.yaml'), 'utf8');
    await writeFile(
      join(folder, 'sft.yaml'),
      config.replace('assistant_only_loss: true', 'assistant_only_loss: false'),
    );
    const { code, log } = await runTask(spec, folder, environment).ended;
    expect(code).toBe(1);
    expect(readTrainingLog(spec, log).problem).toContain('rows would be learnt wrongly');
    expect(await readdir(folder)).not.toContain('output');
  });

  it('does not begin where the template is not that of the model', async () => {
    const training = folderOf('mistral-instruct');
    const spec = await training.spec({}, given('llama-2-chat'));
    const { code, log } = await runTask(spec, await training.lay('other', spec), environment).ended;
    expect(code).toBe(1);
    expect(log).toContain("its tokens are not those of the model's own chat template");
  });

  it('trains an adapter by the model’s own template, each answer in a row of its own', async () => {
    const training = folderOf('llama-2-chat');
    const method = { kind: 'lora', rank: 4, alpha: 8, dropout: 0.1 } as const;
    const spec = await training.spec({ method, precision: 'bfloat16' }, { kind: 'own' });
    const folder = await training.lay('adapter', spec);
    const { code, log } = await runTask(spec, folder, environment).ended;
    expect(log).toContain('labels checked: 48 conversations');
    expect(code).toBe(0);
    expect(await evidenceOf(spec, folder)).toBe(6);
    expect(await readdir(join(folder, 'output'))).toContain('adapter_model.safetensors');
  });
});

/** The tokens that are learnt, run by run, with those of single bytes as the characters they make. */
function learntRuns(row: readonly (readonly [string, boolean])[]): string[] {
  const runs: string[][] = [];
  let isLearnt = false;
  for (const [token, learnt] of row) {
    if (learnt && !isLearnt) runs.push([]);
    if (learnt) runs.at(-1)?.push(token);
    isLearnt = learnt;
  }
  return runs.map((tokens) => withoutBytes(tokens.join('')));
}

function withoutBytes(text: string): string {
  return text.replace(/(?:<0x[0-9A-F]{2}>)+/gu, (bytes) =>
    Buffer.from(bytes.replaceAll(/<0x|>/gu, ''), 'hex').toString('utf8'),
  );
}

async function reaches(log: () => string, isThere: () => boolean): Promise<void> {
  const end = Date.now() + 300_000;
  while (!isThere()) {
    if (Date.now() > end) throw new Error(`It did not come so far:\n${log().slice(-4000)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
