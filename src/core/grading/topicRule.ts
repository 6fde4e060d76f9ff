import type { Topic } from '../skillset/skillset.ts';
import { inflectedPattern, wordsOf } from './wordForms.ts';

/**
 * The words that show that a text is on its topic; undefined if there are none. They are the content words of the
 * topic's name, or of one of its aliases, all of them, in any order and with simple inflections.
 */
export function topicWords(topic: Topic, text: string): string | undefined {
  for (const name of [topic.name, ...topic.aliases]) {
    const found = contentWords(name).map((word) => new RegExp(inflectedPattern(word), 'iu').exec(text));
    const present = found.filter((match) => match !== null).sort((one, other) => one.index - other.index);
    if (present.length > 0 && present.length === found.length)
      return present.map(([word]) => word).join(' … ');
  }
  return undefined;
}

/** The words of a name that carry its meaning; all of them where there is no such word. */
function contentWords(name: string): string[] {
  const words = wordsOf(name);
  const content = words.filter((word) => !FUNCTION_WORDS.has(word.toLowerCase()));
  return content.length > 0 ? content : words;
}

const FUNCTION_WORDS = new Set('a an the of in on at to for and or with by from as its'.split(' '));
