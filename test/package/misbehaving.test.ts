import { describe, expect, test } from 'vitest';
import { calmReport, FILE, progressOf, scene } from '../support/scaleScene.ts';
import { BOTH_GRADERS, callsOf } from '../support/scaleStudy.ts';
import { repliesIn } from '../support/storedReplies.ts';

const EVALUATE = ['evaluate', FILE, '--format', 'json'];

describe.each(['openai', 'anthropic'])('a server on a bad day that speaks the protocol of %s', (endpoint) => {
  const study = { students: [`${endpoint}/fake-writer`], graders: [`${endpoint}/g`], rounds: 2, mixes: 25 };

  test('is asked until every text and grading is there or told, and nothing is paid twice', async () => {
    const { provider, workplace } = await scene(study, '--bad-share', '0.2', '--bad-seed', '5');
    const first = await workplace.run(...EVALUATE);
    const { texts, gradings, retried, spent } = progressOf(first);
    const { requests, paid } = await provider.counts();
    expect(first.code).toBe(0);
    expect(texts.done + texts.unreadable).toBe(25);
    expect(gradings.done + gradings.unreadable).toBe(2 * texts.done);
    expect(texts.unreadable + gradings.unreadable).toBeGreaterThan(0);
    expect(first.err).toMatch(/unreadable/u);
    expect(retried).toBe(requests - paid);
    expect(retried).toBeGreaterThan(5);
    expect([spent.calls, await repliesIn(workplace)]).toEqual([paid, paid]);

    await provider.put('bad-days', null);
    const second = await workplace.run(...EVALUATE, '--retry-unreadable');
    expect(progressOf(second)).toMatchObject({ texts: { done: 25, unreadable: 0 }, gradings: { done: 50 } });
    expect(await workplace.report(FILE)).toEqual(await calmReport(study));
  });
});

test('a server that refuses the key ends the run at once, which says why and fails', async () => {
  const study = { students: ['openai/fake-writer'], graders: BOTH_GRADERS, rounds: 1, mixes: 20 };
  const { provider, workplace } = await scene(study, '--key', 'another');
  const refused = await workplace.run(...EVALUATE);
  expect(refused.code).toBe(1);
  expect(refused.err).toMatch(/openai\/fake-writer was asked no more: .*key/u);
  expect(progressOf(refused).texts.left).toBeGreaterThan(0);
  expect((await provider.counts()).paid).toBe(0);
});

/** Scaled so that what a full minute allows is used up within seconds. */
test.each([
  ['requests in a minute', 60, ['--requests-per-minute', '215']],
  ['tokens in a minute', 60, ['--tokens-per-minute', '118000']],
  ['replies at a time', 25, ['--at-once', '5']],
])('of the server’s limit on %s few requests find out by being refused', async (_what, mixes, server) => {
  const study = { students: ['openai/fake-writer'], graders: ['openai/g'], rounds: 2, mixes };
  const { provider, workplace } = await scene(study, '--latency', '30', ...server);
  const ended = await workplace.run(...EVALUATE, '--concurrency', 'auto');
  const { requests, paid } = await provider.counts();
  expect(ended.code).toBe(0);
  expect(paid).toBe(callsOf(study));
  expect((requests - paid) / requests).toBeLessThan(0.2);
});

test('two processes that begin the same study on one store at the same time pay each call once, and both end well', async () => {
  const study = { students: ['openai/fake-writer'], graders: BOTH_GRADERS, rounds: 2, mixes: 30 };
  const { provider, workplace } = await scene(study, '--latency', '20');
  const both = await Promise.all([workplace.run(...EVALUATE), workplace.run(...EVALUATE)]);
  for (const { code, out } of both) {
    expect(code).toBe(0);
    expect(JSON.parse(out).progress).toMatchObject({ texts: { done: 30 }, gradings: { done: 120 } });
  }
  const spent = both.map((ended) => progressOf(ended).spent.calls);
  const { paid } = await provider.counts();
  expect(paid).toBe(callsOf(study));
  expect(spent[0] + spent[1]).toBe(paid);
  expect(await workplace.report(FILE)).toEqual(await calmReport(study));
});

describe('a disk that fills ends the run with a clear error; with room again it goes on, and nothing saved is paid again', () => {
  const study = { students: ['openai/fake-writer'], graders: BOTH_GRADERS, rounds: 3, mixes: 40 };
  const AT_ONCE = 8;
  const RUN = [...EVALUATE, '--concurrency', `${AT_ONCE}`];
  /** At each of two endpoints those under way, and those that wait for the disk. */
  const LOST_AT_MOST = 2 * 2 * AT_ONCE;

  test('by a file that may not grow', async () => {
    const { provider, workplace } = await scene(study);
    // In blocks of 512 bytes.
    const full = await workplace.startByShell('ulimit -f 1200; exec "$0" "$@"', ...RUN).ended;
    expect(full.code).toBe(1);
    expect(full.err).toMatch(/^skillmix: .*skillmix\.db cannot be written.* room.* run again/mu);
    const { paid } = await provider.counts();
    const stored = await repliesIn(workplace);
    expect(stored).toBeGreaterThan(20);
    expect(paid).toBeLessThan(callsOf(study));
    expect(paid - stored).toBeLessThanOrEqual(LOST_AT_MOST);

    expect(await workplace.run(...RUN)).toMatchObject({ code: 0 });
    expect((await provider.counts()).paid - paid).toBe(callsOf(study) - stored);
    expect(await workplace.report(FILE)).toEqual(await calmReport(study));
  });

  test('by a small file system', async ({ skip }) => {
    const { provider, workplace } = await scene(study);
    const obstacle = await workplace.startByShell(`unshare -rm mount -t tmpfs tmpfs .`).ended;
    if (obstacle.code !== 0) skip(`no file system can be mounted here: ${obstacle.err.trim()}`);
    // The file system is gone with the shell that mounts it.
    const inside = `mount -t tmpfs -o size=900k tmpfs .skillmix; "$0" "$@"; echo "first: $?" >&2
      cp -r .skillmix first; mount -o remount,size=64m .skillmix; "$0" "$@"; echo "second: $?" >&2
      cp -r .skillmix second`;
    const script = `mkdir .skillmix; unshare -rm sh -c '${inside}' "$0" "$@"; rmdir .skillmix; mv second .skillmix`;
    const { err } = await workplace.startByShell(script, ...RUN).ended;
    expect(err).toMatch(/^skillmix: The disk is full: .*run again/mu);
    expect(err).toMatch(/^first: 1$/mu);
    expect(err).toMatch(/^second: 0$/mu);
    const [first, second] = [await repliesIn(workplace, 'first'), await repliesIn(workplace)];
    expect(first).toBeGreaterThan(20);
    expect(second).toBe(callsOf(study));
    expect((await provider.counts()).paid - second).toBeLessThanOrEqual(LOST_AT_MOST);
    expect(await workplace.report(FILE)).toEqual(await calmReport(study));
  });
});
