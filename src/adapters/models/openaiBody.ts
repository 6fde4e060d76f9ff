import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import type { ModelRequest } from '../../core/runs/ports.ts';
import { isProvidersOwn, type PortSettings } from './portSettings.ts';

export type Body = ChatCompletionCreateParamsNonStreaming;

/** What is sent for a request, alone or in a batch. */
export function bodyOf(
  { model, messages, temperature, maxTokens, schema }: ModelRequest,
  settings: PortSettings,
): Body {
  return {
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : tokenLimit(maxTokens, settings)),
    ...(schema === undefined
      ? {}
      : { response_format: { type: 'json_schema', json_schema: { ...schema, strict: true } } }),
  };
}

/** OpenAI's newer models know only the new name; many compatible servers only the old one. */
function tokenLimit(tokens: number, settings: PortSettings): Partial<Body> {
  return isProvidersOwn(settings) ? { max_completion_tokens: tokens } : { max_tokens: tokens };
}
