import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ModelFailureKind } from '../../../src/core/runs/ports.ts';
import type { Misbehaviour } from '../../support/providerServer/providerRequest.ts';
import { type ProviderServer, startProviderServer } from '../../support/providerServer/providerServer.ts';
import { askForFailure, askForReply, hastyPortTo, KEY, portTo, question } from './ask.ts';

const SCHEMA = { name: 'verdict', schema: { type: 'object', properties: {} } };

/** What goes wrong, as what it is reported, and words that the message must hold. */
const CASES: readonly (readonly [Misbehaviour, ModelFailureKind, RegExp])[] = [
  [{ kind: 'rate-limit' }, 'rate-limit', /asked too often/],
  [{ kind: 'quota' }, 'quota', /no credit/],
  [{ kind: 'overloaded' }, 'overloaded', /overloaded/],
  [{ kind: 'error', status: 529 }, 'overloaded', /overloaded/],
  [{ kind: 'error', status: 500, message: 'a fuse blew' }, 'server', /a fuse blew/],
  [{ kind: 'error', status: 502 }, 'server', /status 502/],
  [
    { kind: 'error', status: 401, message: `Incorrect API key provided: ${KEY}` },
    'bad-key',
    /Set an Endpoint/,
  ],
  [{ kind: 'error', status: 403, message: 'not in your country' }, 'no-permission', /not in your country/],
  [{ kind: 'error', status: 404, message: 'no such model' }, 'unknown-model', /"fake-writer"/],
  [
    { kind: 'error', status: 400, message: 'temperature is too warm' },
    'bad-request',
    /temperature is too warm/,
  ],
  [{ kind: 'error', status: 422, message: 'no' }, 'bad-request', /refused the request/],
  [{ kind: 'error', status: 402, message: 'pay first' }, 'quota', /pay first/],
  [{ kind: 'error', status: 408 }, 'time-out', /timeoutSeconds/],
  [{ kind: 'html', status: 502 }, 'server', /status 502/],
  [{ kind: 'html' }, 'malformed', /web page/],
  [
    { kind: 'raw', status: 307, body: '', headers: { location: 'http://elsewhere/v1' } },
    'bad-request',
    /redirects to http:\/\/elsewhere/,
  ],
  [{ kind: 'reset' }, 'network', /could not be reached/],
  [{ kind: 'cut' }, 'cut', /before it was complete/],
  [{ kind: 'malformed' }, 'malformed', /no JSON/],
  [{ kind: 'late-error' }, 'overloaded', /Overloaded/],
];

describe.each(['openai', 'anthropic'] as const)('a failure through the %s SDK', (kind) => {
  let server: ProviderServer;
  beforeAll(async () => {
    server = await startProviderServer();
  });
  afterAll(() => server.close());

  describe.each([
    ['whole', {}],
    ['streamed', { onText: () => undefined }],
  ])('of a %s reply', (_, options) => {
    test.each(CASES.map((entry) => ({ entry, title: JSON.stringify(entry[0]) })))(
      '$title',
      async ({ entry }) => {
        const [misbehaviour, expected, words] = entry;
        server.answer(() => misbehaviour);
        const failure = await askForFailure(portTo(server, kind), question(), options);
        expect(failure).toMatchObject({ kind: expected, message: expect.stringMatching(words) });
        expect(failure.message).toContain('"lab"');
        expect(JSON.stringify(failure)).not.toContain(KEY);
      },
    );
  });

  test('keeps the status', async () => {
    server.answer(() => ({ kind: 'error', status: 503 }));
    expect((await askForFailure(portTo(server, kind))).status).toBe(503);
  });

  test.each([
    ['seconds', { retryAfter: '7' }, 7000],
    ['parts of a second', { retryAfter: '0.25' }, 250],
    ['milliseconds, which are more exact', { retryAfter: '8', retryAfterMs: '7300' }, 7300],
    ['a date that is past', { retryAfter: 'Wed, 21 Oct 2015 07:28:00 GMT' }, 0],
  ])('says how long the server asks to wait, in %s', async (_, waits, expected) => {
    server.answer(() => ({ kind: 'rate-limit', ...waits }));
    expect(await askForFailure(portTo(server, kind))).toMatchObject({
      kind: 'rate-limit',
      retryAfter: expected,
    });
  });

  test('says nothing of a wait where the server does not, or not readably', async () => {
    server.answer(() => ({ kind: 'rate-limit', retryAfter: 'soon' }));
    expect(await askForFailure(portTo(server, kind))).not.toHaveProperty('retryAfter');
  });

  test('of a stream that ends politely but without an ending is a cut', async () => {
    server.answer(() => ({ kind: 'cut', politely: true }));
    const pieces: string[] = [];
    const options = { onText: (piece: string) => pieces.push(piece) };
    const failure = await askForFailure(portTo(server, kind), question(), options);
    expect(failure.kind).toBe('cut');
    expect(pieces.join('')).toBe('This text is of no use because ');
  });

  test('of a reply that is no reply of this protocol is malformed', async () => {
    server.answer(() => ({
      kind: 'raw',
      status: 200,
      body: '{"id": "x", "choices": [], "stop_reason": null}',
    }));
    expect(await askForFailure(portTo(server, kind))).toMatchObject({ kind: 'malformed' });
  });

  test('of a server that answers a stream with no stream is malformed, not cut', async () => {
    server.answer(() => ({ kind: 'raw', status: 200, body: '{}' }));
    const failure = await askForFailure(portTo(server, kind), question(), { onText: () => undefined });
    expect(failure).toMatchObject({ kind: 'malformed', message: expect.stringContaining('no stream') });
  });

  test('is schema-unsupported only where a schema was asked for', async () => {
    const field = kind === 'openai' ? 'response_format' : 'output_config';
    server.answer(() => ({ kind: 'error', status: 400, message: `${field}: not supported by this model` }));
    const port = portTo(server, kind);
    expect((await askForFailure(port, question({ schema: SCHEMA }))).kind).toBe('schema-unsupported');
    expect((await askForFailure(port, question())).kind).toBe('bad-request');
  });

  test('with a schema is something else where the schema is not to blame', async () => {
    server.answer(() => ({ kind: 'error', status: 400, message: 'the prompt is too long' }));
    expect((await askForFailure(portTo(server, kind), question({ schema: SCHEMA }))).kind).toBe(
      'bad-request',
    );
  });

  test('does not hold the key when the server repeats it', async () => {
    server.answer(() => ({ kind: 'error', status: 400, message: `I got ${KEY} from you` }));
    const failure = await askForFailure(portTo(server, kind));
    expect(failure.message).toContain('I got •••');
    expect(JSON.stringify(failure)).not.toContain(KEY);
  });

  test('is time-out where nothing comes within the time limit', async () => {
    server.answer(() => ({ kind: 'hang' }));
    const failure = await askForFailure(hastyPortTo(server, kind));
    expect(failure).toMatchObject({ kind: 'time-out', message: expect.stringContaining('within 0.3 s') });
    expect(await server.requests.at(-1)?.ended).toBe('gone');
  });

  test('is time-out where a stream pauses for longer than the limit', async () => {
    server.answer(() => ({ kind: 'hang', after: 'half' }));
    const pieces: string[] = [];
    const options = { onText: (piece: string) => pieces.push(piece) };
    const failure = await askForFailure(hastyPortTo(server, kind), question(), options);
    expect(failure.kind).toBe('time-out');
    expect(pieces.length).toBeGreaterThan(0);
  });

  test('is network where nobody listens', async () => {
    const gone = await startProviderServer();
    const port = portTo(gone, kind);
    await gone.close();
    const failure = await askForFailure(port);
    expect(failure).toMatchObject({ kind: 'network', message: expect.stringContaining('ECONNREFUSED') });
    expect(failure.message).toContain(gone.url);
  });

  test('is bad-key, without a call, where the key cannot be sent', async () => {
    const before = server.received;
    const failure = await askForFailure(portTo(server, kind, 'sk-кириллица\nnew'));
    expect(failure.kind).toBe('bad-key');
    expect(failure.message).not.toContain('sk-');
    expect(server.received).toBe(before);
  });
});

