import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { findLocalServers } from '../../../src/adapters/models/localServers.ts';
import { startProviderServer } from '../../support/providerServer/providerServer.ts';

const signal = new AbortController().signal;

function portOf(url: string): number {
  return Number(new URL(url).port);
}

test('servers are found at their ports, with an address for an endpoint and their models', async () => {
  const first = await startProviderServer({ models: ['small', 'large'] });
  const second = await startProviderServer({ models: [] });
  const ports = [
    { name: 'ollama', port: portOf(first.url) },
    { name: 'vllm', port: portOf(second.url) },
  ];
  expect(await findLocalServers(signal, { ports })).toEqual([
    { name: 'ollama', baseUrl: `${first.url}/v1`, models: ['small', 'large'] },
    { name: 'vllm', baseUrl: `${second.url}/v1`, models: [] },
  ]);
  await Promise.all([first.close(), second.close()]);
});

test('what is no model server, hangs, or is not there is passed over', async () => {
  const answers = ['<h1>It works!</h1>', '{"data": "none"}', '{"data": null}', undefined];
  const servers = await Promise.all(
    answers.map(async (answer) => {
      const server = createServer((_, response) => {
        if (answer !== undefined) response.end(answer);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const gone = await startProviderServer();
  await gone.close();
  const addresses = servers.map((server) => server.address());
  const ports = addresses.map((address) =>
    typeof address === 'object' && address !== null ? address.port : 0,
  );
  const named = [...ports, portOf(gone.url)].map((port, index) => ({ name: `server-${index}`, port }));
  const found = await findLocalServers(signal, { ports: named, patience: 300 });
  expect(found).toEqual([{ name: 'server-2', baseUrl: `http://127.0.0.1:${ports[2]}/v1`, models: [] }]);
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

test('nothing is found once the search is cancelled', async () => {
  const server = await startProviderServer();
  const ports = [{ name: 'ollama', port: portOf(server.url) }];
  expect(await findLocalServers(AbortSignal.abort(), { ports })).toEqual([]);
  await server.close();
});
