import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ProviderServer, startProviderServer } from '../../support/providerServer/providerServer.ts';
import { askForFailure, portTo, question } from './ask.ts';

describe.each(['openai', 'anthropic'] as const)('cancelling a call through the %s SDK', (kind) => {
  let server: ProviderServer;
  beforeAll(async () => {
    server = await startProviderServer();
  });
  afterAll(() => server.close());

  test('before it is sent sends nothing', async () => {
    const failure = await askForFailure(portTo(server, kind), question(), { signal: AbortSignal.abort() });
    expect(failure.kind).toBe('cancelled');
    expect(server.received).toBe(0);
  });

  test('in the middle of a stream ends it and closes the connection', async () => {
    server.answer(() => ({ kind: 'hang', after: 'half' }));
    const controller = new AbortController();
    const pieces: string[] = [];
    const failure = await askForFailure(portTo(server, kind), question(), {
      signal: controller.signal,
      onText: (piece) => {
        pieces.push(piece);
        controller.abort();
      },
    });
    expect(failure.kind).toBe('cancelled');
    expect(pieces).toEqual(['This ']);
    expect(await server.requests.at(-1)?.ended).toBe('gone');
  });

  test('while nothing has come yet closes the connection', async () => {
    const controller = new AbortController();
    server.answer(() => {
      controller.abort();
      return { kind: 'hang' };
    });
    const failure = await askForFailure(portTo(server, kind), question(), { signal: controller.signal });
    expect(failure.kind).toBe('cancelled');
    expect(await server.requests.at(-1)?.ended).toBe('gone');
  });

  test('one call leaves the others alone', async () => {
    const controller = new AbortController();
    server.answer(({ model }) => (model === 'slow' ? { kind: 'hang' } : 'Fine.'));
    const port = portTo(server, kind);
    const cancelled = askForFailure(port, question({ model: 'slow' }), { signal: controller.signal });
    const other = port.ask(question(), { signal: new AbortController().signal });
    expect(await other).toMatchObject({ kind: 'reply' });
    controller.abort();
    expect((await cancelled).kind).toBe('cancelled');
  });

  test('many calls with one signal ends them all, without a warning about a leak', async () => {
    const warnings: Error[] = [];
    const keep = (warning: Error) => warnings.push(warning);
    process.on('warning', keep);
    const controller = new AbortController();
    const before = server.received;
    server.answer(() => {
      if (server.received - before === 30) controller.abort();
      return { kind: 'hang' };
    });
    const port = portTo(server, kind);
    const calls = Array.from({ length: 30 }, () =>
      askForFailure(port, question(), { signal: controller.signal }),
    );
    const kinds = new Set((await Promise.all(calls)).map((failure) => failure.kind));
    process.off('warning', keep);
    expect([...kinds]).toEqual(['cancelled']);
    expect(warnings).toEqual([]);
  });
});
