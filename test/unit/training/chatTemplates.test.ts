import { Template } from '@huggingface/jinja';
import { describe, expect, it } from 'vitest';
import {
  CHAT_TEMPLATES,
  chooseTemplate,
  hasMarks,
  withoutMarks,
} from '../../../src/core/training/chatTemplates.ts';
import { OWN_TEMPLATES } from './ownTemplates.ts';

const USER_1 = { role: 'user', content: '  Write about Sewing.\n\nShow [red herring].  ' };
const ANSWER_1 = { role: 'assistant', content: ' "Who sews?" he said — <s> naïvely.\n' };
const USER_2 = { role: 'user', content: 'Now improve it.' };
const ANSWER_2 = { role: 'assistant', content: 'Answer: It is better.\n\nExplanation: none.' };
const SYSTEM = { role: 'system', content: 'You are terse.' };

const CONVERSATIONS = {
  'one answer': [USER_1, ANSWER_1],
  'two answers': [USER_1, ANSWER_1, USER_2, ANSWER_2],
  'the prompt of the second turn': [USER_1, ANSWER_1, USER_2],
  'a system message': [SYSTEM, USER_1, ANSWER_1, USER_2, ANSWER_2],
};

const names = Object.keys(CHAT_TEMPLATES) as (keyof typeof CHAT_TEMPLATES)[];

function render(template: string, messages: readonly object[]): string {
  return new Template(template).render({ messages, bos_token: '<s>', eos_token: '</s>' });
}

describe.each(names)('the chat template %s', (name) => {
  it.each(Object.entries(CONVERSATIONS))('writes what the model’s own writes: %s', (what, messages) => {
    if (name === 'mistral-instruct-2023' && what === 'a system message') {
      expect(() => render(CHAT_TEMPLATES[name], messages)).toThrow('no system message');
      return;
    }
    const own = render(OWN_TEMPLATES[name], messages);
    expect(own).toContain('Write about Sewing.');
    expect(render(CHAT_TEMPLATES[name], messages)).toBe(own);
    expect(render(withoutMarks(CHAT_TEMPLATES[name]), messages)).toBe(own);
  });

  it('marks each answer with its end, and nothing else', () => {
    expect(hasMarks(CHAT_TEMPLATES[name])).toBe(true);
    expect(hasMarks(withoutMarks(CHAT_TEMPLATES[name]))).toBe(false);
    expect(hasMarks(OWN_TEMPLATES[name])).toBe(false);
    const marked = CHAT_TEMPLATES[name]
      .replace(/\{%- generation %\}/u, "{{- '⟦' }}")
      .replace(/\{%- endgeneration %\}/u, "{{- '⟧' }}");
    const parts = [...render(marked, CONVERSATIONS['two answers']).matchAll(/⟦([^⟧]*)⟧/gu)];
    const end = name === 'chatml' ? '<|im_end|>' : '</s>';
    expect(parts.map(([, part]) => part?.trim())).toEqual(
      [ANSWER_1, ANSWER_2].map(({ content }) =>
        name === 'llama-2-chat' ? `${content.trim()} ${end}` : `${content}${end}`.trim(),
      ),
    );
  });
});

describe('the choice of a chat template', () => {
  it('is what is known of the model, else the model’s own', () => {
    expect(chooseTemplate('mistralai/Mistral-7B-Instruct-v0.2', undefined)).toMatchObject({
      kind: 'given',
      name: 'mistral-instruct',
    });
    expect(chooseTemplate('meta-llama/Llama-2-13b-chat-hf', undefined)).toMatchObject({
      name: 'llama-2-chat',
    });
    expect(chooseTemplate('org/model', undefined)).toEqual({ kind: 'own' });
  });

  it('is what the study says', () => {
    expect(chooseTemplate('mistralai/Mistral-7B-Instruct-v0.2', 'own')).toEqual({ kind: 'own' });
    expect(chooseTemplate('org/model', 'chatml')).toMatchObject({ name: 'chatml' });
    expect(chooseTemplate('org/model', 'mine.jinja')).toEqual({ kind: 'file', path: 'mine.jinja' });
    expect(chooseTemplate('org/model', 'toString')).toEqual({ kind: 'unknown', name: 'toString' });
  });
});
