import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createWorkplace, type Ended, type Workplace } from '../support/commandLine.ts';
import { makeFakeEngines } from '../support/fakeEngines.ts';
import { type ProviderProcess, startProviderProcess } from '../support/providerProcess.ts';

const FILE = 'a.skillset.yaml';
/** The grader has no need of a model; the student of the data is a fake one that writes the same text each time. */
const STUDY = `skillset: 1
title: A whole study
skills:
  - { name: question, category: c, definition: d, example: e, check: '\\w' }
  - { name: contrast, category: c, definition: d, example: e, check: '\\bbut\\b|\\w' }
  - { name: rare, category: r, definition: d, example: e, check: '\\bbut\\b' }
topics: [{ name: Chess, aliases: [sewing, text, device, trade, the, a] }]
splits:
  training: { categories: [c] }
  held-out: { skills: [rare] }
study:
  seed: 3
  data: { student: openai/fake-writer, keep: all, parts: [{ k: 1, split: training, attempts: 2 }] }
  train: { base: org/model, target: box, steps: 2, batch: 1, perDevice: 1, chatTemplate: chatml }
  evaluate: { splits: [held-out], k: 1, mixes: 1, generations: 4, unseen: false }
  grade: { graders: [rule], rounds: 1 }
`;

async function scene(): Promise<{
  workplace: Workplace;
  provider: ProviderProcess;
  asked: () => Promise<string[]>;
  /** What is run as `python` to train. */
  engine: string;
  /** What answers shards. */
  answering: string;
}> {
  const provider = await startProviderProcess();
  onTestFinished(() => provider.stop());
  const workplace = await createWorkplace(provider.url);
  onTestFinished(() => workplace.dispose());
  const environment = join(workplace.folder, 'env');
  const log = join(workplace.folder, 'asked.txt');
  await makeFakeEngines(environment, log);
  await workplace.write(
    'targets.yaml',
    JSON.stringify({ box: { kind: 'local', folder: join(workplace.folder, 'box'), environment } }),
  );
  await workplace.write(FILE, STUDY);
  const asked = async () =>
    (await readFile(log, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
  return {
    workplace,
    provider,
    asked,
    engine: join(environment, 'bin/python'),
    answering: join(environment, 'bin/vllm'),
  };
}

const WORDS = ['study', FILE, '--targets', 'targets.yaml'];

/** The same command, each time in another process, until all is done. */
async function untilDone({ run }: Workplace, ...more: readonly string[]): Promise<Ended> {
  for (let times = 0; times < 40; times += 1) {
    const ended = await run(...WORDS, ...more);
    if (!ended.err.includes('Run the same command again to go on with')) return ended;
    await delay(300);
  }
  throw new Error('It waits for ever.');
}

async function expectWhole({ workplace, asked }: Awaited<ReturnType<typeof scene>>): Promise<void> {
  const lines = await asked();
  expect(lines.filter((line) => line === 'train')).toHaveLength(1);
  const requests = lines.filter((line) => line !== 'train');
  // Two models, four texts, two turns.
  expect(requests).toHaveLength(16);
  expect(new Set(requests).size).toBe(16);
  expect(await workplace.report(FILE)).toMatchObject({
    cells: expect.arrayContaining([
      expect.objectContaining({ student: 'box/org/model', split: 'held-out', samples: 4 }),
      expect.objectContaining({ student: expect.stringMatching(/^box\/org\/model\+train-/u), samples: 4 }),
    ]),
  });
}

test('a study is done by one command again and again: data, training, both models, grades and the report', async () => {
  const there = await scene();
  const first = await there.workplace.run(...WORDS);
  expect(first.err).toContain('data');
  const last = await untilDone(there.workplace);
  expect(last.code).toBe(0);
  expect(last.out).toContain('box/org/model+train-');
  const status = await there.workplace.run(...WORDS, '--status', '--format', 'json');
  expect(JSON.parse(status.out).stages.map(({ name, state }: never) => `${name} ${state}`)).toEqual([
    'data done',
    'train done',
    'evaluate done',
    'grade done',
    'report done',
  ]);
  await expectWhole(there);
  const { paid } = await there.provider.counts();
  await there.workplace.run(...WORDS);
  expect((await there.provider.counts()).paid).toBe(paid);
  await expectWhole(there);
});

test('a study in batches asks providers nothing else, also for gradings of what a target wrote', async () => {
  const there = await scene();
  const { workplace, provider } = there;
  await workplace.write(FILE, STUDY.replace('graders: [rule]', 'graders: [openai/fake-writer]'));
  expect((await untilDone(workplace, '--batch')).code).toBe(0);
  await expectWhole(there);
  // Two texts of the data in two turns, and a grading of each text of data and evaluation.
  expect(await provider.counts()).toMatchObject({ requests: 0, paid: 2 * 2 + 2 + 2 * 4 });
});

test('gradings that are out in batches are gone on with by the same command without --batch', async () => {
  const there = await scene();
  const { workplace, provider } = there;
  await workplace.write(FILE, STUDY.replace('graders: [rule]', 'graders: [openai/fake-writer]'));
  const isGrading = async () =>
    /evaluate +done[\s\S]*grade +waiting/u.test((await workplace.run(...WORDS, '--status')).out);
  for (let times = 0; times < 40 && !(await isGrading()); times += 1)
    await workplace.run(...WORDS, '--batch');
  expect((await untilDone(workplace)).code).toBe(0);
  await expectWhole(there);
  expect(await provider.counts()).toMatchObject({ requests: 0 });
});

test('a study whose process is killed between its stages goes on, and nothing is asked twice', async () => {
  const there = await scene();
  for (const moment of [/data +open/u, /train +open/u, /train +waiting/u, /evaluate +waiting/u]) {
    const command = there.workplace.start(...WORDS);
    const seen = async () => {
      while (!moment.test(command.said)) await delay(5);
    };
    await Promise.race([seen(), command.ended, delay(20_000)]);
    command.kill('SIGKILL');
    await command.ended;
  }
  expect((await untilDone(there.workplace)).code).toBe(0);
  await expectWhole(there);
});

// The moments are those of an idle machine; on a busy one they fall earlier in the study.
test.each([[[200, 500, 900, 1400, 700, 1100]], [[1500, 980, 1030, 1000]]])(
  'a study whose process is killed at any moment (ms: %j) goes on, and nothing is asked twice',
  async (moments) => {
    const there = await scene();
    for (const moment of moments) {
      const command = there.workplace.start(...WORDS);
      await Promise.race([command.ended, delay(moment)]);
      command.kill('SIGKILL');
      await command.ended;
    }
    expect((await untilDone(there.workplace)).code).toBe(0);
    await expectWhole(there);
  },
);

test('a training that failed is gone on with as the same job, and one that is done is not done again unasked', async () => {
  const { workplace, asked, engine } = await scene();
  expect((await workplace.run('generate', FILE)).code).toBe(0);
  const train = (...words: string[]) =>
    workplace.run('train', FILE, '--targets', 'targets.yaml', '--wait', ...words);
  const jobs = async () => JSON.parse((await workplace.run('jobs', 'list', '--format', 'json')).out);
  const text = await readFile(engine, 'utf8');
  await writeFile(engine, text.replace('setTimeout(', 'process.exit(3);\nsetTimeout('));
  expect((await train()).code).toBe(1);
  await writeFile(engine, text);
  const second = await train();
  expect(second).toMatchObject({
    code: 0,
    err: expect.stringMatching(/It goes on with train-\S+, which is failed/u),
  });
  expect(await train()).toMatchObject({
    code: 0,
    out: expect.stringContaining('has done this very training'),
  });
  expect(await asked()).toHaveLength(2);
  expect((await train('--again')).code).toBe(0);
  expect(await asked()).toHaveLength(3);
  expect(await jobs()).toMatchObject([
    { starts: 2, state: 'done' },
    { starts: 1, state: 'done' },
  ]);
});

test('an evaluation whose requests fail on the target has failed, and says how many', async () => {
  const { workplace, answering } = await scene();
  expect((await workplace.run('generate', FILE)).code).toBe(0);
  const on = ['--targets', 'targets.yaml', '--wait'];
  expect((await workplace.run('train', FILE, ...on)).code).toBe(0);
  const text = await readFile(answering, 'utf8');
  await writeFile(answering, text.replace('status_code: 200', 'status_code: 400'));
  const ended = await workplace.run('evaluate', FILE, '--on', 'box', '--format', 'json', ...on);
  expect(ended.code).toBe(1);
  expect(JSON.parse(ended.out)).toMatchObject({ progress: { texts: { done: 0, failed: 8 } } });
});
