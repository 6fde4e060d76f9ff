import { expect, onTestFinished, test } from 'vitest';
import { createWorkplace } from '../support/commandLine.ts';
import { countInput, countTokens } from '../support/providerServer/dialect.ts';
import { fakeReply } from '../support/providerServer/fakeReply.ts';
import { startProviderServer } from '../support/providerServer/providerServer.ts';
import { scaleStudy } from '../support/scaleStudy.ts';
import { tokensIn } from '../support/storedReplies.ts';

const FILE = 'a.skillset.yaml';
/** In tokens: what both processes together use in about half a minute. */
const LIMIT = 150_000;
const AT_ONCE = 2;
/** In milliseconds: so often a run looks at what others have used, and what a busy machine may add to that. */
const LOOK = 10_000 + 3_000;

interface Paid {
  readonly at: number;
  readonly tokens: number;
}

test('two processes that live at the same time pass the budget of their file by no more than what the other used since the last look, by the server’s own count', {
  timeout: 180_000,
}, async () => {
  const paid: Paid[] = [];
  const server = await startProviderServer({
    latency: 250,
    reply: (request) => {
      const text = fakeReply(request);
      paid.push({ at: performance.now(), tokens: countInput(request) + countTokens(text) });
      return text;
    },
  });
  onTestFinished(() => server.close());
  const workplace = await createWorkplace(server.url);
  onTestFinished(() => workplace.dispose());
  const study = { students: ['openai/fake-writer'], graders: ['openai/g'], rounds: 1, mixes: 900 };
  await workplace.write(FILE, scaleStudy({ ...study, attempts: 900 }));

  const options = ['--budget', `${LIMIT} tokens`, '--concurrency', `${AT_ONCE}`, '--format', 'json'];
  const both = await Promise.all(
    ['generate', 'evaluate'].map((command) => workplace.run(command, FILE, ...options)),
  );

  const used = total(paid);
  const late = Math.max(
    ...paid.map(({ at }) => total(paid.filter((one) => one.at >= at && one.at < at + LOOK))),
  );
  const own = both.map(({ out }) => {
    const { input, output } = JSON.parse(out).progress.spent;
    return input + output;
  });
  console.log(`shared budget: ${LIMIT} tokens, ${used} used, ${own.join(' and ')}; ${late} in ${LOOK} ms`);
  for (const { err } of both) expect(err).toMatch(/budget does not cover/u);
  expect(own.reduce((sum, tokens) => sum + tokens)).toBe(used);
  expect(await tokensIn(workplace)).toBe(used);
  expect(used).toBeGreaterThan(0.9 * LIMIT);
  expect(used).toBeLessThanOrEqual(LIMIT + late);
  // Each by itself would have used it all.
  expect(LIMIT + late).toBeLessThan(1.8 * LIMIT);
});

function total(paid: readonly Paid[]): number {
  return paid.reduce((sum, { tokens }) => sum + tokens, 0);
}
