import { withoutThinking } from '../../generation/withoutThinking.ts';
import type { CallRecord, ChatMessage } from '../../runs/ports.ts';

export type Conversation =
  | { readonly kind: 'conversation'; readonly messages: readonly ChatMessage[] }
  /** Why a text cannot be trained on. */
  | { readonly kind: 'missing'; readonly why: string };

/**
 * Both turns of a text as one conversation (PROTOCOL, fine-tuning): PROMPT1, ANSWER1, PROMPT2, ANSWER2, with a system
 * message before them where the student was given one. The replies are the student's as they came, less reasoning.
 * @param calls those of turn 1 and turn 2, undefined where the store does not have one
 */
export function conversationOf(calls: readonly (CallRecord | undefined)[]): Conversation {
  if (calls.length !== 2) return missing('its two turns are not known');
  const [first, second] = calls;
  const one = replyOf(first, 1);
  if (one.kind === 'missing') return one;
  const two = replyOf(second, 2);
  if (two.kind === 'missing') return two;
  const opening = first?.request.messages ?? [];
  const question = second?.request.messages.at(-1);
  if (question?.role !== 'user' || second?.request.messages.length !== opening.length + 2)
    return missing('turn 2 does not follow from turn 1');
  return {
    kind: 'conversation',
    messages: [
      ...opening,
      { role: 'assistant', content: one.text },
      question,
      { role: 'assistant', content: two.text },
    ],
  };
}

type Reply = { readonly kind: 'reply'; readonly text: string } | Extract<Conversation, { kind: 'missing' }>;

function missing(why: string): Extract<Conversation, { kind: 'missing' }> {
  return { kind: 'missing', why };
}

function replyOf(call: CallRecord | undefined, turn: 1 | 2): Reply {
  if (call?.outcome.kind !== 'reply') return missing(`the reply of turn ${turn} is not stored`);
  const { text, finish } = call.outcome.reply;
  // Its end was never written, and would be learnt as the end.
  if (finish === 'length') return missing(`the reply of turn ${turn} was cut off at the token limit`);
  const said = withoutThinking(text).trim();
  return said === '' ? missing(`the reply of turn ${turn} holds no words`) : { kind: 'reply', text: said };
}
