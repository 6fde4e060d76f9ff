import type {
  MessageCreateParamsNonStreaming,
  MessageParam,
} from '@anthropic-ai/sdk/resources/messages/messages';
import type { ChatMessage, ModelPort, ModelRequest } from '../../core/runs/ports.ts';
import type { createAnthropic } from './anthropicClient.ts';
import { readMessage } from './anthropicReply.ts';
import { readEvents } from './anthropicStream.ts';
import type { PortSettings } from './portSettings.ts';
import { type Protocol, protocolPort } from './protocolPort.ts';
import { readWhole } from './readWhole.ts';

/** Anthropic's Messages. */
export function anthropicPort(settings: PortSettings): ModelPort {
  return protocolPort(settings, messagesProtocol(settings));
}

/** In tokens. The provider wants a limit with every request. */
const DEFAULT_MAX_TOKENS = 4096;

type Client = ReturnType<typeof createAnthropic>;

function messagesProtocol(settings: PortSettings): Protocol {
  let client: Promise<Client> | undefined;
  const connect = () => {
    client ??= import('./anthropicClient.ts').then(({ createAnthropic }) => createAnthropic(settings));
    return client;
  };
  return {
    async send(request, options) {
      const { messages } = await connect();
      const body = bodyOf(request);
      const { signal, onText } = options;
      if (onText === undefined) {
        return readWhole(await messages.create(body, { signal }).asResponse(), readMessage);
      }
      const asked = messages.create({ ...body, stream: true }, { signal });
      const { data, response } = await asked.withResponse();
      return { reply: await readEvents(data, options), headers: response.headers };
    },
    async listModels(signal) {
      const { models } = await connect();
      const names: string[] = [];
      for await (const { id } of models.list({ limit: 1000 }, { signal })) names.push(id);
      return names;
    },
  };
}

function bodyOf(request: ModelRequest): MessageCreateParamsNonStreaming {
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
