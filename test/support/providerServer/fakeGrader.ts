import { fakeInstance } from './fakeInstance.ts';
import { hash } from './hash.ts';
import type { ProviderRequest, Schema } from './providerRequest.ts';

/**
 * The fake grader. It fills the schema that it is given: the same points for the same text every time, about
 * four of five earned, and quotes that stand in the text.
 */
export function fakeGrader({ messages }: ProviderRequest, schema: Schema): string {
  const prompt = messages.map(({ content }) => content).join('\n');
  const quote = quoteFrom(prompt);
  const seed = hash(prompt);
  return JSON.stringify(
    fakeInstance(schema, {
      text: (path) =>
        /quote|evidence/i.test(path.at(-1) ?? '') ? quote : 'Scripted reason: no model read this.',
      pick: (options, path) =>
        hash(`${seed} ${path.join('.')}`) % 5 === 0 ? lowest(options) : highest(options),
    }),
  );
}

/** The first words after "Scripted text", which is how the fake writer begins. */
function quoteFrom(prompt: string): string {
  return /Scripted text[^.:;\n]*/.exec(prompt)?.[0] ?? '';
}

function highest(options: readonly unknown[]): unknown {
  return options.includes(1) ? 1 : options.includes(true) ? true : options.at(-1);
}

function lowest(options: readonly unknown[]): unknown {
  return options.includes(0) ? 0 : options.includes(false) ? false : options[0];
}