describe.each(['openai', 'anthropic'] as const)('what a server repeats through the %s SDK', (kind) => {
  test('loses the key in the raw reply', async () => {
    const body =
      kind === 'openai'
        ? {
            choices: [{ message: { content: 'Fine.' }, finish_reason: 'stop' }],
            echo: { authorization: KEY },
          }
        : { content: [{ type: 'text', text: 'Fine.' }], stop_reason: 'end_turn', echo: [KEY] };
    const server = await startProviderServer({
      reply: () => ({ kind: 'raw', status: 200, body: JSON.stringify(body) }),
    });
    const reply = await askForReply(portTo(server, kind));
    expect(JSON.stringify(reply)).not.toContain(KEY);
    expect(reply.text).toBe('Fine.');
    await server.close();
  });
});

/** Forms of an error that compatible servers send instead of OpenAI’s own. */
const FOREIGN: readonly (readonly [string, number, unknown, ModelFailureKind, string])[] = [
  [
    'vLLM',
    404,
    { object: 'error', message: 'The model `x` does not exist.', type: 'NotFoundError', code: 404 },
    'unknown-model',
    'does not exist',
  ],
  [
    'Ollama',
    404,
    { error: { message: 'model "x" not found, try pulling it first', type: 'api_error' } },
    'unknown-model',
    'try pulling',
  ],
  [
    'LM Studio, an unknown path',
    200,
    { error: 'Unexpected endpoint or method.' },
    'server',
    'Unexpected endpoint',
  ],
  [
    'LM Studio, a form that it lacks',
    400,
    { error: "'response_format.type' must be 'text'" },
    'schema-unsupported',
    '',
  ],
  ['FastAPI', 422, { detail: [{ msg: 'Field required', loc: [] }] }, 'bad-request', 'Field required'],
  ['FastAPI, in short', 404, { detail: 'Not Found' }, 'unknown-model', 'Not Found'],
  [
    'OpenRouter',
    200,
    { error: { message: 'Provider returned error', code: 429 } },
    'rate-limit',
    'Provider returned',
  ],
  [
    'llama.cpp',
    500,
    { error: { code: 500, message: 'failed to parse grammar', type: 'server_error' } },
    'schema-unsupported',
    '',
  ],
];

test.each(FOREIGN)('the error of %s (status %i) is understood', async (_, status, body, kind, words) => {
  const server = await startProviderServer({
    reply: () => ({ kind: 'raw', status, body: JSON.stringify(body) }),
  });
  const failure = await askForFailure(portTo(server, 'openai'), question({ schema: SCHEMA }));
  expect(failure).toMatchObject({ kind, message: expect.stringContaining(words) });
  await server.close();
});
