import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ProviderServer, startProviderServer } from '../../support/providerServer/providerServer.ts';
import { askForReply, KEY, portTo, question } from './ask.ts';

const SCHEMA = {
  name: 'verdict',
  schema: {
    type: 'object',
    properties: { point: { type: 'integer', enum: [0, 1] } },
    required: ['point'],
    additionalProperties: false,
  },
};

describe.each(['openai', 'anthropic'] as const)('a reply through the %s SDK', (kind) => {
  let server: ProviderServer;
  beforeAll(async () => {
    server = await startProviderServer({ reply: () => 'Two plain sentences. In one reply.' });
  });
  afterAll(() => server.close());

  const lastRequest = () => server.requests.at(-1) ?? expect.fail('no request came');

  test('comes as text, with its usage and how it finished', async () => {
    const reply = await askForReply(portTo(server, kind));
    expect(reply).toMatchObject({
      text: 'Two plain sentences. In one reply.',
      finish: 'stop',
      usage: { input: 8, output: 9 },
    });
  });

  test('keeps the provider’s reply as it came, as data that survives JSON', async () => {
    const { raw } = await askForReply(portTo(server, kind));
    expect(raw).toMatchObject({ model: 'fake-writer', id: expect.stringContaining('fake') });
    expect(JSON.parse(JSON.stringify(raw))).toEqual(raw);
  });

  test.each([
    ['whole', {}],
    ['streamed', { onText: () => undefined }],
  ])('that is empty (%s) is a reply all the same: it is paid, and kept', async (_, options) => {
    const empty = await startProviderServer({ reply: () => ({ kind: 'empty' }) });
    const reply = await askForReply(portTo(empty, kind), question(), options);
    expect(reply).toMatchObject({ text: '', finish: 'stop', raw: { model: 'fake-writer' } });
    await empty.close();
  });

  test('is not streamed unless somebody listens', async () => {
    await askForReply(portTo(server, kind));
    expect(lastRequest().stream).toBe(false);
  });

  test('streams its pieces in order, and ends as the same text', async () => {
    const pieces: string[] = [];
    const reply = await askForReply(portTo(server, kind), question(), {
      onText: (piece) => pieces.push(piece),
    });
    expect(lastRequest().stream).toBe(true);
    expect(pieces).toEqual(['Two ', 'plain ', 'sentences. ', 'In ', 'one ', 'reply.']);
    expect(reply).toMatchObject({ text: pieces.join(''), finish: 'stop', usage: { input: 8, output: 9 } });
  });

  test('streamed or not, its raw form holds the same model, text and ending', async () => {
    const port = portTo(server, kind);
    const whole = await askForReply(port);
    const streamed = await askForReply(port, question(), { onText: () => undefined });
    const fields =
      kind === 'openai'
        ? { choices: [{ message: { content: whole.text }, finish_reason: 'stop' }] }
        : { content: [{ type: 'text', text: whole.text }], stop_reason: 'end_turn' };
    expect(whole.raw).toMatchObject({ model: 'fake-writer', ...fields });
    expect(streamed.raw).toMatchObject({ model: 'fake-writer', streamed: true, ...fields });
  });

  test('answers a conversation of several turns with a system’s words', async () => {
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Write.' },
      { role: 'assistant', content: 'Done.' },
      { role: 'user', content: 'Improve it.' },
    ] as const;
    await askForReply(portTo(server, kind), question({ messages }));
    expect(lastRequest().messages).toEqual(messages);
  });

  test('says where it was cut off at the token limit', async () => {
    server.answer(() => ({ kind: 'length', text: 'Half a sent' }));
    const port = portTo(server, kind);
    expect(await askForReply(port)).toMatchObject({ text: 'Half a sent', finish: 'length' });
    expect(await askForReply(port, question(), { onText: () => undefined })).toMatchObject({
      finish: 'length',
    });
    server.answer(() => ({ kind: 'length', text: '' }));
    expect(await askForReply(port)).toMatchObject({ text: '', finish: 'length' });
  });

  test('says that it is a refusal', async () => {
    server.answer(() => ({ kind: 'refusal', text: 'I would rather not.' }));
    const port = portTo(server, kind);
    const refusal = { text: 'I would rather not.', finish: 'refusal' };
    expect(await askForReply(port)).toMatchObject(refusal);
    expect(await askForReply(port, question(), { onText: () => undefined })).toMatchObject(refusal);
  });

  test('passes over what it does not know in a reply', async () => {
    const body =
      kind === 'openai'
        ? {
            new: 1,
            choices: [{ novel: true, message: { content: 'Fine.', mood: [] }, finish_reason: 'bored' }],
            usage: {},
          }
        : {
            new: 1,
            content: [{ type: 'mood' }, { type: 'text', text: 'Fine.' }],
            stop_reason: 'bored',
            usage: {},
          };
    server.answer(() => ({ kind: 'raw', status: 200, body: JSON.stringify(body) }));
    const reply = await askForReply(portTo(server, kind));
    expect(reply).toEqual({ text: 'Fine.', finish: 'other', raw: body });
  });
});

