import * as v from 'valibot';
import type { ModelReply, Usage } from '../../core/runs/ports.ts';
import { ReportedError, UnusableReply } from './unusableReply.ts';

const block = v.object({ type: v.string(), text: v.optional(v.string(), '') });
const message = v.object({
  content: v.array(block),
  stop_reason: v.nullish(v.string(), ''),
  usage: v.optional(v.unknown()),
});
const errorReport = v.object({ error: v.looseObject({}) });
const tokens = v.fallback(v.nullish(v.number(), 0), 0);
/** Tokens that are read from or written to the provider's cache are counted apart from the others. */
const usageForm = v.object({
  input_tokens: tokens,
  cache_creation_input_tokens: tokens,
  cache_read_input_tokens: tokens,
  output_tokens: v.number(),
});

/** Reads a message. */
export function readMessage(raw: unknown): ModelReply {
  const parsed = v.safeParse(message, raw);
  if (!parsed.success) {
    if (v.is(errorReport, raw)) throw new ReportedError(raw);
    const what = typeof raw === 'string' ? 'it is no JSON' : 'it holds no content';
    throw new UnusableReply('malformed', what);
  }
  const { content, stop_reason, usage } = parsed.output;
  const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('');
  return buildReply({ text, stopReason: stop_reason, usage: readUsage(usage), raw });
}

export function readUsage(value: unknown): Usage | undefined {
  const parsed = v.safeParse(usageForm, value);
  if (!parsed.success) return undefined;
  const used = parsed.output;
  const input = used.input_tokens + used.cache_creation_input_tokens + used.cache_read_input_tokens;
  return { input, output: used.output_tokens };
}

/** What is read from a message, whole or streamed. */
export interface ReadParts {
  readonly text: string;
  readonly stopReason: string;
  readonly usage: Usage | undefined;
  readonly raw: unknown;
}

export function buildReply({ text, stopReason, usage, raw }: ReadParts): ModelReply {
  const finish = FINISHES[stopReason] ?? 'other';
  // An empty text that was finished is an answer, and paid: asking again would pay again, unseen.
  if (text === '' && stopReason === '') {
    throw new UnusableReply('malformed', 'it holds no text');
  }
  return { text, finish, raw, ...(usage === undefined ? {} : { usage }) };
}

const FINISHES: { readonly [reason: string]: ModelReply['finish'] } = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  refusal: 'refusal',
};
