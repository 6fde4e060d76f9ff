import * as v from 'valibot';
import type { ModelReply, Usage } from '../../core/runs/ports.ts';
import { buildReply, readUsage } from './openaiReply.ts';
import type { SendOptions } from './protocolPort.ts';
import { UnusableReply } from './unusableReply.ts';

const delta = v.object({ content: v.nullish(v.string(), ''), refusal: v.nullish(v.string(), '') });
const chunk = v.object({
  choices: v.nullish(
    v.array(v.object({ delta: v.nullish(delta, {}), finish_reason: v.nullish(v.string()) })),
    [],
  ),
  usage: v.nullish(v.unknown()),
});

interface Collected {
  content: string;
  refusal: string;
  finish: string | undefined;
  usage: Usage | undefined;
  /** The last chunk: it holds what all chunks repeat. */
  last: unknown;
}

/** Collects a streamed chat completion. */
export async function readChunks(chunks: AsyncIterable<unknown>, options: SendOptions): Promise<ModelReply> {
  const collected: Collected = {
    content: '',
    refusal: '',
    finish: undefined,
    usage: undefined,
    last: undefined,
  };
  try {
    for await (const raw of chunks) {
      options.deadline.extend();
      const piece = collect(collected, raw);
      if (piece !== '') options.onText?.(piece);
    }
  } catch (error) {
    // What breaks after the reply was finished, while waiting for its usage, costs no text.
    if (collected.finish === undefined) throw error;
  }
  return finishReply(collected);
}

function collect(collected: Collected, raw: unknown): string {
  const parsed = v.safeParse(chunk, raw);
  if (!parsed.success) throw new UnusableReply('malformed', 'a piece of its stream has an unknown form');
  const { choices, usage } = parsed.output;
  collected.last = raw;
  collected.usage = readUsage(usage) ?? collected.usage;
  const [choice] = choices;
  if (choice === undefined) return '';
  collected.finish = choice.finish_reason ?? collected.finish;
  collected.content += choice.delta.content;
  collected.refusal += choice.delta.refusal;
  return choice.delta.content;
}

function finishReply({ content, refusal, finish, usage, last }: Collected): ModelReply {
  if (last === undefined) throw new UnusableReply('malformed', 'it is no stream');
  if (finish === undefined) throw new UnusableReply('cut', 'the stream broke off');
  return buildReply({ content, refusal, finish, usage, raw: asCompletion() });

  /** The chunks put together, as the same server would have sent them in one piece. */
  function asCompletion(): unknown {
    const message = { role: 'assistant', content, ...(refusal === '' ? {} : { refusal }) };
    const { choices: _, usage: __, ...shared } = v.parse(v.looseObject({}), last);
    const choices = [{ index: 0, message, finish_reason: finish }];
    return { ...shared, streamed: true, choices, ...(usage === undefined ? {} : { usage }) };
  }
}
