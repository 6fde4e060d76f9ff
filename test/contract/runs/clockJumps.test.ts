import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../../src/adapters/store/sqliteStore.ts';
import { sha256 } from '../../../src/adapters/system/sha256.ts';
import { systemClock } from '../../../src/adapters/system/systemClock.ts';
import type { GenerationTask } from '../../../src/core/runs/generateSample.ts';
import type { ModelGrader } from '../../../src/core/runs/gradeSample.ts';
import type { ClockPort } from '../../../src/core/runs/ports.ts';
import { mixOf, mixRecord, skill } from '../../support/mixes.ts';
import { startProviderServer } from '../../support/providerServer/providerServer.ts';
import { RUN, wholeRun } from '../../support/runs.ts';
import { portTo } from '../models/ask.ts';

const HOUR = 3_600_000;
const MIXES = 40;

/** The machine's clock, set forward or back by an hour at every few looks at it; durations stay what they are. */
function jumpingClock(): ClockPort & { readonly jumps: number } {
  let looks = 0;
  return {
    get jumps() {
      return Math.floor(looks / 25);
    },
    now() {
      looks += 1;
      return Date.now() + ([0, HOUR, 0, -HOUR][Math.floor(looks / 25) % 4] ?? 0);
    },
    sleep: systemClock.sleep,
  };
}

test('a clock that jumps by an hour, forth and back, neither stops a run nor lets it pay twice', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'skillmix-clock-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  // More than one minute allows, and now and then in trouble: there are waits of every kind.
  const limits = { requestsPerMinute: 150 };
  const server = await startProviderServer({ limits, badDays: { share: 0.1, seed: 4 }, latency: 10 });
  onTestFinished(() => server.close());
  const clock = jumpingClock();
  const store = await openStore(join(folder, 'store.db'), { now: clock.now });
  onTestFinished(() => store.close());
  await store.saveRun(RUN);

  const port = portTo(server, 'openai');
  const student = { name: 'lab/writer', model: 'writer', port, sampling: {} };
  const grader: ModelGrader = { kind: 'model', name: 'lab/grader', model: 'grader', port };
  const texts = Array.from({ length: MIXES }, (_, index): GenerationTask => {
    const mix = mixRecord(mixOf([skill('litotes'), skill('zeugma')], `Topic ${index}`));
    return { runId: RUN.id, file: RUN.file, mix, student, generation: 1 };
  });
  const tools = { store, clock, digest: sha256, random: Math.random, takesSchema: new Map() };
  const work = { texts, textCount: MIXES, graders: [grader], rounds: 2 };
  const { state, progress } = await wholeRun(tools, work, { concurrency: 10 });

  expect(clock.jumps).toBeGreaterThan(8);
  expect(state).toBe('done');
  expect(progress.texts).toMatchObject({ failed: 0, left: 0, running: 0 });
  expect(progress.gradings).toMatchObject({ failed: 0, left: 0, running: 0 });
  const stored = (await store.spent({})).reduce((sum, { calls }) => sum + calls, 0);
  expect([progress.spent.calls, stored]).toEqual([server.paid, server.paid]);
  const [run] = await store.runs(RUN.file);
  expect(run?.isGone).not.toBe(true);
});
