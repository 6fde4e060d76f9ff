import type {
  MessageCreateParamsNonStreaming,
  MessageParam,
} from '@anthropic-ai/sdk/resources/messages/messages';
import type { ChatMessage, ModelRequest } from '../../core/runs/ports.ts';

/** In tokens. The provider wants a limit with every request. */
const DEFAULT_MAX_TOKENS = 4096;

/** What is sent for a request, alone or in a batch. */
export function bodyOf(request: ModelRequest): MessageCreateParamsNonStreaming {
  const { model, messages, temperature, maxTokens = DEFAULT_MAX_TOKENS, schema } = request;
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  return {
    model,
    max_tokens: maxTokens,
    messages: messages.flatMap(turnOf),
    ...(system.length === 0 ? {} : { system: system.join('\n\n') }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(schema === undefined
      ? {}
      : { output_config: { format: { type: 'json_schema', schema: schema.schema } } }),
  };
}

function turnOf({ role, content }: ChatMessage): MessageParam[] {
  return role === 'system' ? [] : [{ role, content }];
}
