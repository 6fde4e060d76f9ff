import chatml from '../../../media/chat-templates/chatml.jinja';
import llama2 from '../../../media/chat-templates/llama-2-chat.jinja';
import mistral from '../../../media/chat-templates/mistral-instruct.jinja';
import mistral2023 from '../../../media/chat-templates/mistral-instruct-2023.jinja';
import { presetOf, type TemplateName } from './presets.ts';

/**
 * Templates that mark the answers with {% generation %}, which the models' own do not. Each writes what the model's
 * own template writes; that of Mistral-7B-Instruct-v0.2 was changed in 2024.
 */
export const CHAT_TEMPLATES: Readonly<Record<TemplateName, string>> = {
  'mistral-instruct': mistral,
  'mistral-instruct-2023': mistral2023,
  'llama-2-chat': llama2,
  chatml,
};

/** How conversations are written for the model. */
export type ChatTemplate =
  | { readonly kind: 'own' }
  /** `text` marks the answers with {% generation %}. */
  | { readonly kind: 'given'; readonly name: string; readonly text: string };

export type TemplateChoice =
  | ChatTemplate
  /** A file beside the skillset, which the caller reads. */
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'unknown'; readonly name: string };

/** @param wanted `chatTemplate` of the study */
export function chooseTemplate(base: string, wanted: string | undefined): TemplateChoice {
  const name = wanted ?? presetOf(base)?.template ?? 'own';
  if (name === 'own') return { kind: 'own' };
  if (isTemplateName(name)) return { kind: 'given', name, text: CHAT_TEMPLATES[name] };
  return /\.(?:jinja|j2)$/u.test(name) ? { kind: 'file', path: name } : { kind: 'unknown', name };
}

/** Without its marks, an engine cannot tell the answers from the prompts. */
export function hasMarks(template: string): boolean {
  return /\{%-?\s*generation\s*-?%\}/u.test(template);
}

/** The template with its marks as comments, which take the same white space away, for readers that do not know them. */
export function withoutMarks(template: string): string {
  return template.replace(/\{%(-?)(\s*(?:end)?generation\s*)(-?)%\}/gu, '{#$1$2$3#}');
}

function isTemplateName(name: string): name is TemplateName {
  return Object.hasOwn(CHAT_TEMPLATES, name);
}
