import { expect, test } from 'vitest';
import {
  type BudgetedCall,
  type BudgetLimit,
  createBudget,
  type TokenPrice,
} from '../../../src/core/runs/budget.ts';
import type { ModelOutcome, Usage } from '../../../src/core/runs/ports.ts';
import { failure } from '../../support/fakePort.ts';

/** 400 characters: taken for 100 tokens before there is a reply to learn from. */
const CALL: BudgetedCall = {
  endpoint: { name: 'fake', kind: 'openai', address: 'api.example.org/v1' },
  request: { model: 'm', messages: [{ role: 'user', content: 'x'.repeat(400) }], maxTokens: 100 },
  purpose: 'generate',
};
/** A million tokens cost a million: one token is one dollar, in or out. */
const DOLLAR: TokenPrice = { input: 1_000_000, output: 1_000_000 };

const budgetOf = (
  limit: BudgetLimit,
  price: TokenPrice | undefined = DOLLAR,
  before = { money: 0, tokens: 0 },
) => createBudget({ limit, before, priceOf: () => price });

const replyOf = (usage?: Usage): ModelOutcome => ({
  kind: 'reply',
  reply: { text: 'y'.repeat(40), finish: 'stop', raw: null, ...(usage === undefined ? {} : { usage }) },
});

test('calls are sent until what is left does not cover another', async () => {
  const budget = budgetOf({ money: 1_000 });
  let sent = 0;
  for (let call = 0; call < 20; call += 1) {
    await budget.send(CALL, async () => {
      sent += 1;
      return replyOf({ input: 100, output: 100 });
    });
  }
  expect(sent).toBe(5);
  expect(budget.spent).toMatchObject({ money: 1_000, calls: 5, unpriced: 0, estimated: 0 });
  expect(budget.isExhausted).toBe(true);
});

test('calls under way at the same time cannot pass the limit together', async () => {
  const budget = budgetOf({ money: 1_000 });
  let sent = 0;
  await Promise.all(
    Array.from({ length: 50 }, () =>
      budget.send(CALL, async () => {
        sent += 1;
        await Promise.resolve();
        return replyOf({ input: 100, output: 100 });
      }),
    ),
  );
  expect(sent).toBe(5);
});

test('what cheap replies leave over is spent as well', async () => {
  const budget = budgetOf({ tokens: 1_000 });
  let sent = 0;
  await Promise.all(
    Array.from({ length: 50 }, () =>
      budget.send(CALL, async () => {
        sent += 1;
        await Promise.resolve();
        return replyOf({ input: 10, output: 10 });
      }),
    ),
  );
  expect(sent).toBe(50);
  expect(budget.spent).toMatchObject({ input: 500, output: 500 });
});

test('it is passed by no more than what the calls under way take beyond the guess', async () => {
  const budget = budgetOf({ tokens: 1_000 });
  const used: number[] = [];
  await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      budget.send(CALL, async () => {
        await Promise.resolve();
        const output = 100 + (index % 7) * 40;
        used.push(100 + output);
        return replyOf({ input: 100, output });
      }),
    ),
  );
  const { input, output } = budget.spent;
  expect(input + output).toBeLessThanOrEqual(1_000 + 5 * 240);
  expect(used.length).toBeLessThan(7);
});

test('what earlier runs of the study spent counts', async () => {
  const budget = budgetOf({ money: 1_000 }, DOLLAR, { money: 900, tokens: 0 });
  expect(await budget.send(CALL, async () => replyOf())).toBeUndefined();
});

test('failures cost nothing, and give back what was set aside', async () => {
  const budget = budgetOf({ money: 200 });
  for (let call = 0; call < 5; call += 1)
    expect(await budget.send(CALL, async () => failure('server'))).toMatchObject({ kind: 'failure' });
  expect(await budget.send(CALL, async () => replyOf({ input: 100, output: 100 }))).toMatchObject({
    kind: 'reply',
  });
});

test('a reply without usage is estimated from its characters, and counted as such', async () => {
  const budget = budgetOf({});
  await budget.send(CALL, async () => replyOf());
  expect(budget.spent).toMatchObject({ input: 100, output: 10, estimated: 1 });
});

test('a call of unknown price is counted as such, and adds nothing to the money', async () => {
  const budget = createBudget({ limit: {}, before: { money: 0, tokens: 0 }, priceOf: () => undefined });
  await budget.send(CALL, async () => replyOf({ input: 1, output: 1 }));
  expect(budget.spent).toMatchObject({ money: 0, unpriced: 1, calls: 1 });
});
