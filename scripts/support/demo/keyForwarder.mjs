// Lets the demo use a key from the environment: requests to it go on to the provider, with the key.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * @typedef {object} Provider
 * @property {string} baseUrl
 * @property {Readonly<Record<string, string>>} headers what carries the key
 */

/**
 * Forwards to the provider. The key stays in this process; the address holds a secret, so that no other program
 * on this machine spends the key.
 * @param {Provider} provider
 * @returns {Promise<{ baseUrl: string, close: () => Promise<void> }>}
 */
export async function forwardWithKey(provider) {
  const secret = `/${randomBytes(24).toString('base64url')}`;
  const server = createServer((request, response) => {
    const { url = '' } = request;
    if (!url.startsWith(`${secret}/`)) return response.writeHead(404).end();
    return forward(provider, url.slice(secret.length), request, response).catch(() => response.destroy());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    baseUrl: `http://127.0.0.1:${address.port}${secret}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What a client says about its own connection or its own, missing, key. */
const ownHeaders = ['host', 'connection', 'content-length', 'authorization', 'x-api-key', 'accept-encoding'];

/**
 * @param {Provider} provider
 * @param {string} path
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function forward({ baseUrl, headers }, path, request, response) {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const passed = Object.entries(request.headersDistinct)
    .filter(([name]) => !ownHeaders.includes(name))
    .map(([name, values]) => [name, values?.join(', ') ?? '']);
  const body = await readBody(request);
  const reply = await fetch(baseUrl + path, {
    method: request.method ?? 'GET',
    headers: { ...Object.fromEntries(passed), ...headers },
    signal: gone.signal,
    ...(body.length > 0 && { body }),
  });
  const kept = [...reply.headers].filter(
    ([name]) => !/^(content-encoding|content-length|transfer-encoding)$/.test(name),
  );
  response.writeHead(reply.status, Object.fromEntries(kept));
  if (reply.body === null) response.end();
  else
    await pipeline(
      Readable.fromWeb(/** @type {import('node:stream/web').ReadableStream} */ (reply.body)),
      response,
    );
}

/** @param {import('node:http').IncomingMessage} request */
async function readBody(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces);
}
