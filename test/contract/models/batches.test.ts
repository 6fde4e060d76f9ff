import { afterEach, describe, expect, test } from 'vitest';
import type {
  BatchCall,
  BatchPort,
  BatchResult,
  ModelRequest,
  RemoteBatch,
} from '../../../src/core/runs/ports.ts';
import { startControlServer } from '../../support/providerServer/controlServer.ts';
import type { BatchBehaviour } from '../../support/providerServer/fakeBatches.ts';
import { type ProviderServer, startProviderServer } from '../../support/providerServer/providerServer.ts';
import { askForReply, KEY, portTo, question } from './ask.ts';

const signal = new AbortController().signal;
const KINDS = ['openai', 'anthropic'] as const;

let server: ProviderServer;
afterEach(() => server.close());

async function start(kind: (typeof KINDS)[number], batches: BatchBehaviour = {}): Promise<BatchPort> {
  server = await startProviderServer({
    batches,
    reply: ({ messages }) => `You said ${messages.at(-1)?.content}`,
  });
  return portTo(server, kind).batches ?? expect.fail('it takes no batches');
}

function callsOf(count: number, more: Partial<ModelRequest> = {}): BatchCall[] {
  return Array.from({ length: count }, (_, index) => ({
    customId: `call-${index}`,
    request: question({ messages: [{ role: 'user', content: `Write ${index}.` }], ...more }),
  }));
}

async function submit(port: BatchPort, calls: readonly BatchCall[], tag = 'tag-1'): Promise<RemoteBatch> {
  const outcome = await port.submit(calls, tag, signal);
  return outcome.kind === 'submitted' ? outcome.batch : expect.fail(outcome.failure.message);
}

async function statusOf(port: BatchPort, remoteId: string): Promise<RemoteBatch> {
  const outcome = await port.status(remoteId, signal);
  return outcome.kind === 'batch' ? outcome.batch : expect.fail(outcome.failure.message);
}

async function resultsOf(port: BatchPort, remoteId: string): Promise<BatchResult[]> {
  const results: BatchResult[] = [];
  const outcome = await port.results(remoteId, (result) => void results.push(result), signal);
  expect(outcome).toEqual({ kind: 'read' });
  return results;
}

async function submittedAndLost(port: BatchPort, calls: readonly BatchCall[], tag: string): Promise<void> {
  server.batch({ losesReply: true, delay: 60_000 });
  const outcome = await port.submit(calls, tag, signal);
  expect(outcome).toMatchObject({ kind: 'failure', failure: { kind: 'network' } });
}

