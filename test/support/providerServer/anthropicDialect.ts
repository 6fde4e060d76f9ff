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
import type { ProviderRequest, Schema, Turn } from './providerRequest.ts';
import type { Level } from './requestLimits.ts';

/** Anthropic's Messages. Forms from https://docs.claude.com/en/api/messages. */
export const anthropicDialect: Dialect = {
  read,
  whole: (written, request) => ({
    ...envelope(request),
    content: [{ type: 'text', text: written.text }],
    stop_reason: STOP_REASONS[written.finish],
    usage: { input_tokens: countInput(request), output_tokens: countTokens(written.text) },
  }),
  hollow: (request) => ({ ...envelope(request), content: [], stop_reason: 'end_turn' }),
  frames,
  error: ({ status, message, type }) => ({
    type: 'error',
    error: { type: type ?? ERROR_TYPES[status] ?? 'api_error', message },
    request_id: 'req_fake',
  }),
  errorFrame: (error) => frame('error', anthropicDialect.error(error)),
  brokenFrame: 'event: content_block_delta\ndata: {"type": "content_block_delta", "delta": {"te\n\n',
  models: (names) => ({
    data: names.map((id) => ({ type: 'model', id, display_name: id, created_at: '2026-01-01T00:00:00Z' })),
    has_more: false,
    first_id: names[0] ?? null,
    last_id: names.at(-1) ?? null,
  }),
  limits: ({ requests, tokens }, now) => ({
    ...limitHeaders('requests', requests, now),
    ...limitHeaders('tokens', tokens, now),
    ...limitHeaders('input-tokens', tokens, now),
    ...limitHeaders('output-tokens', tokens, now),
  }),
};

function limitHeaders(what: string, level: Level | undefined, now: Date): SentHeaders {
  if (level === undefined) return {};
  return {
    [`anthropic-ratelimit-${what}-limit`]: String(level.limit),
    [`anthropic-ratelimit-${what}-remaining`]: String(level.remaining),
    [`anthropic-ratelimit-${what}-reset`]: new Date(now.getTime() + level.resetAfter).toISOString(),
  };
}

const STOP_REASONS = { stop: 'end_turn', length: 'max_tokens', refusal: 'refusal' } as const;

const ERROR_TYPES: { readonly [status: number]: string } = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

const KNOWN_FIELDS = ['model', 'messages', 'max_tokens', 'system', 'temperature', 'output_config', 'stream'];

function read(headers: IncomingHttpHeaders, body: unknown, index: number): ProviderRequest | WrittenError {
  if (headers['x-api-key'] === undefined && headers.authorization === undefined) {
    return { status: 401, message: 'x-api-key header is required' };
  }
  if (headers['anthropic-version'] === undefined) {
    return { status: 400, message: 'anthropic-version: header is required' };
  }
  if (!isRecord(body)) return { status: 400, message: 'The request body is not valid JSON.' };
  const unknown = Object.keys(body).find((key) => !KNOWN_FIELDS.includes(key));
  if (unknown !== undefined) return { status: 400, message: `${unknown}: Extra inputs are not permitted` };
  const { model, messages, max_tokens, system, stream } = body;
  if (typeof model !== 'string') return { status: 400, message: 'model: Field required' };
  if (typeof max_tokens !== 'number') return { status: 400, message: 'max_tokens: Field required' };
  if (!isConversation(messages))
    return { status: 400, message: 'messages: Input should be a valid list of turns' };
  const schema = schemaOf(body.output_config);
  if (schema === 'invalid') return { status: 400, message: 'output_config.format: Input should be valid' };
  const turns = typeof system === 'string' ? [{ role: 'system', content: system }, ...messages] : messages;
  const given = schema === undefined ? {} : { schema };
  return {
    protocol: 'anthropic',
    index,
    headers,
    body,
    model,
    messages: turns,
    stream: stream === true,
    ...given,
  };
}

function isConversation(messages: unknown): messages is Turn[] {
  if (!Array.isArray(messages) || messages.length === 0) return false;
  return messages.every(
    (turn) => isTurn(turn) && ['user', 'assistant'].includes(turn.role) && turn.content.trim() !== '',
  );
}

function schemaOf(config: unknown): Schema | 'invalid' | undefined {
  if (config === undefined) return undefined;
  if (!isRecord(config) || !isRecord(config.format)) return 'invalid';
  const { type, schema } = config.format;
  return type === 'json_schema' && isRecord(schema) ? schema : 'invalid';
}

function frames(written: Written, request: ProviderRequest): Frames {
  const usage = { input_tokens: countInput(request), output_tokens: 1 };
  const message = { ...envelope(request), content: [], usage };
  return {
    head: [
      frame('message_start', { type: 'message_start', message }),
      frame('content_block_start', {
        type: 'content_block_start',
        index: 0,
        content_block: { type: 'text', text: '' },
      }),
      frame('ping', { type: 'ping' }),
    ],
    pieces: piecesOf(written.text).map((text) =>
      frame('content_block_delta', {
        type: 'content_block_delta',
        index: 0,
        delta: { type: 'text_delta', text },
      }),
    ),
    tail: [
      frame('content_block_stop', { type: 'content_block_stop', index: 0 }),
      frame('message_delta', {
        type: 'message_delta',
        delta: { stop_reason: STOP_REASONS[written.finish], stop_sequence: null },
        usage: { output_tokens: countTokens(written.text) },
      }),
      frame('message_stop', { type: 'message_stop' }),
    ],
  };
}

function envelope({ model, index }: ProviderRequest) {
  return {
    id: `msg_fake_${index}`,
    type: 'message',
    role: 'assistant',
    model,
    stop_reason: null,
    stop_sequence: null,
  };
}

function frame(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