describe.each(['openai', 'anthropic'] as const)('a request through the %s SDK', (kind) => {
  let server: ProviderServer;
  beforeAll(async () => {
    server = await startProviderServer({ reply: () => 'Fine.' });
  });
  afterAll(() => server.close());

  const lastRequest = () => server.requests.at(-1) ?? expect.fail('no request came');

  test('holds nothing that was not asked for', async () => {
    await askForReply(portTo(server, kind));
    const { body } = lastRequest();
    expect(Object.keys(body).sort()).toEqual(
      kind === 'openai' ? ['messages', 'model'] : ['max_tokens', 'messages', 'model'],
    );
  });

  test('passes temperature and token limit on', async () => {
    await askForReply(portTo(server, kind), question({ temperature: 0, maxTokens: 512 }));
    expect(lastRequest().body).toMatchObject({ temperature: 0, max_tokens: 512 });
  });

  test('asks for a JSON schema in the provider’s own way', async () => {
    await askForReply(portTo(server, kind), question({ schema: SCHEMA }));
    expect(lastRequest().schema).toEqual(SCHEMA.schema);
    if (kind === 'openai') {
      expect(lastRequest().body.response_format).toMatchObject({
        json_schema: { name: 'verdict', strict: true },
      });
    }
  });

  test('carries the key and tells nothing about the machine', async () => {
    await askForReply(portTo(server, kind));
    const { headers } = lastRequest();
    expect(kind === 'openai' ? headers.authorization : headers['x-api-key']).toContain(KEY);
    expect(headers['user-agent']).toBe('skillmix');
    expect(Object.keys(headers).filter((name) => name.startsWith('x-stainless'))).toEqual([]);
  });

  test('carries nothing that the environment sets for the SDK', async () => {
    const variables = {
      OPENAI_CUSTOM_HEADERS: 'x-secret: 1',
      ANTHROPIC_CUSTOM_HEADERS: 'x-secret: 1',
      OPENAI_ORG_ID: 'org-secret',
      OPENAI_PROJECT_ID: 'secret',
      ANTHROPIC_AUTH_TOKEN: 'secret',
    };
    Object.assign(process.env, variables);
    try {
      await askForReply(portTo(server, kind));
      expect(JSON.stringify(lastRequest().headers)).not.toContain('secret');
    } finally {
      for (const name of Object.keys(variables)) delete process.env[name];
    }
  });

  test('is sent without a real key where none is set', async () => {
    const port = portTo(server, kind, '');
    await askForReply(port);
    const { headers } = lastRequest();
    expect(kind === 'openai' ? headers.authorization : headers['x-api-key']).toMatch(/no-key-needed$/);
  });

  test('is sent once, whatever comes back', async () => {
    const before = server.received;
    server.answer(() => ({ kind: 'error', status: 500 }));
    const outcome = await portTo(server, kind).ask(question(), { signal: new AbortController().signal });
    expect(outcome.kind).toBe('failure');
    expect(server.received - before).toBe(1);
  });
});

test('Anthropic’s token limit, which it demands, is 4096 where none is given', async () => {
  const server = await startProviderServer({ reply: () => 'Fine.' });
  await askForReply(portTo(server, 'anthropic'));
  expect(server.requests[0]?.body.max_tokens).toBe(4096);
  await server.close();
});

test('a server that knows no usage in streams is asked without it, then and later', async () => {
  const server = await startProviderServer({
    reply: () => ({ kind: 'unknown-field', field: 'stream_options' }),
  });
  const port = portTo(server, 'openai');
  for (let time = 0; time < 2; time += 1) {
    const reply = await askForReply(port, question(), { onText: () => undefined });
    expect(reply).toMatchObject({ text: 'Fine without it.', finish: 'stop' });
    expect(reply.usage).toBeUndefined();
  }
  expect(server.received).toBe(3);
  await server.close();
});
