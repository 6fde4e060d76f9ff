import type { IncomingHttpHeaders } from 'node:http';
import {
  countInput,
  countTokens,
  type Dialect,
  type Frames,
  isRecord,
  isTurn,
  piecesOf,
  type SentHeaders,
  type Written,
  type WrittenError,
} from './dialect.ts';
import type { ProviderRequest, Schema } from './providerRequest.ts';
import type { Levels } from './requestLimits.ts';

/** OpenAI's Chat Completions. Forms from https://platform.openai.com/docs/api-reference/chat. */
export const openaiDialect: Dialect = {
  read,
  whole: (written, request) => ({
    ...envelope('chat.completion', request),
    choices: [{ index: 0, message: messageOf(written), logprobs: null, finish_reason: finishOf(written) }],
    usage: usageOf(written, request),
  }),
  hollow: (request) => ({ ...envelope('chat.completion', request), choices: [] }),
  frames,
  error: ({ message, type = 'invalid_request_error', code = null }: WrittenErrorForm) => ({
    error: { message, type, param: null, code },
  }),
  errorFrame: (error) => frame(openaiDialect.error(error)),
  brokenFrame: 'data: {"choices": [{"delta": {"content": "bro\n\n',
  models: (names) => ({
    object: 'list',
    data: names.map((id) => ({ id, object: 'model', created: 0, owned_by: 'fake' })),
  }),
  limits: (levels) => ({ ...limitHeaders('requests', levels), ...limitHeaders('tokens', levels) }),
};

function limitHeaders(what: 'requests' | 'tokens', levels: Levels): SentHeaders {
  const level = levels[what];
  if (level === undefined) return {};
  return {
    [`x-ratelimit-limit-${what}`]: String(level.limit),
    [`x-ratelimit-remaining-${what}`]: String(level.remaining),
    [`x-ratelimit-reset-${what}`]: durationOf(level.resetAfter),
  };
}

/** As the provider writes times: `20ms`, `1.5s`, `6m0s`. */
function durationOf(milliseconds: number): string {
  if (milliseconds < 1000) return `${milliseconds}ms`;
  const minutes = Math.floor(milliseconds / 60_000);
  const seconds = `${(milliseconds % 60_000) / 1000}s`;
  return minutes === 0 ? seconds : `${minutes}m${seconds}`;
}

type WrittenErrorForm = Omit<WrittenError, 'code'> & { readonly code?: string | null };

const KNOWN_FIELDS = [
  'model',
  'messages',
  'temperature',
  'max_tokens',
  'max_completion_tokens',
  'response_format',
  'stream',
  'stream_options',
];

function read(headers: IncomingHttpHeaders, body: unknown, index: number): ProviderRequest | WrittenError {
  if (!headers.authorization?.startsWith('Bearer ')) {
    return { status: 401, message: "You didn't provide an API key." };
  }
  if (!isRecord(body)) return { status: 400, message: 'We could not parse the JSON body of your request.' };
  const unknown = Object.keys(body).find((key) => !KNOWN_FIELDS.includes(key));
  if (unknown !== undefined)
    return { status: 400, message: `Unrecognized request argument supplied: ${unknown}` };
  const { model, messages, stream } = body;
  if (typeof model !== 'string') return { status: 400, message: 'you must provide a model parameter' };
  if (!Array.isArray(messages) || messages.length === 0 || !messages.every(isTurn)) {
    return { status: 400, message: "Invalid value for 'messages'." };
  }
  const schema = schemaOf(body.response_format);
  if (schema === 'invalid') return { status: 400, message: "Invalid value for 'response_format'." };
  const given = schema === undefined ? {} : { schema };
  return { protocol: 'openai', index, headers, body, model, messages, stream: stream === true, ...given };
}

function schemaOf(format: unknown): Schema | 'invalid' | undefined {
  if (format === undefined) return undefined;
  if (!isRecord(format) || format.type !== 'json_schema' || !isRecord(format.json_schema)) return 'invalid';
  const { name, schema } = format.json_schema;
  return typeof name === 'string' && /^[\w-]{1,64}$/.test(name) && isRecord(schema) ? schema : 'invalid';
}

function frames(written: Written, request: ProviderRequest): Frames {
  const shared = envelope('chat.completion.chunk', request);
  const choice = (delta: unknown, finish_reason: string | null = null) =>
    frame({ ...shared, choices: [{ index: 0, delta, logprobs: null, finish_reason }] });
  const key = written.finish === 'refusal' ? 'refusal' : 'content';
  const usage = frame({ ...shared, choices: [], usage: usageOf(written, request) });
  return {
    head: [choice({ role: 'assistant', content: '' })],
    pieces: piecesOf(written.text).map((piece) => choice({ [key]: piece })),
    tail: [choice({}, finishOf(written)), ...(wantsUsage(request) ? [usage] : []), 'data: [DONE]\n\n'],
  };
}

function wantsUsage({ body }: ProviderRequest): boolean {
  return isRecord(body.stream_options) && body.stream_options.include_usage === true;
}

function envelope(object: string, { model, index }: ProviderRequest) {
  return {
    id: `chatcmpl-fake-${index}`,
    object,
    created: 1_700_000_000,
    model,
    system_fingerprint: 'fp_fake',
  };
}

function messageOf({ text, finish }: Written) {
  const isRefusal = finish === 'refusal';
  return { role: 'assistant', content: isRefusal ? null : text, refusal: isRefusal ? text : null };
}

/** The provider reports a refusal in the message and finishes as usual. */
function finishOf({ finish }: Written): string {
  return finish === 'length' ? 'length' : 'stop';
}

function usageOf({ text }: Written, request: ProviderRequest) {
  const prompt_tokens = countInput(request);
  const completion_tokens = countTokens(text);
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
}

function frame(data: unknown): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
