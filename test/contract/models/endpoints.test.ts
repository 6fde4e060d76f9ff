import http from 'node:http';
import https from 'node:https';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { parseEndpoint } from '../../../src/adapters/models/endpointSettings.ts';
import { endpointsFromEnvironment } from '../../../src/adapters/models/environmentEndpoints.ts';
import { modelPort } from '../../../src/adapters/models/modelPort.ts';
import { startProviderServer } from '../../support/providerServer/providerServer.ts';
import { askForFailure, askForReply, KEY, portTo, question } from './ask.ts';

const signal = new AbortController().signal;

describe('listing models', () => {
  test.each(['openai', 'anthropic'] as const)('gives their names through the %s SDK', async (kind) => {
    const server = await startProviderServer({ models: ['writer-1', 'writer-2'] });
    const list = await portTo(server, kind).listModels(signal);
    expect(list).toEqual({ kind: 'models', models: ['writer-1', 'writer-2'] });
    await server.close();
  });

  test.each(['openai', 'anthropic'] as const)(
    'says that the key is wrong through the %s SDK',
    async (kind) => {
      const server = await startProviderServer({ keys: ['another'] });
      const list = await portTo(server, kind).listModels(signal);
      expect(list).toMatchObject({ kind: 'failure', failure: { kind: 'bad-key' } });
      expect(JSON.stringify(list)).not.toContain(KEY);
      await server.close();
    },
  );
});

describe('a base address', () => {
  test.each([
    ['openai', '/v1'],
    ['openai', '/v1/'],
    ['anthropic', ''],
    ['anthropic', '/'],
    ['anthropic', '/v1'],
    ['anthropic', '/v1/'],
  ] as const)('of the kind %s may end in "%s"', async (kind, end) => {
    const server = await startProviderServer({ reply: () => 'Fine.' });
    const port = modelPort('lab', { kind, baseUrl: `${server.url}${end}` }, KEY);
    expect((await askForReply(port)).text).toBe('Fine.');
    await server.close();
  });

  test('that lacks the /v1 of OpenAI’s kind is named in the failure', async () => {
    const server = await startProviderServer();
    const failure = await askForFailure(modelPort('lab', { kind: 'openai', baseUrl: server.url }, KEY));
    expect(failure).toMatchObject({ kind: 'unknown-model', message: expect.stringContaining(server.url) });
    await server.close();
  });

  test.each([
    [undefined, 'api.openai.com/v1'],
    ['http://localhost:11434/v1', 'localhost/v1'],
    ['http://127.0.0.1:8000/v1/', 'localhost/v1'],
    ['http://[::1]:8000/v1', 'localhost/v1'],
    ['http://gpu.lan:8000/v1', 'gpu.lan:8000/v1'],
    ['https://localhost.example.org/v1', 'localhost.example.org/v1'],
  ])('%s identifies the endpoint as %s', (baseUrl, address) => {
    const { identity } = modelPort(
      'lab',
      { kind: 'openai', ...(baseUrl === undefined ? {} : { baseUrl }) },
      KEY,
    );
    expect(identity).toEqual({ name: 'lab', kind: 'openai', address });
  });
});

describe('the providers’ own addresses', () => {
  afterEach(() => vi.restoreAllMocks());

  /** What is sent to a provider goes to a server on this machine instead, which fails. */
  async function divertProviders() {
    const server = await startProviderServer({ reply: () => ({ kind: 'error', status: 500 }) });
    const urls: string[] = [];
    vi.spyOn(https, 'request').mockImplementation((...args: readonly unknown[]) => {
      const [url, options] = args;
      urls.push(String(url));
      const { method, headers } = Object(options);
      return http.request(new URL(new URL(String(url)).pathname, server.url), { method, headers });
    });
    return { server, urls };
  }

  test.each([
    ['openai', 'OPENAI_API_KEY'],
    ['anthropic', 'ANTHROPIC_API_KEY'],
  ] as const)('of %s send nothing without a key, and say how to set it', async (kind, variable) => {
    const { server, urls } = await divertProviders();
    const failure = await askForFailure(modelPort(kind, { kind }, undefined));
    expect(failure).toMatchObject({ kind: 'no-key', message: expect.stringContaining(variable) });
    expect(urls).toEqual([]);
    await server.close();
  });

  test('of OpenAI want the newer name of the token limit', async () => {
    const { server, urls } = await divertProviders();
    await askForFailure(modelPort('openai', { kind: 'openai' }, KEY), question({ maxTokens: 9 }));
    expect(urls).toEqual(['https://api.openai.com/v1/chat/completions']);
    expect(server.requests[0]?.body).toMatchObject({ max_completion_tokens: 9 });
    await server.close();
  });

  test('of Anthropic get the key in the SDK’s own way only', async () => {
    const { server, urls } = await divertProviders();
    await askForFailure(modelPort('anthropic', { kind: 'anthropic' }, KEY));
    expect(urls).toEqual(['https://api.anthropic.com/v1/messages']);
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(server.requests[0]?.headers).not.toHaveProperty('x-api-key');
    await server.close();
  });
});

