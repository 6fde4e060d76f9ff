import { expect, test } from 'vitest';
import { createRandom, type Random } from '../../src/core/mixes/random.ts';
import type { Ended } from '../support/commandLine.ts';
import type { ProviderProcess } from '../support/providerProcess.ts';
import { FILE, scene } from '../support/scaleScene.ts';
import { BOTH_GRADERS, callsOf } from '../support/scaleStudy.ts';
import { repliesIn } from '../support/storedReplies.ts';

/** Larger by `npm run soak`. */
const MIXES = Number(process.env.SKILLMIX_SOAK_MIXES ?? 30);
const KILLS = Number(process.env.SKILLMIX_SOAK_KILLS ?? 6);
/** Calls under way at a time at each endpoint. */
const AT_ONCE = 12;
/** At both endpoints: calls under way, and replies on their way to the disk. */
const LOST_AT_MOST = 2 * 2 * AT_ONCE;

const STUDY = { students: ['openai/fake-writer'], graders: BOTH_GRADERS, rounds: 3, mixes: MIXES };
const CALLS = callsOf(STUDY);
const BAD_DAYS = ['--bad-share', '0.2', '--bad-seed', '3', '--latency', '15'];
const EVALUATE = ['evaluate', FILE, '--concurrency', `${AT_ONCE}`, '--retry-unreadable', '--format', 'json'];

test(`a process that is killed ${KILLS} times during ${CALLS} calls to a server on a bad day ends with the report of an undisturbed run, and pays twice only what was under way at a kill`, {
  timeout: 1_200_000,
}, async () => {
  const calm = await scene(STUDY);
  expect(await calm.workplace.run(...EVALUATE)).toMatchObject({ code: 0 });
  const calmCounts = await calm.provider.counts();
  expect(calmCounts).toMatchObject({ requests: CALLS, paid: CALLS });
  const wanted = await calm.workplace.report(FILE);

  const { provider, workplace } = await scene(STUDY, ...BAD_DAYS);
  const random = createRandom('kills', 1);
  let kills = 0;
  let starts = 0;
  for (let last: Ended | undefined; last === undefined || !isThrough(last); ) {
    starts += 1;
    const command = workplace.start(...EVALUATE);
    if (kills < KILLS) {
      await Promise.race([command.ended, momentOfKill(provider, random)]);
      command.kill('SIGKILL');
    }
    last = await command.ended;
    if (last.code === undefined) kills += 1;
    expect(last.err).not.toContain('Warning');
  }
  const { requests, paid, distinctPaid } = await provider.counts();
  const stored = await repliesIn(workplace);
  console.log(
    `soak: ${CALLS} calls, ${kills} kills, ${starts} starts, ${requests} requests, ${paid} paid, ${stored} stored, ${paid - stored} paid and lost, ${stored - CALLS} unusable and asked anew`,
  );
  expect(kills).toBe(KILLS);
  expect(await workplace.report(FILE)).toEqual(wanted);
  expect(distinctPaid).toBe(calmCounts.distinctPaid);
  expect(paid - stored).toBeLessThanOrEqual(kills * LOST_AT_MOST);

  const again = await workplace.run(...EVALUATE);
  expect(JSON.parse(again.out)).toMatchObject({ progress: { spent: { calls: 0 } } });
  expect((await provider.counts()).requests).toBe(requests);
});

/** Nothing is left to ask. */
function isThrough({ code, out }: Ended): boolean {
  if (code !== 0) return false;
  const { texts, gradings } = JSON.parse(out).progress;
  return texts.unreadable + gradings.unreadable === 0;
}

/** One in four falls while the process starts, the others after a random part of the calls. */
async function momentOfKill(provider: ProviderProcess, random: Random): Promise<void> {
  if (random.below(4) === 0) return pause(random.below(400));
  const { requests } = await provider.counts();
  const until = requests + random.below(Math.ceil((1.6 * CALLS) / KILLS));
  while ((await provider.counts()).requests < until) await pause(10);
  return pause(random.below(40));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
