import { describe, expect, it } from 'vitest';
import { extractAnswer } from '../../../src/core/generation/answer.ts';
import { firstTurn, promptVersion, secondTurn } from '../../../src/core/generation/prompts.ts';
import type { Mix } from '../../../src/core/mixes/mix.ts';
import type { Skill } from '../../../src/core/skillset/skillset.ts';

function skill(name: string): Skill {
  return {
    name,
    category: 'c',
    definition: `What ${name}\n is.`,
    example: `An example of ${name}.`,
    aliases: [],
    common: false,
  };
}

function mixOf(...names: readonly string[]): Mix {
  return { skills: names.map(skill), topic: { name: 'Sewing', aliases: [] } };
}

const contents = (messages: readonly { readonly content: string }[]) =>
  messages.map(({ content }) => content);

describe('turn 1', () => {
  it('names the topic and each skill with its definition and example', () => {
    const [request] = contents(firstTurn(mixOf('irony', 'simile (figure, of speech)')));
    expect(request).toContain('Sewing');
    expect(request).toContain('- irony: What irony is.\n  Example: An example of irony.');
    expect(request).toContain('- simile (figure, of speech): What simile (figure, of speech) is.');
    expect(request).toContain('both of these skills');
  });

  it('sets no limit on sentences and has no system prompt', () => {
    const messages = firstTurn(mixOf('a', 'b', 'c'));
    expect(messages.map(({ role }) => role)).toEqual(['user']);
    expect(contents(messages)[0]).not.toMatch(/sentence/iu);
  });

  it('does not tell the student to avoid the names, as the protocol does not', () => {
    const messages = secondTurn(mixOf('a'), firstTurn(mixOf('a')), 'Answer: x');
    expect(contents(messages).join('\n')).not.toMatch(/\b(?:not|avoid|without) (?:nam|mention)/iu);
  });
});

describe('turn 2', () => {
  it.each([
    [1, 'at most one sentence.'],
    [2, 'at most one sentence.'],
    [3, 'at most two sentences.'],
    [5, 'at most four sentences.'],
    [12, 'at most 11 sentences.'],
  ])('says the limit for k = %i in words', (k, words) => {
    const mix = mixOf(...Array.from({ length: k }, (_, index) => `skill ${index}`));
    expect(secondTurn(mix, firstTurn(mix), 'Answer: x').at(-1)?.content).toContain(words);
  });

  it('follows turn 1 and the reply, less its reasoning', () => {
    const mix = mixOf('irony');
    const messages = secondTurn(mix, firstTurn(mix), '<think>hm</think>\nAnswer: x');
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
    expect(messages.slice(0, 1)).toEqual(firstTurn(mix));
    expect(messages[1]?.content).toBe('Answer: x');
  });

  it('never sends an empty message', () => {
    const mix = mixOf('irony');
    expect(secondTurn(mix, firstTurn(mix), '<think>hm')[1]?.content).toBe('(no answer)');
  });
});

it('asks for a form whose echo is no answer', () => {
  const request = contents(firstTurn(mixOf('irony')))[0] ?? '';
  expect(extractAnswer(request.slice(request.indexOf('Begin the text'))).kind).toBe('unusable');
});

it('has a version', () => {
  expect(promptVersion).toMatch(/^generation-\d+$/u);
});
