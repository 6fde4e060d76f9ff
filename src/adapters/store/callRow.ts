import * as v from 'valibot';
import type { CallRecord, ModelFailureKind, ModelOutcome, ModelRequest } from '../../core/runs/ports.ts';
import type { BatchId, RunId } from '../../core/runs/records.ts';
import { joinJson } from './jsonForm.ts';
import { unpackRaw } from './packedCall.ts';
import { json } from './rows.ts';
import { textIn } from './texts.ts';

const object = v.record(v.string(), v.unknown());
const role = v.picklist(['system', 'user', 'assistant']);

/** Contents and forms are the numbers of texts; in rows of version 1 they stand there in words. */
const request = v.object({
  model: v.string(),
  messages: v.array(v.object({ role, content: v.union([v.number(), v.string()]) })),
  temperature: v.exactOptional(v.number()),
  maxTokens: v.exactOptional(v.number()),
  schema: v.exactOptional(
    v.union([
      v.object({ name: v.string(), form: v.number(), parts: v.array(v.unknown()) }),
      v.object({ name: v.string(), schema: object }),
    ]),
  ),
});
type Request = v.InferOutput<typeof request>;

const failureKinds: readonly ModelFailureKind[] = [
  'no-key',
  'bad-key',
  'no-permission',
  'unknown-model',
  'quota',
  'rate-limit',
  'overloaded',
  'server',
  'time-out',
  'network',
  'cut',
  'malformed',
  'bad-request',
  'schema-unsupported',
  'cancelled',
];

const failure = v.object({
  kind: v.picklist(failureKinds),
  message: v.string(),
  status: v.exactOptional(v.number()),
  retryAfter: v.exactOptional(v.number()),
});

const asked = {
  key: v.string(),
  endpoint_name: v.string(),
  endpoint_kind: v.picklist(['openai', 'anthropic', 'vscode']),
  endpoint_address: v.string(),
  request: json(request),
  purpose: v.picklist(['generate', 'grade']),
};

const common = {
  ...asked,
  run_id: v.string(),
  batch_id: v.nullable(v.string()),
  started_at: v.number(),
  duration: v.number(),
  tries: v.number(),
};

const replied = v.object({
  ...common,
  state: v.literal('replied'),
  reply: v.nullable(v.number()),
  reply_text: v.nullable(v.string()),
  finish: v.picklist(['stop', 'length', 'refusal', 'other']),
  input_tokens: v.nullable(v.number()),
  output_tokens: v.nullable(v.number()),
  raw_form: v.nullable(v.number()),
  raw: v.nullable(json(v.unknown())),
});

const failed = v.object({ ...common, state: v.literal('failed'), failure: json(failure) });

/** A row of `calls` with its origin, that has an outcome. */
export const callRow = v.pipe(
  v.variant('state', [replied, failed]),
  v.check(
    (row) => row.state === 'failed' || row.reply !== null || row.reply_text !== null,
    'the reply is missing',
  ),
);
type Row = v.InferOutput<typeof callRow>;

/** A row of `calls` with its origin, as far as it tells what was asked. */
export const askedRow = v.object(asked);

/** The texts that a row refers to. */
export function textsOf(row: Row | v.InferOutput<typeof askedRow>): number[] {
  const { messages, schema } = row.request;
  const ids: unknown[] = messages.map(({ content }) => content);
  if (schema !== undefined && 'form' in schema) ids.push(schema.form);
  if ('state' in row && row.state === 'replied') ids.push(row.reply, row.raw_form);
  return ids.filter((id) => typeof id === 'number');
}

export function toCall(from: Row, texts: ReadonlyMap<number, string>): CallRecord {
  return {
    ...toAsked(from, texts),
    outcome: toOutcome(from, texts),
    startedAt: from.started_at,
    duration: from.duration,
    tries: from.tries,
    ...(from.run_id === '' ? {} : { runId: from.run_id as RunId }),
    ...(from.batch_id === null ? {} : { batchId: from.batch_id as BatchId }),
  };
}

export function toAsked(from: v.InferOutput<typeof askedRow>, texts: ReadonlyMap<number, string>) {
  return {
    key: from.key,
    endpoint: { name: from.endpoint_name, kind: from.endpoint_kind, address: from.endpoint_address },
    request: toRequest(from.request, texts),
    purpose: from.purpose,
  };
}

function toRequest({ messages, schema, ...rest }: Request, texts: ReadonlyMap<number, string>): ModelRequest {
  return {
    ...rest,
    messages: messages.map(({ role, content }) => ({
      role,
      content: typeof content === 'number' ? textIn(texts, content) : content,
    })),
    ...(schema === undefined ? {} : { schema: toSchema(schema, texts) }),
  };
}

function toSchema(schema: NonNullable<Request['schema']>, texts: ReadonlyMap<number, string>) {
  if ('schema' in schema) return schema;
  const whole = joinJson({ form: textIn(texts, schema.form), parts: schema.parts });
  return { name: schema.name, schema: v.parse(object, whole) };
}

function toOutcome(from: Row, texts: ReadonlyMap<number, string>): ModelOutcome {
  if (from.state === 'failed') return { kind: 'failure', failure: from.failure };
  const { finish, input_tokens: input, output_tokens: output } = from;
  const usage = input === null || output === null ? {} : { usage: { input, output } };
  const text = from.reply === null ? (from.reply_text ?? '') : textIn(texts, from.reply);
  return { kind: 'reply', reply: { text, finish, ...usage, raw: toRaw(from, text, texts) } };
}

function toRaw(from: Row & { state: 'replied' }, text: string, texts: ReadonlyMap<number, string>): unknown {
  if (from.raw_form === null) return from.raw;
  return unpackRaw(textIn(texts, from.raw_form), v.parse(v.array(v.unknown()), from.raw), text);
}
