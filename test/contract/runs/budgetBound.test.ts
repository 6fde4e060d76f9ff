import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../../src/adapters/store/sqliteStore.ts';
import { sha256 } from '../../../src/adapters/system/sha256.ts';
import { systemClock } from '../../../src/adapters/system/systemClock.ts';
import type { GenerationTask } from '../../../src/core/runs/generateSample.ts';
import { mixOf, mixRecord, skill } from '../../support/mixes.ts';
import { countInput, countTokens } from '../../support/providerServer/dialect.ts';
import { startProviderServer } from '../../support/providerServer/providerServer.ts';
import { RUN, wholeRun } from '../../support/runs.ts';
import { portTo } from '../models/ask.ts';

/** In tokens: far longer than what a first reply is taken for. */
const LONG = 4_000;
const REPLY = `Answer: ${'word '.repeat((LONG * 4) / 5)}\nExplanation: so.`;
const LIMIT = 200_000;

test.each([1, 8, 40])(
  'a budget is passed by no more than the %i calls under way, by the server’s own count, however long replies are',
  async (concurrency) => {
    const folder = await mkdtemp(join(tmpdir(), 'skillmix-budget-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    let used = 0;
    let longest = 0;
    const server = await startProviderServer({
      latency: 5,
      reply: (request) => {
        const tokens = countInput(request) + countTokens(REPLY);
        used += tokens;
        longest = Math.max(longest, tokens);
        return REPLY;
      },
    });
    onTestFinished(() => server.close());
    const store = await openStore(join(folder, 'store.db'));
    onTestFinished(() => store.close());
    await store.saveRun(RUN);
    const student = { name: 'lab/m', model: 'm', port: portTo(server, 'openai'), sampling: {} };
    const texts = Array.from({ length: 200 }, (_, index): GenerationTask => {
      const mix = mixRecord(mixOf([skill('litotes')], `Topic ${index}`));
      return { runId: RUN.id, file: RUN.file, mix, student, generation: 1 };
    });
    const takesSchema = new Map<string, boolean>();
    const tools = { store, clock: systemClock, digest: sha256, random: Math.random, takesSchema };
    const before = { money: 0, tokens: 0 };
    const budget = { limit: { tokens: LIMIT }, before, priceOf: () => undefined };
    const { state, progress } = await wholeRun(tools, { texts, textCount: 200 }, { concurrency, budget });
    expect(state).toBe('stopped');
    expect(progress.spent.input + progress.spent.output).toBe(used);
    expect(used).toBeLessThanOrEqual(LIMIT + concurrency * longest);
    expect(used).toBeGreaterThan(LIMIT - concurrency * longest);
  },
);
