import { describe, expect, test } from 'vitest';
import type { ModelOutcome, ModelPort } from '../../../src/core/runs/ports.ts';
import { type ProviderServer, startProviderServer } from '../../support/providerServer/providerServer.ts';
import { portTo, question } from './ask.ts';

function ask(port: ModelPort, onText?: (piece: string) => void): Promise<ModelOutcome> {
  const { signal } = new AbortController();
  return port.ask(question(), onText === undefined ? { signal } : { signal, onText });
}

const bodies = {
  openai: '{"choices": [{"message": {"content": "Fine."}, "finish_reason": "stop"}]}',
  anthropic: '{"content": [{"type": "text", "text": "Fine."}], "stop_reason": "end_turn"}',
} as const;

async function limitsToldBy(kind: 'openai' | 'anthropic', headers: { readonly [name: string]: string }) {
  const server = await startProviderServer({
    reply: () => ({ kind: 'raw', status: 200, body: bodies[kind], headers }),
  });
  const { limits } = await ask(portTo(server, kind));
  await server.close();
  return limits;
}

describe.each(['openai', 'anthropic'] as const)('the limits that a server tells as %s', (kind) => {
  async function withServer(use: (server: ProviderServer) => Promise<void>): Promise<void> {
    const limits = { requestsPerMinute: 2, tokensPerMinute: 1000 };
    const server = await startProviderServer({ reply: () => 'Fine.', limits });
    await use(server);
    await server.close();
  }

  test.each([
    ['whole', undefined],
    ['streamed', () => undefined],
  ])('come with a %s reply', (_, onText) =>
    withServer(async (server) => {
      const outcome = await ask(portTo(server, kind), onText);
      expect(outcome).toMatchObject({
        kind: 'reply',
        limits: { requests: { limit: 2, remaining: 1 }, tokens: { limit: 1000 } },
      });
      expect(outcome.limits?.tokens?.remaining).toBeLessThan(1000);
      expect(outcome.limits?.requests?.resetAfter).toBeGreaterThan(20_000);
      expect(outcome.limits?.requests?.resetAfter).toBeLessThanOrEqual(31_000);
    }),
  );

  test('come with the refusal of a call too many, with how long to wait', () =>
    withServer(async (server) => {
      const port = portTo(server, kind);
      await ask(port);
      await ask(port);
      const outcome = await ask(port);
      expect(outcome).toMatchObject({
        kind: 'failure',
        failure: { kind: 'rate-limit', status: 429, retryAfter: expect.any(Number) },
        limits: { requests: { limit: 2, remaining: 0 } },
      });
      expect(server.paid).toBe(2);
    }));

  test('are missing where it tells none', async () => {
    expect(await limitsToldBy(kind, {})).toBeUndefined();
  });
});

describe('OpenAI’s words for a time', () => {
  test.each([
    ['1s', 1000],
    ['6m0s', 360_000],
    ['20ms', 20],
    ['1h2m3.5s', 3_723_500],
    ['7.66s', 7660],
  ])('%s is %i ms', async (reset, resetAfter) => {
    const headers = { 'x-ratelimit-remaining-requests': '59', 'x-ratelimit-reset-requests': reset };
    expect(await limitsToldBy('openai', headers)).toEqual({ requests: { remaining: 59, resetAfter } });
  });

  test.each([
    ['soon', '59'],
    ['', '59'],
    ['1s', 'many'],
    ['1s', '-1'],
    ['1x', '59'],
  ])('%s with %s left is nonsense, and left out', async (reset, remaining) => {
    const headers = {
      'x-ratelimit-remaining-requests': remaining,
      'x-ratelimit-reset-requests': reset,
      'x-ratelimit-limit-tokens': 'lots',
      'x-ratelimit-remaining-tokens': '7',
      'x-ratelimit-reset-tokens': '1s',
    };
    expect(await limitsToldBy('openai', headers)).toEqual({ tokens: { remaining: 7, resetAfter: 1000 } });
  });
});

describe('Anthropic’s limits', () => {
  const tokens = (name: string, limit: number, remaining: number) => ({
    [`anthropic-ratelimit-${name}-limit`]: String(limit),
    [`anthropic-ratelimit-${name}-remaining`]: String(remaining),
    [`anthropic-ratelimit-${name}-reset`]: '2015-10-21T07:28:00Z',
  });

  test('are those of the scarcest tokens, and a time that is past is now', async () => {
    const headers = {
      ...tokens('tokens', 90_000, 60_000),
      ...tokens('input-tokens', 80_000, 59_000),
      ...tokens('output-tokens', 10_000, 1000),
    };
    expect(await limitsToldBy('anthropic', headers)).toEqual({
      tokens: { limit: 10_000, remaining: 1000, resetAfter: 0 },
    });
  });

  test('without a readable time are left out', async () => {
    const headers = { ...tokens('requests', 50, 49), 'anthropic-ratelimit-requests-reset': '60' };
    expect(await limitsToldBy('anthropic', headers)).toBeUndefined();
  });
});
