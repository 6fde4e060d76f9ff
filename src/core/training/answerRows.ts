import * as v from 'valibot';

const message = v.object({ role: v.string(), content: v.string() });
const conversation = v.pipe(v.string(), v.parseJson(), v.object({ messages: v.array(message) }));

/**
 * A conversation as one row for each answer, the conversation before it being the prompt: for chat templates that do
 * not mark the answers. Throws where the line is not one that `formatLine` wrote.
 */
export function answerRows(line: string): string[] {
  const { messages } = v.parse(conversation, line);
  return messages.flatMap((one, index) =>
    one.role === 'assistant' ? [JSON.stringify({ prompt: messages.slice(0, index), completion: [one] })] : [],
  );
}
