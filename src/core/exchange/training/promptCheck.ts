import { firstTurn, promptVersion, secondTurn } from '../../generation/prompts.ts';
import type { Mix } from '../../mixes/mix.ts';
import type { ChatMessage } from '../../runs/ports.ts';

/** Tells whether conversations have the prompts of our own, whatever the mix. */
export interface PromptCheck {
  /** What is wrong with the prompts of a conversation of two turns; undefined for those of `promptVersion`. */
  problemOf(messages: readonly ChatMessage[]): string | undefined;
}

/** @param ks of how many skills the mixes may be */
export function createPromptCheck(ks: readonly number[]): PromptCheck {
  const forms = ks.map(formsOf);
  return {
    problemOf(messages) {
      const asked = messages.filter(({ role }) => role === 'user').map(({ content }) => content);
      const form = forms.find(({ first }) => first.test(asked[0] ?? ''));
      if (form === undefined || messages[0]?.role === 'system')
        return `the prompt of turn 1 is not that of ${promptVersion}`;
      const topic = form.first.exec(asked[0] ?? '')?.groups?.topic;
      const sought = form.second.exec(asked[1] ?? '')?.groups?.topic;
      if (topic === undefined || topic !== sought)
        return `the prompt of turn 2 is not that of ${promptVersion} for the same mix`;
      return undefined;
    },
  };
}

interface PromptForms {
  readonly first: RegExp;
  readonly second: RegExp;
}

/** The prompts for k skills, as patterns: made of the prompts themselves, so that both always say the same. */
function formsOf(k: number): PromptForms {
  const opening = firstTurn(mixOf(k));
  const question = secondTurn(mixOf(k), opening, 'A reply.').at(-1);
  return { first: patternOf(opening[0]?.content ?? ''), second: patternOf(question?.content ?? '') };
}

/** Characters that no text of a skill or topic has. */
const [ANYTHING, TOPIC] = ['\u{F0000}', '\u{F0001}'];

function mixOf(k: number): Mix {
  const skill = {
    name: ANYTHING,
    definition: ANYTHING,
    example: ANYTHING,
    category: '',
    aliases: [],
    common: false,
  };
  return { skills: Array.from({ length: k }, () => skill), topic: { name: TOPIC, aliases: [] } };
}

function patternOf(prompt: string): RegExp {
  const literal = prompt.replace(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`);
  const source = literal.replaceAll(ANYTHING, '[^\\n]*').replaceAll(TOPIC, '(?<topic>[^\\n]+)');
  return new RegExp(`^${source}$`, 'u');
}
