import { expect, test } from 'vitest';
import { createGate } from '../../../src/core/runs/callGate.ts';
import { createSlots } from '../../../src/core/runs/slots.ts';
import { failure, reply } from '../../support/fakePort.ts';

test('an endpoint that only fails is given up, so that a long run does not ask a dead server to its end', async () => {
  const gate = createGate(createSlots(1));
  let sent = 0;
  for (let call = 0; call < 1_000; call += 1) {
    await gate.send(async () => {
      sent += 1;
      return failure('network');
    });
  }
  expect(gate.stoppedBy?.kind).toBe('network');
  expect(sent).toBe(50);
});

test('one reply among many failures is hope enough', async () => {
  const gate = createGate(createSlots(1));
  for (let call = 0; call < 500; call += 1)
    await gate.send(async () => (call % 40 === 0 ? reply('Hi') : failure('server')));
  expect(gate.stoppedBy).toBeUndefined();
});

test('a server that is only busy is waited for', async () => {
  const gate = createGate(createSlots(1));
  for (let call = 0; call < 500; call += 1) await gate.send(async () => failure('rate-limit'));
  expect(gate.stoppedBy).toBeUndefined();
});

test('nothing is sent once the gate is shut', async () => {
  const gate = createGate(createSlots(2));
  await gate.send(async () => failure('bad-key'));
  expect(await gate.send(async () => reply('paid'))).toMatchObject({
    kind: 'failure',
    failure: { kind: 'cancelled' },
  });
});
