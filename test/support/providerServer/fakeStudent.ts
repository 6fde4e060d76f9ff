import type { ProviderRequest } from './providerRequest.ts';

/**
 * The fake writer. It reads topic and examples out of the prompt and strings them together, so that its texts
 * differ from mix to mix, are the same every time, and say that no model wrote them.
 */
export function fakeStudent({ messages }: ProviderRequest): string {
  const prompt = messages.find(({ role }) => role === 'user')?.content ?? '';
  const isRevision = messages.some(({ role }) => role === 'assistant');
  const topic = /topic: *(.+)/i.exec(prompt)?.[1]?.trim() ?? 'nothing';
  const examples = [...prompt.matchAll(/^ *Example: *(.+)$/gim)].map(([, example = '']) =>
    unfinished(example),
  );
  const opening = isRevision ? 'Scripted text, revised, about' : 'Scripted text about';
  const text = ended(
    `${opening} ${topic}: ${examples.length === 0 ? 'no model wrote this' : examples.join('; ')}`,
  );
  return `Answer: ${text}\n\nExplanation: A script wrote this text from the topic "${topic}" and ${examples.length} examples in the prompt.`;
}

/** The words without the end of their sentence, so that the text stays one sentence. */
function unfinished(example: string): string {
  return example.trim().replace(/[.!…"”]+$/u, '');
}

function ended(text: string): string {
  return text.endsWith('?') ? text : `${text}.`;
}
