import { expect, test } from 'vitest';
import { startProviderServer } from '../../support/providerServer/providerServer.ts';
import { askForReply, portTo } from './ask.ts';

test('as many calls are under way at the same time as are asked', async () => {
  const everybody = 300;
  const server = await startProviderServer();
  let most = 0;
  server.answer(() => {
    most = Math.max(most, server.requests.filter(({ outcome }) => outcome === 'pending').length);
    return { kind: 'slow', latency: 2000, text: 'Fine.' };
  });
  const port = portTo(server, 'openai');
  await Promise.all(Array.from({ length: everybody }, () => askForReply(port)));
  expect(most).toBe(everybody);
  await server.close();
});

test.each(['openai', 'anthropic'] as const)('calls through the %s SDK share a connection', async (kind) => {
  const server = await startProviderServer({ reply: () => 'Fine.' });
  const port = portTo(server, kind);
  for (let time = 0; time < 3; time += 1) await askForReply(port);
  expect(server.requests.map(({ headers }) => headers.connection)).toEqual(Array(3).fill('keep-alive'));
  expect(server.connections).toBe(1);
  await server.close();
});
