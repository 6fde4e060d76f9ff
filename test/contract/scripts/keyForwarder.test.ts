import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forwardWithKey } from '../../../scripts/support/demo/keyForwarder.mjs';

let provider: Server;
let forwarder: Awaited<ReturnType<typeof forwardWithKey>>;
let received: { url: string | undefined; headers: IncomingHttpHeaders; body: string }[];

beforeEach(async () => {
  received = [];
  provider = createServer(async (request, response) => {
    let body = '';
    for await (const data of request) body += data;
    received.push({ url: request.url, headers: request.headers, body });
    response.writeHead(429, { 'retry-after': '7', 'content-type': 'text/event-stream' }).end('data: one\n\n');
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  const { port } = provider.address() as AddressInfo;
  const headers = { authorization: 'Bearer the-key' };
  forwarder = await forwardWithKey({ baseUrl: `http://127.0.0.1:${port}/v1`, headers });
});
afterEach(async () => {
  await forwarder.close();
  provider.close();
});

test('a request goes on to the provider with the key instead of its own', async () => {
  await fetch(`${forwarder.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer nothing', 'content-type': 'application/json' },
    body: '{"model":"m"}',
  });
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({ url: '/v1/chat/completions', body: '{"model":"m"}' });
  expect(received[0]?.headers.authorization).toBe('Bearer the-key');
  expect(received[0]?.headers['content-type']).toBe('application/json');
});

test('status, headers and body come back as the provider sent them', async () => {
  const reply = await fetch(`${forwarder.baseUrl}/models`);
  expect(reply.status).toBe(429);
  expect(reply.headers.get('retry-after')).toBe('7');
  expect(await reply.text()).toBe('data: one\n\n');
});

test('a request that does not know the secret reaches nobody', async () => {
  const reply = await fetch(new URL('/v1/models', forwarder.baseUrl));
  expect(reply.status).toBe(404);
  expect(received).toEqual([]);
});
