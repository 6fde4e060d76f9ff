import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect } from '../../src/adapters/store/connection.ts';
import type { ProviderProcess } from '../support/providerProcess.ts';
import { FILE, progressOf, scene } from '../support/scaleScene.ts';
import { callsOf } from '../support/scaleStudy.ts';

const ONE = { students: ['openai/fake-writer'], graders: ['openai/g'], rounds: 1, mixes: 20 };
const JSON_OUT = ['--format', 'json'];

test('the data of a study are written and graded, told as JSON, and then cost nothing', async () => {
  const { provider, workplace } = await scene({ ...ONE, attempts: 15 });
  const first = await workplace.run('generate', FILE, ...JSON_OUT);
  expect(first.code).toBe(0);
  expect(JSON.parse(first.out)).toMatchObject({
    plan: { purpose: 'data', parts: [{ k: 3, split: 'all', mixes: 15, generations: 1 }] },
    ...{ cached: 0, unreadable: 0, failed: 0, notAsked: 0, cancelled: false, stoppedBy: null },
    progress: { texts: { done: 15 }, gradings: { done: 15 }, spent: { calls: 45 } },
  });
  expect(first.err).toContain('Texts: 15 of 15');
  const again = await workplace.run('generate', FILE, ...JSON_OUT);
  expect(JSON.parse(again.out)).toMatchObject({ cached: 15, progress: { spent: { calls: 0 } } });
  expect((await provider.counts()).requests).toBe(45);
});

test('two students of an evaluation write for the same mixes, each at its own endpoint', async () => {
  const study = { ...ONE, students: ['openai/one', 'anthropic/two'] };
  const { workplace } = await scene(study);
  const ended = await workplace.run('evaluate', FILE, ...JSON_OUT);
  expect(progressOf(ended)).toMatchObject({
    texts: { done: 40 },
    gradings: { done: 40 },
    spent: { calls: callsOf(study) },
    endpoints: [{ name: 'openai' }, { name: 'anthropic' }],
  });
  const report = JSON.parse((await workplace.run('report', FILE, ...JSON_OUT)).out);
  expect(report.cells).toMatchObject([
    { student: 'anthropic/two', split: 'all', k: 2, samples: 20 },
    { student: 'openai/one', split: 'all', k: 2, samples: 20 },
  ]);
});

test('an interrupt ends a run in good order, and the same command goes on', async () => {
  const { provider, workplace } = await scene(ONE, '--latency', '150');
  const command = workplace.start('evaluate', FILE, '--concurrency', '2', ...JSON_OUT);
  await untilAsked(provider, 6);
  command.kill('SIGINT');
  const { code, out, err } = await command.ended;
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ cancelled: true, progress: { texts: { running: 0 } } });
  expect(err).toContain('run the same command again to go on');
  const { paid } = await provider.counts();
  expect(paid).toBeGreaterThan(0);
  const rest = await workplace.run('evaluate', FILE, ...JSON_OUT);
  expect(progressOf(rest)).toMatchObject({ texts: { done: 20 }, gradings: { done: 20 } });
  expect(progressOf(rest).spent.calls).toBe(callsOf(ONE) - progressOf({ code, out, err }).spent.calls);
});

test('a second interrupt ends the process at once', async () => {
  const { provider, workplace } = await scene(ONE);
  await provider.answer(Array(8).fill({ kind: 'hang' }));
  const command = workplace.start('evaluate', FILE);
  await untilAsked(provider, 8);
  // What has to be written in the end waits for this lock.
  const lock = await connect(join(workplace.folder, '.skillmix/skillmix.db'));
  await lock.exec('BEGIN IMMEDIATE');
  command.kill('SIGINT');
  const isOver = await Promise.race([command.ended.then(() => true), pause(500).then(() => false)]);
  expect(isOver).toBe(false);
  command.kill('SIGINT');
  expect((await command.ended).code).toBeUndefined();
  await lock.close();
  expect((await workplace.run('evaluate', FILE)).code).toBe(0);
  expect((await provider.counts()).paid).toBe(callsOf(ONE));
});

test('where nobody watches, nothing is drawn over, and the end is told', async () => {
  const { workplace } = await scene({ ...ONE, mixes: 45 });
  const { code, err } = await workplace.run('evaluate', FILE);
  expect(code).toBe(0);
  expect(err).not.toContain('\r');
  expect(err.trim().split('\n').slice(-3)).toEqual([
    'Texts: 45 of 45.',
    'Gradings: 45 of 45.',
    expect.stringMatching(/^Spent: .* tokens/u),
  ]);
});

const GENEROUS = { ...ONE, rounds: 2, mixes: 40 };

test('a budget in tokens is kept, tells how to go on, and with a higher one it goes on', async () => {
  const { provider, workplace } = await scene(GENEROUS);
  const args = ['evaluate', FILE, '--concurrency', '6', ...JSON_OUT];
  const short = await workplace.run(...args, '--budget', '40000 tokens');
  const { spent, texts } = progressOf(short);
  const { paid } = await provider.counts();
  expect(short.code).toBe(1);
  expect(short.err).toMatch(/^Stopped: The budget does not cover another call: allow more/mu);
  expect(JSON.parse(short.out).stoppedBy).toMatchObject({ kind: 'budget' });
  expect(texts.left).toBeGreaterThan(0);
  expect(spent.calls).toBe(paid);
  const largest = (spent.input + spent.output) / paid;
  expect(spent.input + spent.output).toBeLessThanOrEqual(40_000 + 6 * largest);
  expect(spent.input + spent.output).toBeGreaterThan(30_000);

  const same = await workplace.run(...args, '--budget', '40000 tokens');
  expect(same.code).toBe(1);
  expect(progressOf(same).spent.calls).toBeLessThan(4);
  const more = await workplace.run(...args, '--budget', '1000000 tokens');
  expect(more.code).toBe(0);
  expect((await provider.counts()).paid).toBe(callsOf(GENEROUS));
});

test('a budget in money counts by the prices given, and without a price nothing is begun', async () => {
  const { provider, workplace } = await scene(GENEROUS);
  const args = ['evaluate', FILE, '--budget', '1 USD', ...JSON_OUT];
  const unpriced = await workplace.run(...args);
  expect(unpriced.code).toBe(2);
  expect(unpriced.err).toMatch(/price of openai\/fake-writer, openai\/g is not known.*--prices.*tokens/su);
  expect((await provider.counts()).requests).toBe(0);

  await workplace.write('prices.json', JSON.stringify({ 'openai/*': { input: 10, output: 40 } }));
  const short = await workplace.run(...args, '--concurrency', '6', '--prices', 'prices.json');
  const { spent } = progressOf(short);
  const { paid } = await provider.counts();
  expect(short.code).toBe(1);
  expect(spent.money).toBeCloseTo((spent.input * 10 + spent.output * 40) / 1e6, 6);
  expect(spent.money).toBeLessThanOrEqual(1 + (6 * spent.money) / paid);
  expect(spent.money).toBeGreaterThan(0.7);

  await workplace.write('prices.json', JSON.stringify({ 'openai/*': { input: 0, output: 0 } }));
  expect((await workplace.run(...args, '--prices', 'prices.json')).code).toBe(0);
});

async function untilAsked(provider: ProviderProcess, requests: number): Promise<void> {
  while ((await provider.counts()).requests < requests) await pause(10);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