describe('the settings of an endpoint', () => {
  test('are kept as they are where they are right', () => {
    const settings = { kind: 'openai', baseUrl: 'http://gpu.lan:8000/v1', timeoutSeconds: 300 };
    expect(parseEndpoint('lab', settings)).toEqual({ kind: 'endpoint', name: 'lab', settings });
    expect(parseEndpoint('editor', { kind: 'vscode' })).toMatchObject({ kind: 'endpoint' });
  });

  test.each([
    [{ kind: 'gemini' }, /"kind" must be "openai", "anthropic" or "vscode"/],
    [{}, /"kind" must be/],
    ['openai', /must be/],
    [{ kind: 'openai', baseUrl: 'localhost:8000' }, /"baseUrl" must be an address that starts with http/],
    [{ kind: 'openai', baseUrl: 'https://me:secret@host/v1' }, /"baseUrl" must hold no name, password/],
    [
      { kind: 'openai', baseUrl: 'https://host/v1?key=secret' },
      /"baseUrl" must hold no name, password, query/,
    ],
    [{ kind: 'openai', timeoutSeconds: 0 }, /"timeoutSeconds" must be at least 1/],
    [{ kind: 'openai', timeoutSeconds: '9' }, /"timeoutSeconds" must be a number/],
    [{ kind: 'openai', apiKey: 'secret' }, /"apiKey"\. Keys are kept apart/],
    [{ kind: 'openai', baseURL: 'x' }, /unknown setting "baseURL"/],
    [{ kind: 'vscode', baseUrl: 'http://x' }, /unknown setting "baseUrl"/],
  ])('%j are refused with words about what to change', (value, words) => {
    const parsed = parseEndpoint('lab', value);
    expect(parsed).toMatchObject({ kind: 'problem', message: expect.stringMatching(words) });
    expect(JSON.stringify(parsed)).not.toContain('secret');
  });

  test.each(['', 'a/b'])('cannot have the name "%s", which no model reference could hold', (name) => {
    expect(parseEndpoint(name, { kind: 'openai' }).kind).toBe('problem');
  });

  test('that are wrong make every call fail with what is wrong', async () => {
    const port = modelPort('lab', { kind: 'openai', baseUrl: 'nowhere' }, KEY);
    expect(await askForFailure(port)).toMatchObject({
      message: expect.stringContaining('"baseUrl" must be'),
    });
    expect(await port.listModels(signal)).toMatchObject({ kind: 'failure' });
  });

  test('of the editor’s own models cannot be reached from here', async () => {
    const failure = await askForFailure(modelPort('vscode', { kind: 'vscode' }, undefined));
    expect(failure.message).toContain('inside VS Code');
  });
});

describe('the environment', () => {
  test('gives both providers, with their keys and addresses', () => {
    const env = {
      OPENAI_API_KEY: 'sk-1',
      OPENAI_BASE_URL: 'http://localhost:8000/v1',
      ANTHROPIC_API_KEY: ' sk-2\n',
      ANTHROPIC_BASE_URL: 'http://localhost:8000',
    };
    expect(endpointsFromEnvironment(env)).toEqual({
      endpoints: [
        { name: 'openai', settings: { kind: 'openai', baseUrl: env.OPENAI_BASE_URL }, key: 'sk-1' },
        { name: 'anthropic', settings: { kind: 'anthropic', baseUrl: env.ANTHROPIC_BASE_URL }, key: 'sk-2' },
      ],
      problems: [],
    });
  });

  test('that says nothing, or nothing in many words, gives both at their own addresses without keys', () => {
    const bare = {
      endpoints: [
        { name: 'openai', settings: { kind: 'openai' } },
        { name: 'anthropic', settings: { kind: 'anthropic' } },
      ],
      problems: [],
    };
    expect(endpointsFromEnvironment({})).toEqual(bare);
    expect(endpointsFromEnvironment({ OPENAI_API_KEY: '', OPENAI_BASE_URL: ' ' })).toEqual(bare);
  });

  test('that holds a wrong address names the variable', () => {
    const { endpoints, problems } = endpointsFromEnvironment({ OPENAI_BASE_URL: 'localhost' });
    expect(endpoints.map(({ name }) => name)).toEqual(['anthropic']);
    expect(problems).toEqual([expect.stringMatching(/^OPENAI_BASE_URL: .*must be an address/)]);
  });
});
