import * as v from 'valibot';
import type { ChatMessage } from '../../runs/ports.ts';

export const TRAINING_FORMATS = ['trl', 'axolotl', 'openai'] as const;
export type TrainingFormat = (typeof TRAINING_FORMATS)[number];

/** One line of the data, without its line end. */
export function formatLine(messages: readonly ChatMessage[], format: TrainingFormat): string {
  return JSON.stringify({ messages: messages.map((message) => messageOf(message, format)) });
}

export type ReadLine =
  | { readonly kind: 'conversation'; readonly messages: readonly ChatMessage[] }
  /** What is wrong with it. */
  | { readonly kind: 'faulty'; readonly why: string };

/**
 * Reads a line of the data. The loss falls on the messages of the assistant, so there are two of them, each after one
 * of the user and with words in it; for OpenAI they have the weight 1, and no other message has any.
 */
export function readLine(line: string, format: TrainingFormat): ReadLine {
  const parsed = v.safeParse(format === 'openai' ? WEIGHTED : PLAIN, line);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    return { kind: 'faulty', why: `${v.getDotPath(issue) ?? 'the line'}: ${issue.message}` };
  }
  const { messages } = parsed.output;
  const roles = messages.map(({ role }) => role);
  const turns = roles.slice(roles[0] === 'system' ? 1 : 0).join(', ');
  if (turns !== 'user, assistant, user, assistant')
    return {
      kind: 'faulty',
      why: `the roles are ${turns || 'none'}, and should be user, assistant, user, assistant`,
    };
  const empty = messages.findIndex(({ content }) => content.trim() === '');
  if (empty >= 0) return { kind: 'faulty', why: `message ${empty + 1}, of the ${roles[empty]}, is empty` };
  return { kind: 'conversation', messages };
}

/** What belongs with the data on the trainer's side, so that the loss is on the two answers only. `file` holds the data. */
export function trainerOptions(format: TrainingFormat, file: string): string {
  return OPTIONS[format].replace('DATA.jsonl', () => JSON.stringify(file));
}

/** OpenAI takes a weight of 0 or 1 on the messages of the assistant only. */
function messageOf({ role, content }: ChatMessage, format: TrainingFormat) {
  return format === 'openai' && role === 'assistant' ? { role, content, weight: 1 } : { role, content };
}

const MESSAGE = { role: v.picklist(['system', 'user', 'assistant']), content: v.string() };
const PLAIN = v.pipe(
  v.string(),
  v.parseJson(undefined, 'is not JSON'),
  v.strictObject({ messages: v.array(v.strictObject(MESSAGE)) }),
);
const WEIGHTED = v.pipe(
  v.string(),
  v.parseJson(undefined, 'is not JSON'),
  v.strictObject({
    messages: v.array(
      v.variant('role', [
        v.strictObject({ ...MESSAGE, role: v.picklist(['system', 'user']) }),
        v.strictObject({ ...MESSAGE, role: v.literal('assistant'), weight: v.literal(1) }),
      ]),
    ),
  }),
);

const OPTIONS: Readonly<Record<TrainingFormat, string>> = {
  trl: `# TRL, SFTTrainer: the loss is on the assistant's messages only. The chat template must mark them with
# {% generation %} and {% endgeneration %}: TRL brings such templates for some families of models; for others, give one.
SFTConfig(assistant_only_loss=True, packing=False, max_length=1024)`,
  axolotl: `# axolotl: the loss is on the assistant's messages, and on the token that ends each of them.
datasets:
  - path: DATA.jsonl
    ds_type: json
    type: chat_template
    field_messages: messages
    message_property_mappings: { role: role, content: content }
    roles_to_train: [assistant]
    train_on_eos: turn
train_on_inputs: false
sequence_len: 1024`,
  openai: `# OpenAI, supervised fine-tuning: the loss is on the assistant's messages, each of weight 1. Nothing more to set.
# Upload with purpose "fine-tune".`,
};
