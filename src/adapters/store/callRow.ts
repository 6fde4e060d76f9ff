import * as v from 'valibot';
import type { CallRecord, ModelFailureKind, ModelOutcome } from '../../core/runs/ports.ts';
import type { BatchId, RunId } from '../../core/runs/records.ts';
import { json } from './rows.ts';

/** A request as JSON.parse gives it. */
export const request = v.object({
  model: v.string(),
  messages: v.array(v.object({ role: v.picklist(['system', 'user', 'assistant']), content: v.string() })),
  temperature: v.exactOptional(v.number()),
  maxTokens: v.exactOptional(v.number()),
  schema: v.exactOptional(v.object({ name: v.string(), schema: v.record(v.string(), v.unknown()) })),
});

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

const common = {
  key: v.string(),
  endpoint_name: v.string(),
  endpoint_kind: v.picklist(['openai', 'anthropic', 'vscode']),
  endpoint_address: v.string(),
  request: json(request),
  purpose: v.picklist(['generate', 'grade']),
  started_at: v.number(),
  duration: v.number(),
  tries: v.number(),
  run_id: v.nullable(v.string()),
  batch_id: v.nullable(v.string()),
};

const replied = v.object({
  ...common,
  state: v.literal('replied'),
  reply_text: v.string(),
  finish: v.picklist(['stop', 'length', 'refusal', 'other']),
  input_tokens: v.nullable(v.number()),
  output_tokens: v.nullable(v.number()),
  raw: v.nullable(json(v.unknown())),
});

const failed = v.object({ ...common, state: v.literal('failed'), failure: json(failure) });

const row = v.variant('state', [replied, failed]);
type Row = v.InferOutput<typeof row>;

/** A row of `calls` that has an outcome. */
export const callRow = v.pipe(row, v.transform(toCall));

function toCall(from: Row): CallRecord {
  return {
    key: from.key,
    endpoint: { name: from.endpoint_name, kind: from.endpoint_kind, address: from.endpoint_address },
    request: from.request,
    purpose: from.purpose,
    outcome: toOutcome(from),
    startedAt: from.started_at,
    duration: from.duration,
    tries: from.tries,
    ...(from.run_id === null ? {} : { runId: from.run_id as RunId }),
    ...(from.batch_id === null ? {} : { batchId: from.batch_id as BatchId }),
  };
}

function toOutcome(from: Row): ModelOutcome {
  if (from.state === 'failed') return { kind: 'failure', failure: from.failure };
  const { reply_text: text, finish, input_tokens: input, output_tokens: output, raw } = from;
  const usage = input === null || output === null ? {} : { usage: { input, output } };
  return { kind: 'reply', reply: { text, finish, ...usage, raw } };
}
