import { expect, test } from 'vitest';
import { ask } from '../../../src/core/runs/ask.ts';
import { failure, fakePort, reply } from '../../support/fakePort.ts';
import { fakeStore, fakeStoreData } from '../../support/fakeStore.ts';
import { fakeTools } from '../../support/fakeTools.ts';

const request = { model: 'm', messages: [{ role: 'user', content: 'Hello' }] } as const;
const signal = new AbortController().signal;

test('a call that was answered is never sent again', async () => {
  const tools = fakeTools();
  const { port, sent } = fakePort(() => reply('Hi'));
  const question = { port, request, purpose: 'generate', attempt: 'generation 1 turn 1' } as const;
  const first = await ask(tools, question, { signal });
  const second = await ask(tools, question, { signal });
  expect(sent).toHaveLength(1);
  expect(first).toMatchObject({ kind: 'reply', cached: false });
  expect(second).toMatchObject({ kind: 'reply', cached: true, reply: { text: 'Hi' } });
});

test('another attempt at the same request is a call of its own', async () => {
  const tools = fakeTools();
  const { port, sent } = fakePort((_request, number) => reply(`Hi ${number}`));
  await ask(tools, { port, request, purpose: 'generate', attempt: 'generation 1' }, { signal });
  const second = await ask(
    tools,
    { port, request, purpose: 'generate', attempt: 'generation 2' },
    { signal },
  );
  expect(sent).toHaveLength(2);
  expect(second).toMatchObject({ cached: false, reply: { text: 'Hi 2' } });
});

test('the reply is in the store before it is returned', async () => {
  const tools = fakeTools();
  const { port } = fakePort(() => reply('Hi'));
  const answered = await ask(tools, { port, request, purpose: 'grade', attempt: 'round 1' }, { signal });
  const call = await tools.store.findCall(answered.key);
  expect(call).toMatchObject({
    purpose: 'grade',
    request,
    outcome: { kind: 'reply', reply: { text: 'Hi' } },
    tries: 1,
  });
});

test('a failure that passes is tried again, and how often is kept', async () => {
  const tools = fakeTools();
  const { port } = fakePort((_request, number) => (number < 3 ? failure('overloaded') : reply('Hi')));
  const answered = await ask(tools, { port, request, purpose: 'generate', attempt: '1' }, { signal });
  expect(answered.kind).toBe('reply');
  expect(tools.slept).toHaveLength(2);
  expect(await tools.store.findCall(answered.key)).toMatchObject({ tries: 3 });
});

test('a failure that does not pass is kept and can be asked again later', async () => {
  const tools = fakeTools();
  const { port, sent } = fakePort((_request, number) => (number === 1 ? failure('bad-key') : reply('Hi')));
  const question = { port, request, purpose: 'generate', attempt: '1' } as const;
  const first = await ask(tools, question, { signal });
  expect(first).toMatchObject({ kind: 'failure', failure: { kind: 'bad-key' } });
  expect(await tools.store.findCall(first.key)).toMatchObject({ outcome: { kind: 'failure' } });
  expect(await ask(tools, question, { signal })).toMatchObject({ kind: 'reply', cached: false });
  expect(sent).toHaveLength(2);
});

test('what another process is asking is waited for, not asked twice', async () => {
  const data = fakeStoreData();
  const here = fakeTools(fakeStore({ data, owner: 'here' }));
  const there = fakeTools(fakeStore({ data, owner: 'there' }));
  let letGo: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const slow = fakePort(async () => {
    await gate;
    return reply('Hi');
  });
  const other = fakePort(() => reply('paid twice'));
  const first = ask(there, { port: slow.port, request, purpose: 'generate', attempt: '1' }, { signal });
  const waiting = {
    ...here,
    clock: {
      ...here.clock,
      sleep: async () => {
        letGo();
        await first;
      },
    },
  };
  const second = await ask(
    waiting,
    { port: other.port, request, purpose: 'generate', attempt: '1' },
    { signal },
  );
  expect(second).toMatchObject({ kind: 'reply', cached: true, reply: { text: 'Hi' } });
  expect(other.sent).toHaveLength(0);
});

test('a cancelled call leaves nothing behind and can be asked again', async () => {
  const tools = fakeTools();
  const stop = new AbortController();
  const { port } = fakePort((_request, number) => {
    if (number === 1) stop.abort();
    return reply('Hi');
  });
  const question = { port, request, purpose: 'generate', attempt: '1' } as const;
  const cancelled = await ask(tools, question, { signal: stop.signal });
  expect(cancelled).toMatchObject({ kind: 'failure', failure: { kind: 'cancelled' } });
  expect(await tools.store.findCall(cancelled.key)).toBeUndefined();
  expect(await ask(tools, question, { signal })).toMatchObject({ kind: 'reply', cached: false });
});

test('who watches sees the whole text so far', async () => {
  const tools = fakeTools();
  const { port } = fakePort(() => reply('Hi there'));
  const seen: unknown[] = [];
  await ask(
    tools,
    { port, request, purpose: 'generate', attempt: '1' },
    { signal, watch: (event) => seen.push(event) },
  );
  expect(seen).toEqual([{ kind: 'text', text: 'Hi there' }]);
});

test('a call whose reply could not be kept can be asked again by the same process', async () => {
  const data = fakeStoreData();
  const store = fakeStore({ data });
  let isFull = true;
  const tools = fakeTools({
    ...store,
    saveCall: async (call) => {
      if (isFull) throw new Error('The disk is full.');
      await store.saveCall(call);
    },
  });
  const { port, sent } = fakePort(() => reply('Hi'));
  const question = { port, request, purpose: 'generate', attempt: '1' } as const;
  await expect(ask(tools, question, { signal })).rejects.toThrow('The disk is full.');
  isFull = false;
  expect(data.claims.size).toBe(0);
  expect(await ask(tools, question, { signal })).toMatchObject({ kind: 'reply' });
  expect(sent).toHaveLength(2);
});

test('a call that ended in an unexpected error leaves no claim behind', async () => {
  const data = fakeStoreData();
  const tools = fakeTools(fakeStore({ data }));
  const { port } = fakePort(() => {
    throw new Error('The port is broken.');
  });
  await expect(ask(tools, { port, request, purpose: 'generate', attempt: '1' }, { signal })).rejects.toThrow(
    'The port is broken.',
  );
  expect(data.claims.size).toBe(0);
});

test('a wait before another try is told, with its reason', async () => {
  const told: string[] = [];
  const tools = {
    ...fakeTools(),
    onRetry: ({ message }: { readonly message: string }, after: number) => told.push(`${message} ${after}`),
  };
  const { port } = fakePort((_request, number) => (number === 1 ? failure('rate-limit') : reply('Hi')));
  await ask(tools, { port, request, purpose: 'generate', attempt: '1' }, { signal });
  expect(told).toEqual(['fake rate-limit 250']);
});
