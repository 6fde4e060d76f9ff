import { expect, test } from 'vitest';
import {
  type BudgetedCall,
  type BudgetOptions,
  createBudget,
  NO_BUDGET,
} from '../../../src/core/runs/budget.ts';
import { createGate } from '../../../src/core/runs/callGate.ts';
import { createLimiter } from '../../../src/core/runs/limiter.ts';
import type { ModelOutcome } from '../../../src/core/runs/ports.ts';
import { failure, reply } from '../../support/fakePort.ts';
import { virtualClock } from '../../support/virtualClock.ts';

const CALL: BudgetedCall = {
  endpoint: { name: 'fake', kind: 'openai', address: 'localhost/v1' },
  request: { model: 'm', messages: [{ role: 'user', content: 'Write.' }] },
  purpose: 'generate',
};

function gateOf(most: number, budget: BudgetOptions = NO_BUDGET) {
  const { signal } = new AbortController();
  const limiter = createLimiter(virtualClock(), { most, signal });
  const closing = {
    isClosed: false,
    close: () => {
      closing.isClosed = true;
    },
  };
  const gate = createGate({ limiter, closing, budget: createBudget(budget) });
  return { limiter, gate, closing, send: (work: () => Promise<ModelOutcome>) => gate.send(CALL, work) };
}

test('an endpoint that only fails is given up, so that a long run does not ask a dead server to its end', async () => {
  const { gate, send } = gateOf(1);
  let sent = 0;
  for (let call = 0; call < 1_000; call += 1) {
    await send(async () => {
      sent += 1;
      return failure('network');
    });
  }
  expect(gate.stoppedBy?.kind).toBe('network');
  expect(sent).toBe(50);
});

test('one reply among many failures is hope enough', async () => {
  const { gate, send } = gateOf(1);
  for (let call = 0; call < 500; call += 1)
    await send(async () => (call % 40 === 0 ? reply('Hi') : failure('server')));
  expect(gate.stoppedBy).toBeUndefined();
});

test('a server that is only busy is waited for', async () => {
  const { gate, send } = gateOf(1);
  for (let call = 0; call < 500; call += 1) await send(async () => failure('rate-limit'));
  expect(gate.stoppedBy).toBeUndefined();
});

test('nothing is sent once the gate is shut', async () => {
  const { send } = gateOf(2);
  await send(async () => failure('bad-key'));
  expect(await send(async () => reply('paid'))).toMatchObject({
    kind: 'failure',
    failure: { kind: 'cancelled' },
  });
});

test('while paused nothing is sent, and afterwards everything', async () => {
  const { limiter, send } = gateOf(2);
  const sent: number[] = [];
  limiter.pause();
  const calls = [1, 2, 3].map((number) =>
    send(async () => {
      sent.push(number);
      return reply('Hi');
    }),
  );
  await new Promise((resolve) => setImmediate(resolve));
  expect(sent).toEqual([]);
  limiter.resume();
  await Promise.all(calls);
  expect(sent).toEqual([1, 2, 3]);
});

test('a pause also holds calls that had been waiting for their turn', async () => {
  const { limiter, send } = gateOf(1);
  const sent: number[] = [];
  let reply1 = (): void => undefined;
  const calls = [1, 2, 3].map((number) =>
    send(async () => {
      sent.push(number);
      if (number === 1) await new Promise<void>((resolve) => (reply1 = resolve));
      return reply('Hi');
    }),
  );
  await new Promise((resolve) => setImmediate(resolve));
  limiter.pause();
  reply1();
  await calls[0];
  await new Promise((resolve) => setImmediate(resolve));
  expect(sent).toEqual([1]);
  limiter.resume();
  await Promise.all(calls);
  expect(sent).toEqual([1, 2, 3]);
});

test('what is set aside for a call is guessed when its turn has come, from the replies that are there by then', async () => {
  const { send } = gateOf(1, {
    limit: { tokens: 10_000 },
    before: { money: 0, tokens: 0, usualReply: () => 10 },
    priceOf: () => undefined,
  });
  let used = 0;
  await Promise.all(
    Array.from({ length: 100 }, () =>
      send(async () => {
        used += 1_000;
        return {
          kind: 'reply',
          reply: { text: 'y', finish: 'stop', raw: null, usage: { input: 0, output: 1_000 } },
        };
      }),
    ),
  );
  expect(used).toBe(10_000);
});

test('a closed gate sends nothing, not even what was waiting for its turn', async () => {
  const { gate, closing, send } = gateOf(1);
  let sent = 0;
  const calls = Array.from({ length: 5 }, () =>
    send(async () => {
      sent += 1;
      closing.close();
      return reply('Hi');
    }),
  );
  await Promise.all(calls);
  expect(sent).toBe(1);
  expect(gate.isShut).toBe(true);
});

test('a reply that cannot be kept makes no room for another call', async () => {
  const { gate, send } = gateOf(2);
  let sent = 0;
  const failing: (() => void)[] = [];
  const calls = Array.from({ length: 20 }, () =>
    send(async () => {
      sent += 1;
      gate.keeping(new Promise((_, reject) => failing.push(() => reject(new Error('The disk is full.')))));
      return reply('Hi');
    }),
  );
  await new Promise((resolve) => setImmediate(resolve));
  expect(sent).toBe(4);
  for (const fail of failing) fail();
  await Promise.all(calls);
  expect(sent).toBe(4);
});
