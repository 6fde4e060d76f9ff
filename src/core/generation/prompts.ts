import { type Mix, sentenceLimit } from '../mixes/mix.ts';
import type { ChatMessage } from '../runs/ports.ts';
import type { Skill } from '../skillset/skillset.ts';
import { withoutThinking } from './withoutThinking.ts';

/** Kept with every sample. Change it with any change to the words below: other words are another experiment. */
export const promptVersion = 'generation-1';

/**
 * Turn 1 of PROTOCOL: a short natural text on the topic that shows all the skills. There is no system prompt, and
 * no limit on sentences yet. The student is not told to avoid the skills' names: the protocol does not tell it
 * either, and the name rule measures just that.
 */
export function firstTurn(mix: Mix): ChatMessage[] {
  return [{ role: 'user', content: firstRequest(mix) }];
}

/**
 * Turn 2 of PROTOCOL: look it over, improve it, keep to max(1, k - 1) sentences, same form. The first reply is
 * passed back as it came, less its reasoning block.
 */
export function secondTurn(
  mix: Mix,
  firstTurnMessages: readonly ChatMessage[],
  firstReply: string,
): ChatMessage[] {
  const said = withoutThinking(firstReply).trim();
  return [
    ...firstTurnMessages,
    // An endpoint refuses an empty message, and reasoning alone leaves one.
    { role: 'assistant', content: said === '' ? '(no answer)' : said },
    { role: 'user', content: secondRequest(mix) },
  ];
}

const FORM =
  'Begin the text itself with "Answer:" and put nothing else there. Then, on a new line, begin with "Explanation:" and say where the text shows each skill.';

function firstRequest({ skills, topic }: Mix): string {
  return `Please write a short piece of text about this topic: ${topic.name}

The text must show ${allOf(skills.length)}:
${skills.map(describe).join('\n')}

Write as someone would naturally write, a few lines at most, as short as you can make it. A reader must be able to find each skill in the text alone, without any comment.

${FORM}`;
}

function secondRequest({ skills, topic }: Mix): string {
  return `Now read your text again and improve it. It should show ${allOf(skills.length)} more clearly, stay on the topic (${topic.name}) and read naturally. The improved text may have at most ${sentences(sentenceLimit(skills.length))}.

${FORM}`;
}

function describe({ name, definition, example }: Skill): string {
  return `- ${name}: ${oneLine(definition)}\n  Example: ${oneLine(example)}`;
}

function allOf(k: number): string {
  if (k === 1) return 'this skill';
  return k === 2 ? 'both of these skills' : `all ${inWords(k)} of these skills`;
}

function sentences(count: number): string {
  return count === 1 ? 'one sentence' : `${inWords(count)} sentences`;
}

const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

function inWords(count: number): string {
  return WORDS[count] ?? String(count);
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/gu, ' ');
}
