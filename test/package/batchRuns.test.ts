import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { connect } from '../../src/adapters/store/connection.ts';
import { openStore } from '../../src/adapters/store/sqliteStore.ts';
import type { Ended, Workplace } from '../support/commandLine.ts';
import { calmReport, FILE, progressOf, type Scene, scene } from '../support/scaleScene.ts';
import { callsOf, type ScaleStudy } from '../support/scaleStudy.ts';
import { repliesIn, tokensIn } from '../support/storedReplies.ts';

const BATCH = ['evaluate', FILE, '--batch', '--format', 'json'];

function studyAt(endpoint: string): ScaleStudy {
  return { students: [`${endpoint}/fake-writer`], graders: [`${endpoint}/g`], rounds: 2, mixes: 12 };
}

/** The same command, each time in another process, until nothing waits any more; the codes and how it ended. */
async function untilDone({ run }: Workplace): Promise<{ readonly steps: Ended[]; readonly last: Ended }> {
  const steps: Ended[] = [];
  for (;;) {
    const last = await run(...BATCH);
    steps.push(last);
    if (!last.err.includes('under way')) return { steps, last };
    if (steps.length > 12) throw new Error(`It waits for ever: ${last.err}`);
  }
}

async function expectPaidOnce({ provider, workplace }: Scene, study: ScaleStudy): Promise<void> {
  const { paid } = await provider.counts();
  expect([paid, await repliesIn(workplace)]).toEqual([callsOf(study), callsOf(study)]);
}

describe.each(['openai', 'anthropic'])('batches by the command line at %s', (endpoint) => {
  const study = studyAt(endpoint);

  test('are submitted, collected and followed by the next ones, each in a process of its own', async () => {
    const there = await scene(study);
    const { steps, last } = await untilDone(there.workplace);
    expect(steps.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(steps[0]?.err).toMatch(/Submitted a batch of .*: 12 calls.*run the same command again/su);
    expect(last.err).toMatch(/Collected a batch of .*: 24 replies/u);
    expect(progressOf(last)).toMatchObject({ texts: { done: 12 }, gradings: { done: 24 } });
    await expectPaidOnce(there, study);
    expect((await there.provider.counts()).requests).toBe(0);
    expect(await there.workplace.report(FILE)).toEqual(await calmReport(study));
    const listed = await there.workplace.run('batches', FILE, '--format', 'json');
    expect(JSON.parse(listed.out).map(({ state, calls }: never) => [state, calls])).toEqual([
      ['collected', 12],
      ['collected', 12],
      ['collected', 24],
    ]);
  });

  test('that fail and expire in part are sent again for what is missing, until all is there', async () => {
    const there = await scene(study, '--batch-failing', '0.2', '--batch-expiring', '0.2');
    await there.workplace.run(...BATCH);
    await there.workplace.run(...BATCH);
    await there.provider.put('batches', {});
    const { last } = await untilDone(there.workplace);
    expect(last.code).toBe(0);
    await expectPaidOnce(there, study);
    expect(await there.workplace.report(FILE)).toEqual(await calmReport(study));
  });

  test('whose submission was answered by a cut connection are found again, and not sent twice', async () => {
    const there = await scene(study, '--batch-loses-reply');
    const cut = await there.workplace.run(...BATCH);
    expect(cut.err).toMatch(/Not submitted: /u);
    const { last } = await untilDone(there.workplace);
    expect(last.code).toBe(0);
    await expectPaidOnce(there, study);
    expect(await there.workplace.report(FILE)).toEqual(await calmReport(study));
  });

  test('that are under way are neither sent again, nor asked live, nor lost by a cancelling', async () => {
    const there = await scene(study, '--batch-delay', '600000');
    const { provider, workplace } = there;
    await workplace.run(...BATCH);
    const second = await workplace.run(...BATCH);
    expect(second.err).not.toContain('Submitted');
    const live = await workplace.run('evaluate', FILE, '--format', 'json');
    expect(live.code).toBe(1);
    expect(progressOf(live).texts).toMatchObject({ done: 0, failed: 0, left: 12 });
    expect((await provider.counts()).requests).toBe(0);
    const cancelled = await workplace.run('batches', FILE, '--cancel', '--format', 'json');
    expect(cancelled.code).toBe(0);
    expect(await runStatesIn(workplace)).toEqual(['cancelled', 'done']);
    await provider.put('batches', {});
    await workplace.run('batches', FILE, '--collect');
    expect(await workplace.run('evaluate', FILE)).toMatchObject({ code: 0 });
    await expectPaidOnce(there, study);
    expect(await workplace.report(FILE)).toEqual(await calmReport(study));
  });

  test('that the server gives up as a whole are told as lost, and their calls are sent again', async () => {
    const there = await scene(study);
    await there.provider.put('batches', { end: endpoint === 'openai' ? 'failed' : 'expired' });
    await there.workplace.run(...BATCH);
    const { provider, workplace } = there;
    await workplace.run(...BATCH);
    await provider.put('batches', {});
    expect((await untilDone(workplace)).last.code).toBe(0);
    await expectPaidOnce(there, study);
    expect(await workplace.report(FILE)).toEqual(await calmReport(study));
  });
});

test('a batch within a budget holds back what is not covered, and says so', async () => {
  const study = studyAt('openai');
  const { provider, workplace } = await scene(study);
  const first = await workplace.run(...BATCH, '--budget', '5000 tokens');
  expect(first.err).toMatch(/calls were not submitted: the budget does not cover them/u);
  for (let step = 0; step < 3; step += 1) await workplace.run(...BATCH, '--budget', '5000 tokens');
  const used = await tokensIn(workplace);
  expect(used).toBeGreaterThan(2_500);
  expect(used).toBeLessThan(5_500);
  expect((await untilDone(workplace)).last.code).toBe(0);
  await expectPaidOnce({ provider, workplace }, study);
});

test('a run that is killed while it submits or collects loses no batch, and pays none twice', async () => {
  const study = { ...studyAt('openai'), mixes: 30 };
  const there = await scene(study);
  for (let kill = 0; kill < 6; kill += 1) {
    const command = there.workplace.start(...BATCH);
    // Not by the clock from the start on: a machine that has more to do may not have come to the store by then.
    await storeThere(there.workplace);
    await sleep(200 + 120 * kill);
    command.kill('SIGKILL');
    await command.ended;
  }
  await letTimePass(there.workplace);
  expect((await untilDone(there.workplace)).last.code).toBe(0);
  await expectPaidOnce(there, study);
  expect(await there.workplace.report(FILE)).toEqual(await calmReport(study));
});

/** Waits until a process has come as far as to make the store. */
async function storeThere({ folder }: Workplace): Promise<void> {
  const names = (): Promise<string[]> => readdir(join(folder, '.skillmix')).catch(() => []);
  while (!(await names()).includes('skillmix.db')) await sleep(20);
}

/** How the runs stand, oldest first. */
async function runStatesIn({ folder }: Workplace): Promise<string[]> {
  const store = await openStore(join(folder, '.skillmix/skillmix.db'));
  const runs = await store.runs();
  await store.close();
  return runs.map(({ state }) => state);
}

/** As if the batches had been submitted half an hour before: until then one may be on its way. */
async function letTimePass({ folder }: Workplace): Promise<void> {
  const path = join(folder, '.skillmix/skillmix.db');
  // However early a process was killed, the tables are there then.
  await (await openStore(path)).close();
  const store = await connect(path);
  await store.run('UPDATE batches SET created_at = created_at - ?', [30 * 60_000]);
  await store.close();
}
