import { fakeInstance } from './fakeInstance.ts';
import { hash } from './hash.ts';
import type { ProviderRequest, Schema } from './providerRequest.ts';

/**
 * The fake grader. It fills the schema that it is given, or the form that the prompt shows: the same points for
 * the same prompt every time, about four of five earned, with words of the text as quotes. Its reasons say that
 * they are scripted and differ from call to call, as a model's do.
 */
export function fakeGrader(request: ProviderRequest): string | undefined {
  const prompt = request.messages.map(({ content }) => content).join('\n');
  const schema = request.schema ?? schemaInWords(prompt);
  if (schema === undefined) return undefined;
  const words = gradedText(prompt)
    .split(/\s+/)
    .filter((word) => word !== '');
  const seedAt = (path: readonly string[]) => hash(`${prompt} ${path.slice(0, -1).join('.')}`);
  const isEarned = (path: readonly string[]) => seedAt(path) % 5 !== 0;
  const filled = fakeInstance(schema, {
    pick: (options, path) => (isEarned(path) ? highest(options) : lowest(options)),
    text: (path) => {
      if (path.at(-1) === 'quote') return isEarned(path) ? someOf(words, seedAt(path)) : '';
      return `Scripted reason of call ${request.index}: no model has read this text.`;
    },
  });
  return JSON.stringify(filled);
}

/** The schema of a grading whose form the prompt only shows: `{"id": "…", "grades": [{"criterion": "…", …}]}`. */
function schemaInWords(prompt: string): Schema | undefined {
  const id = /"id": "([^"]+)"/.exec(prompt)?.[1];
  const criteria = [...prompt.matchAll(/"criterion": ("(?:[^"\\]|\\.)*")/g)].map(([, name = '""']) =>
    JSON.parse(name),
  );
  if (id === undefined || criteria.length === 0) return undefined;
  const entry = {
    criterion: { enum: criteria },
    reason: { type: 'string' },
    quote: { type: 'string' },
    point: { enum: [0, 1] },
  };
  return { properties: { id: { const: id }, grades: { items: { properties: entry } } } };
}

/** What stands between the tags around a student's text, less their lines. */
function gradedText(prompt: string): string {
  return /<student-text[^>]*>\n([\s\S]*)\n<\/student-text/.exec(prompt)?.[1] ?? '';
}

/** Three words in a row. */
function someOf(words: readonly string[], seed: number): string {
  const start = seed % Math.max(1, words.length - 2);
  return words.slice(start, start + 3).join(' ');
}

function highest(options: readonly unknown[]): unknown {
  return options.includes(1) ? 1 : options.includes(true) ? true : options.at(-1);
}

function lowest(options: readonly unknown[]): unknown {
  return options.includes(0) ? 0 : options.includes(false) ? false : options[0];
}
