import * as v from 'valibot';
import type { ModelReply } from '../../core/runs/ports.ts';
import { buildReply, readUsage } from './anthropicReply.ts';
import type { SendOptions } from './protocolPort.ts';
import { UnusableReply } from './unusableReply.ts';

const object = v.looseObject({});
/** The events that tell something; others are passed over, as the provider asks. */
const event = v.variant('type', [
  v.object({ type: v.literal('message_start'), message: object }),
  v.object({
    type: v.literal('content_block_delta'),
    delta: v.object({ type: v.string(), text: v.optional(v.string(), '') }),
  }),
  v.object({
    type: v.literal('message_delta'),
    delta: v.object({ stop_reason: v.nullish(v.string()) }),
    usage: v.optional(object, {}),
  }),
]);
const KNOWN = ['message_start', 'content_block_delta', 'message_delta'];
const anyEvent = v.object({ type: v.string() });

interface Collected {
  text: string;
  stopReason: string | undefined;
  /** The message as it started; undefined: nothing came. */
  message: { readonly [key: string]: unknown } | undefined;
  /** Later counts replace earlier ones. */
  usage: { readonly [key: string]: unknown };
}

/** Collects a streamed message. */
export async function readEvents(events: AsyncIterable<unknown>, options: SendOptions): Promise<ModelReply> {
  const collected: Collected = { text: '', stopReason: undefined, message: undefined, usage: {} };
  try {
    for await (const raw of events) {
      options.deadline.extend();
      const piece = collect(collected, raw);
      if (piece !== '') options.onText?.(piece);
    }
  } catch (error) {
    // What breaks after the reply was finished costs no text.
    if (collected.stopReason === undefined) throw error;
  }
  return finishReply(collected);
}

function collect(collected: Collected, raw: unknown): string {
  if (v.is(anyEvent, raw) && !KNOWN.includes(raw.type)) return '';
  const parsed = v.safeParse(event, raw);
  if (!parsed.success) throw new UnusableReply('malformed', 'a piece of its stream has an unknown form');
  const read = parsed.output;
  switch (read.type) {
    case 'message_start':
      collected.message = read.message;
      collected.usage = { ...(v.is(object, read.message.usage) ? read.message.usage : {}) };
      return '';
    case 'content_block_delta':
      if (read.delta.type !== 'text_delta') return '';
      collected.text += read.delta.text;
      return read.delta.text;
    case 'message_delta':
      collected.stopReason = read.delta.stop_reason ?? collected.stopReason;
      collected.usage = { ...collected.usage, ...present(read.usage) };
      return '';
  }
}

/** Null there means that a count is not repeated, not that it is gone. */
function present(usage: { readonly [key: string]: unknown }): { readonly [key: string]: unknown } {
  return Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== null));
}

function finishReply({ text, stopReason, message, usage }: Collected): ModelReply {
  if (message === undefined) throw new UnusableReply('malformed', 'it is no stream');
  if (stopReason === undefined) throw new UnusableReply('cut', 'the stream broke off');
  const content = [{ type: 'text', text }];
  const raw = { ...message, streamed: true, content, stop_reason: stopReason, usage };
  return buildReply({ text, stopReason, usage: readUsage(usage), raw });
}
