import { describe, expect, test } from 'vitest';
import { startControlServer } from '../../support/providerServer/controlServer.ts';
import { type ProviderServer, startProviderServer } from '../../support/providerServer/providerServer.ts';
import { portTo, question } from './ask.ts';

const signal = new AbortController().signal;

function put(url: string, body: unknown): Promise<Response> {
  return fetch(url, { method: 'PUT', body: JSON.stringify(body) });
}

async function askOften(server: ProviderServer, times: number): Promise<string[]> {
  const port = portTo(server, 'openai');
  const said: string[] = [];
  for (let time = 0; time < times; time += 1) {
    const outcome = await port.ask(question({ maxTokens: 16 + time }), { signal });
    said.push(outcome.kind === 'failure' ? outcome.failure.kind : outcome.reply.text);
  }
  return said;
}

describe('the fake of the providers on a bad day', () => {
  test('misbehaves for about the share that it is told, in every way, and the same for the same seed', async () => {
    const days: string[][] = [];
    for (const seed of [7, 7, 8]) {
      const server = await startProviderServer({ reply: () => 'Fine.', badDays: { share: 0.5, seed } });
      const said = await askOften(server, 60);
      expect(server.counts).toEqual({
        requests: 60,
        paid: said.filter((word) => ['Fine.', ''].includes(word)).length,
        distinctPaid: server.paid,
      });
      days.push(said);
      await server.close();
    }
    const [first = [], same, other] = days;
    expect(same).toEqual(first);
    expect(other).not.toEqual(first);
    const troubles = first.filter((word) => word !== 'Fine.');
    expect(troubles.length).toBeGreaterThan(12);
    expect(troubles.length).toBeLessThan(48);
    expect([...new Set(first)].sort()).toEqual(
      ['', 'Fine.', 'cut', 'malformed', 'network', 'rate-limit', 'server'].sort(),
    );
  });

  test('is steered by another process, and counts each request that was paid twice once', async () => {
    const server = await startProviderServer();
    const control = await startControlServer(server);
    server.answer(() => 'Fine.');
    await put(`${control.url}/bad-days`, { share: 1, seed: 1 });
    await askOften(server, 10);
    await put(`${control.url}/bad-days`, null);
    expect(await askOften(server, 2)).toEqual(['Fine.', 'Fine.']);
    expect(await askOften(server, 2)).toEqual(['Fine.', 'Fine.']);
    const counts = await fetch(`${control.url}/counts`);
    expect(await counts.json()).toEqual(server.counts);
    expect(server.counts.distinctPaid).toBeLessThan(server.counts.paid);
    await Promise.all([server.close(), control.close()]);
  });

  test('allows as much as it is told at its control address', async () => {
    const server = await startProviderServer();
    const control = await startControlServer(server);
    server.answer(() => ({ kind: 'slow', latency: 200, text: 'Fine.' }));
    await put(`${control.url}/limits`, { atOnce: 2 });
    const port = portTo(server, 'openai');
    const asked = [1, 2, 3].map(() => port.ask(question(), { signal }));
    const kinds = (await Promise.all(asked)).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['failure', 'reply', 'reply']);
    expect((await port.ask(question(), { signal })).kind).toBe('reply');
    expect((await put(`${control.url}/limits`, { atOnce: 'two' })).status).toBe(400);
    await Promise.all([server.close(), control.close()]);
  });
});
