import * as v from 'valibot';
import type { ModelReply, Usage } from '../../core/runs/ports.ts';
import { ReportedError, UnusableReply } from './unusableReply.ts';

const choice = v.object({
  message: v.object({ content: v.nullish(v.string(), ''), refusal: v.nullish(v.string(), '') }),
  finish_reason: v.nullish(v.string(), ''),
});
const completion = v.object({ choices: v.pipe(v.array(choice), v.minLength(1)) });
const usage = v.object({ prompt_tokens: v.number(), completion_tokens: v.number() });

/** Reads a chat completion. Servers that are only compatible leave fields out, or add some. */
export function readCompletion(raw: unknown): ModelReply {
  const parsed = v.safeParse(completion, raw);
  if (!parsed.success) throw isReport(raw) ? new ReportedError(raw) : unusable(raw);
  const [first] = parsed.output.choices;
  if (first === undefined) throw unusable(raw);
  const { content, refusal } = first.message;
  const used = v.is(v.object({ usage: v.unknown() }), raw) ? readUsage(raw.usage) : undefined;
  return buildReply({ content, refusal, finish: first.finish_reason, usage: used, raw });
}

export function readUsage(value: unknown): Usage | undefined {
  const parsed = v.safeParse(usage, value);
  if (!parsed.success) return undefined;
  return { input: parsed.output.prompt_tokens, output: parsed.output.completion_tokens };
}

/** What is read from a completion, whole or streamed, in OpenAI's words. */
export interface ReadParts {
  readonly content: string;
  readonly refusal: string;
  /** `finish_reason` */
  readonly finish: string;
  readonly usage: Usage | undefined;
  readonly raw: unknown;
}

export function buildReply({ content, refusal, finish: reason, usage, raw }: ReadParts): ModelReply {
  const finish = refusal === '' ? (FINISHES[reason] ?? 'other') : 'refusal';
  const text = content === '' ? refusal : content;
  // An empty text that was finished is an answer, and paid: asking again would pay again, unseen.
  if (text === '' && reason === '') {
    throw new UnusableReply('malformed', 'it holds no text');
  }
  return { text, finish, raw, ...(usage === undefined ? {} : { usage }) };
}

const FINISHES: { readonly [reason: string]: ModelReply['finish'] } = {
  stop: 'stop',
  length: 'length',
  content_filter: 'refusal',
};

function isReport(raw: unknown): boolean {
  return v.is(v.object({ error: v.union([v.string(), v.looseObject({})]) }), raw);
}

function unusable(raw: unknown): UnusableReply {
  return new UnusableReply('malformed', typeof raw === 'string' ? 'it is no JSON' : 'it holds no choices');
}