describe.each(KINDS)('a batch through the %s SDK', (kind) => {
  test('is answered call by call, in whatever order, as the live calls would be', async () => {
    const port = await start(kind);
    const calls = callsOf(20, { temperature: 0.5, maxTokens: 99 });
    const batch = await submit(port, calls);
    expect(await statusOf(port, batch.remoteId)).toMatchObject({
      state: 'ended',
      total: 20,
      done: 20,
      failed: 0,
    });
    const results = await resultsOf(port, batch.remoteId);
    expect(results.map(({ customId }) => customId)).not.toEqual(calls.map(({ customId }) => customId));
    expect(new Set(results.map(({ customId }) => customId)).size).toBe(20);
    for (const { customId, outcome } of results) {
      expect(outcome).toMatchObject({
        kind: 'reply',
        reply: {
          text: `You said Write ${customId.slice(5)}.`,
          finish: 'stop',
          usage: { input: expect.any(Number) },
        },
      });
    }
    expect(server.paid).toBe(20);
  });

  test('sends exactly the bodies of live calls', async () => {
    const port = await start(kind);
    const schema = { name: 'verdict', schema: { type: 'object', properties: {} } };
    const calls = callsOf(3, { temperature: 0, maxTokens: 50, schema });
    await statusOf(port, (await submit(port, calls)).remoteId);
    for (const { request } of calls) await askForReply(portTo(server, kind), request);
    await server.requests.at(-1)?.ended;
    expect(server.counts).toMatchObject({ paid: 6, distinctPaid: 3 });
  });

  test('is running until it has ended, with its progress', async () => {
    const port = await start(kind, { delay: 60_000 });
    const batch = await submit(port, callsOf(4));
    const before = Date.now();
    expect(batch).toMatchObject({ state: 'running', done: 0, failed: 0 });
    expect(Math.abs(batch.createdAt - before)).toBeLessThan(60_000);
    expect(batch.expiresAt).toBe(batch.createdAt + 86_400_000);
    expect((await statusOf(port, batch.remoteId)).state).toBe('running');
    server.batch({});
    expect((await statusOf(port, batch.remoteId)).state).toBe('ended');
  });

  test('tells apart what was answered, what failed and what was not reached in time', async () => {
    const port = await start(kind, { failing: 0.3, expiring: 0.3 });
    const batch = await submit(port, callsOf(40));
    await statusOf(port, batch.remoteId);
    const results = await resultsOf(port, batch.remoteId);
    const kinds = results.map(({ outcome }) => outcome.kind);
    expect(new Set(kinds)).toEqual(new Set(['reply', 'failure', 'expired']));
    expect(results).toHaveLength(40);
    const failure = results.find(({ outcome }) => outcome.kind === 'failure');
    expect(failure?.outcome).toMatchObject({
      failure: { kind: 'server', message: expect.stringContaining('Told to fail') },
    });
    const { done, failed } = await statusOf(port, batch.remoteId);
    expect(done).toBe(kinds.filter((name) => name === 'reply').length);
    expect(done + failed).toBe(40);
    expect(server.paid).toBe(done);
  });

  test('keeps its answered calls when the rest is not reached within a day', async () => {
    const port = await start(kind, { end: 'expired' });
    const { remoteId } = await submit(port, callsOf(10));
    expect((await statusOf(port, remoteId)).state).toBe('ended');
    const kinds = (await resultsOf(port, remoteId)).map(({ outcome }) => outcome.kind);
    expect(kinds.filter((name) => name === 'reply')).toHaveLength(5);
    expect(kinds.filter((name) => name === 'expired')).toHaveLength(5);
  });

  test('is cancelled, and tells of every call that was not paid', async () => {
    const port = await start(kind, { delay: 60_000 });
    const { remoteId } = await submit(port, callsOf(6));
    expect(await port.cancel(remoteId, signal)).toEqual({ kind: 'cancelled' });
    expect((await statusOf(port, remoteId)).state).toBe('ended');
    const results = await resultsOf(port, remoteId);
    expect(results.map(({ outcome }) => outcome.kind)).toEqual(Array(6).fill('cancelled'));
    expect(server.paid).toBe(0);
  });

  test('that ended without any results is lost', async () => {
    const port = await start(kind, { end: 'failed' });
    const { remoteId } = await submit(port, callsOf(2));
    const batch = await statusOf(port, remoteId);
    expect(batch).toMatchObject({ state: 'lost', why: expect.any(String) });
    if (kind === 'openai') expect(batch.why).toContain('token limit');
  });

  test('whose reply was lost is found when it has ended', async () => {
    const port = await start(kind);
    const other = await submit(port, callsOf(3), 'tag-other');
    const calls = callsOf(3).map((call) => ({ ...call, customId: `ours-${call.customId}` }));
    await submittedAndLost(port, calls, 'tag-ours');
    server.batch({});
    const sought = { tag: 'tag-ours', calls, since: Date.now() - 1000, known: new Set<string>() };
    const found = await port.find(sought, signal);
    expect(found).toMatchObject({ kind: 'found', batch: { state: 'ended', total: 3 } });
    expect(found).not.toMatchObject({ batch: { remoteId: other.remoteId } });
  });

  test('that never arrived is not found', async () => {
    const port = await start(kind);
    const calls = callsOf(3).map((call) => ({ ...call, customId: `ours-${call.customId}` }));
    const { remoteId } = await submit(port, callsOf(3), 'tag-other');
    await statusOf(port, remoteId);
    const sought = { tag: 'tag-ours', calls, since: Date.now() - 1000, known: new Set<string>() };
    expect(await port.find(sought, signal)).toEqual({ kind: 'none' });
  });

  test('that the endpoint does not know is a failure', async () => {
    const port = await start(kind, { delay: 60_000 });
    expect(await port.status('batch_of_nobody', signal)).toMatchObject({
      kind: 'failure',
      failure: { status: 404 },
    });
    expect(await port.cancel('batch_of_nobody', signal)).toMatchObject({ kind: 'failure' });
  });

  test('at a server that has no batch API fails with words about that', async () => {
    const port = await start(kind, { isMissing: true });
    const sought = { tag: 'tag', calls: callsOf(1), since: 0, known: new Set<string>() };
    for (const outcome of [await port.submit(callsOf(1), 'tag', signal), await port.find(sought, signal)]) {
      expect(outcome).toMatchObject({
        kind: 'failure',
        failure: { kind: 'bad-request', message: expect.stringContaining('"lab" takes no batches') },
      });
    }
  });

  test('is not sent when it is cancelled before, and its failures never hold the key', async () => {
    const port = await start(kind);
    const outcome = await port.submit(callsOf(1), 'tag', AbortSignal.abort());
    expect(outcome).toMatchObject({ kind: 'failure', failure: { kind: 'cancelled' } });
    const twice = [...callsOf(1), ...callsOf(1)];
    const refusal = await port.submit(twice, 'tag', signal);
    expect(refusal).toMatchObject({ kind: 'failure', failure: { kind: 'bad-request' } });
    expect(JSON.stringify(refusal)).not.toContain(KEY);
  });

  test('of many calls is read as it comes, while what reads it takes its time', async () => {
    const port = await start(kind);
    const { remoteId } = await submit(port, callsOf(2000));
    await statusOf(port, remoteId);
    const seen = new Set<string>();
    const outcome = await port.results(
      remoteId,
      async ({ customId }) => {
        if (seen.size % 500 === 0) await new Promise((resolve) => setTimeout(resolve, 20));
        seen.add(customId);
      },
      signal,
    );
    expect(outcome).toEqual({ kind: 'read' });
    expect(seen.size).toBe(2000);
  });

  test('is given up in the middle of its results', async () => {
    const port = await start(kind);
    const { remoteId } = await submit(port, callsOf(2000));
    await statusOf(port, remoteId);
    const controller = new AbortController();
    let seen = 0;
    const stop = () => {
      seen += 1;
      controller.abort();
    };
    const outcome = await port.results(remoteId, stop, controller.signal);
    expect(outcome).toMatchObject({ kind: 'failure', failure: { kind: 'cancelled' } });
    expect(seen).toBeLessThan(2000);
  });
});

