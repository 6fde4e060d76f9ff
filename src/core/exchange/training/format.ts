import * as v from 'valibot';
import type { ChatMessage } from '../../runs/ports.ts';

export const TRAINING_FORMATS = ['trl', 'axolotl', 'openai'] as const;
export type TrainingFormat = (typeof TRAINING_FORMATS)[number];

/** One line of the data, without its line end. */
export function formatLine(messages: readonly ChatMessage[], format: TrainingFormat): string {
  return JSON.stringify({ messages: messages.map((message) => messageOf(message, format)) });
}

/** What is wrong with a line of the data; undefined for one as it should be. */
export function problemOfLine(line: string, format: TrainingFormat): string | undefined {
  const parsed = v.safeParse(format === 'openai' ? WEIGHTED : PLAIN, line);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    return `${v.getDotPath(issue) ?? 'the line'}: ${issue.message}`;
  }
  const { messages } = parsed.output;
  const turns = messages[0]?.role === 'system' ? messages.slice(1) : messages;
  const roles = turns.map(({ role }) => role).join(', ');
  if (roles !== 'user, assistant, user, assistant')
    return `the roles are ${roles || 'none'}, and should be user, assistant, user, assistant`;
  const empty = turns.findIndex(({ content }) => content.trim() === '');
  return empty < 0 ? undefined : `message ${empty + 1} is empty`;
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
  trl: `# TRL, SFTTrainer: the loss is on the assistant's messages only. The model's chat template must mark them with
# {% generation %}; where it does not, give one that does.
SFTConfig(assistant_only_loss=True, packing=False, max_length=1024)`,
  axolotl: `# axolotl: the loss is on the assistant's messages only.
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
