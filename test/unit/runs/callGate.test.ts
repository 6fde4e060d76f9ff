import { expect, test } from 'vitest';
import {
  type BudgetedCall,
  type BudgetOptions,
  createBudget,
  NO_BUDGET,
} from '../../../src/core/runs/budget.ts';
import { createGate } from '../../../src/core/runs/callGate.ts';
import { createLimiter } from '../../../src/core/runs/limiter.ts';
import { createPause } from '../../../src/core/runs/pause.ts';
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
  const pause = createPause(signal);
  const gate = createGate({ limiter, pause, budget: createBudget(budget) });
  return { pause, gate, send: (work: () => Promise<ModelOutcome>) => gate.send(CALL, work) };
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
  const { pause, send } = gateOf(2);
  const sent: number[] = [];
  pause.pause();
  const calls = [1, 2, 3].map((number) =>
    send(async () => {
      sent.push(number);
      return reply('Hi');
    }),
  );
  await new Promise((resolve) => setImmediate(resolve));
  expect(sent).toEqual([]);
  pause.resume();
  await Promise.all(calls);
  expect(sent).toEqual([1, 2, 3]);
});