test('Anthropic’s batches that are running cannot be told apart; known ones and others’ are left out', async () => {
  const port = await start('anthropic', { delay: 60_000 });
  const calls = callsOf(3);
  const known = await submit(port, calls, 'tag-known');
  await submit(port, callsOf(5), 'tag-longer');
  await submittedAndLost(port, calls, 'tag-ours');
  const sought = { tag: 'tag-ours', calls, since: Date.now() - 1000, known: new Set([known.remoteId]) };
  const found = await port.find(sought, signal);
  expect(found).toMatchObject({ kind: 'unsure', candidates: [{ state: 'running', total: 3 }] });
  expect(found).not.toMatchObject({ candidates: [{ remoteId: known.remoteId }] });
});

test('OpenAI’s batches that are running are found by their tag', async () => {
  const port = await start('openai', { delay: 60_000 });
  await submittedAndLost(port, callsOf(2), 'tag-ours');
  await submit(port, callsOf(2), 'tag-later');
  const sought = { tag: 'tag-ours', calls: callsOf(2), since: Date.now() - 1000, known: new Set<string>() };
  expect(await port.find(sought, signal)).toMatchObject({ kind: 'found', batch: { state: 'running' } });
});

test('how batches go is set at the control address', async () => {
  const port = await start('openai');
  const control = await startControlServer(server);
  await fetch(`${control.url}/batches`, { method: 'PUT', body: JSON.stringify({ delay: 60_000 }) });
  expect((await submit(port, callsOf(1))).state).toBe('running');
  await control.close();
});
