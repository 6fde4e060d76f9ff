import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import type { ModelPort, ModelRequest } from '../../core/runs/ports.ts';
import { RejectedResponse } from './endpointFetch.ts';
import type { createOpenAI } from './openaiClient.ts';
import { readCompletion } from './openaiReply.ts';
import { readChunks } from './openaiStream.ts';
import { isProvidersOwn, type PortSettings } from './portSettings.ts';
import { type Protocol, protocolPort, type SendOptions, type Sent } from './protocolPort.ts';
import { readWhole } from './readWhole.ts';

/** OpenAI's Chat Completions: OpenAI itself, and every server that speaks the same. */
export function openaiPort(settings: PortSettings): ModelPort {
  return protocolPort(settings, chatCompletions(settings));
}

type Client = ReturnType<typeof createOpenAI>;
type Body = ChatCompletionCreateParamsNonStreaming;

function chatCompletions(settings: PortSettings): Protocol {
  let client: Promise<Client> | undefined;
  const connect = () => {
    client ??= import('./openaiClient.ts').then(({ createOpenAI }) => createOpenAI(settings));
    return client;
  };
  let streamsUsage = true;

  async function stream(body: Body, options: SendOptions): Promise<Sent> {
    const { chat } = await connect();
    const usage = streamsUsage ? { stream_options: { include_usage: true } } : {};
    const asked = chat.completions.create({ ...body, stream: true, ...usage }, { signal: options.signal });
    const { data, response } = await asked.withResponse();
    return { reply: await readChunks(data, options), headers: response.headers };
  }

  return {
    async send(request, options) {
      const body = bodyOf(request, settings);
      if (options.onText === undefined) {
        const { chat } = await connect();
        const asked = chat.completions.create(body, { signal: options.signal });
        return readWhole(await asked.asResponse(), readCompletion);
      }
      try {
        return await stream(body, options);
      } catch (error) {
        if (!streamsUsage || !refusesUsage(error)) throw error;
        streamsUsage = false;
        return stream(body, options);
      }
    },
    async listModels(signal) {
      const { models } = await connect();
      const page = await models.list({ signal });
      return page.data.map(({ id }) => id);
    },
  };
}

function bodyOf(
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

/** Older servers refuse a request that holds `stream_options`. */
function refusesUsage(error: unknown): boolean {
  const response = error instanceof Error ? error.cause : undefined;
  return (
    response instanceof RejectedResponse && response.status < 500 && response.body.includes('stream_options')
  );
}
