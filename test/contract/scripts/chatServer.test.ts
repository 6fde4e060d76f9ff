import OpenAI from 'openai';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ChatRequest, type ChatServer, serveChat } from '../../../scripts/support/demo/chatServer.mjs';

let server: ChatServer;
let client: OpenAI;
let asked: ChatRequest[];
let working: number;
let mostAtOnce: number;
let aborted: () => void;
let abortion: Promise<void>;

/** Says back what it was told, word by word; "wait" makes it wait until the client goes away. */
async function echo(
  request: ChatRequest,
  { signal, onText }: { signal: AbortSignal; onText: (text: string) => void },
) {
  asked.push(request);
  mostAtOnce = Math.max(mostAtOnce, ++working);
  try {
    const text = request.messages.at(-1)?.content ?? '';
    for (const piece of text.split(/(?<= )/u)) onText(piece);
    if (text === 'wait')
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    if (signal.aborted) aborted();
    return { text, finishReason: 'stop' as const, promptTokens: 3, completionTokens: 4 };
  } finally {
    working--;
  }
}

beforeEach(async () => {
  asked = [];
  working = 0;
  mostAtOnce = 0;
  abortion = new Promise((resolve) => {
    aborted = resolve;
  });
  server = await serveChat({ name: 'echo', reply: echo });
  client = new OpenAI({ baseURL: server.baseUrl, apiKey: 'none', maxRetries: 0 });
});
afterEach(() => server.close());

const hello = [{ role: 'user' as const, content: 'hello there' }];

test('a reply comes in one piece, with its usage', async () => {
  const reply = await client.chat.completions.create({ model: 'echo', messages: hello });
  expect(reply.choices[0]?.message.content).toBe('hello there');
  expect(reply.usage).toEqual({ prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 });
});

test('a streamed reply comes piece by piece, with its usage at the end where that was asked for', async () => {
  const options = { stream: true as const, stream_options: { include_usage: true } };
  const stream = await client.chat.completions.create({ model: 'echo', messages: hello, ...options });
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  const pieces = chunks.map(({ choices }) => choices[0]?.delta.content).filter(Boolean);
  expect(pieces).toEqual(['hello ', 'there']);
  expect(chunks.map(({ choices }) => choices[0]?.finish_reason).filter(Boolean)).toEqual(['stop']);
  expect(chunks.at(-1)?.usage?.total_tokens).toBe(7);
});

test('the model gets what was asked for', async () => {
  const schema = { type: 'object', properties: {}, required: [], additionalProperties: false };
  await client.chat.completions.create({
    model: 'echo',
    messages: [{ role: 'system', content: 'Be brief.' }, ...hello],
    temperature: 0,
    max_tokens: 5,
    seed: 9,
    response_format: { type: 'json_schema', json_schema: { name: 'x', schema } },
  });
  expect(asked).toEqual([
    {
      messages: [{ role: 'system', content: 'Be brief.' }, ...hello],
      stream: false,
      includeUsage: false,
      temperature: 0,
      maxTokens: 5,
      seed: 9,
      schema,
    },
  ]);
});

test('requests that come together are answered one after the other', async () => {
  await Promise.all([1, 2, 3].map(() => client.chat.completions.create({ model: 'echo', messages: hello })));
  expect(asked).toHaveLength(3);
  expect(mostAtOnce).toBe(1);
});

test('a client that goes away stops the model and lets the next one in', async () => {
  const gone = new AbortController();
  const options = { model: 'echo', stream: true as const };
  const messages = [{ role: 'user' as const, content: 'wait' }];
  const stream = await client.chat.completions.create({ ...options, messages }, { signal: gone.signal });
  for await (const chunk of stream) if (chunk.choices[0]?.delta.content === 'wait') gone.abort();
  await abortion;
  const reply = await client.chat.completions.create({ model: 'echo', messages: hello });
  expect(reply.choices[0]?.message.content).toBe('hello there');
});

test.each([
  ['no messages', { messages: [] }, 'ends with a user message'],
  ['an unknown role', { messages: [{ role: 'tool', content: 'x' }, ...hello] }, 'no role "tool"'],
  [
    'a picture',
    { messages: [{ role: 'user', content: [{ type: 'image_url' }] }] },
    'something else than text',
  ],
  [
    'a temperature that is no number',
    { messages: hello, temperature: 'hot' },
    'temperature must be a number',
  ],
])('a request with %s is refused with a reason', async (_what, body, reason) => {
  const reply = await fetch(`${server.baseUrl}/chat/completions`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  expect(reply.status).toBe(400);
  expect(await reply.json()).toMatchObject({
    error: { type: 'invalid_request_error', message: expect.stringContaining(reason) },
  });
});

test('the one model is listed', async () => {
  expect((await client.models.list()).data.map(({ id }) => id)).toEqual(['echo']);
});
