import type { ModelPort } from '../../core/runs/ports.ts';
import { batchPort } from './batchPort.ts';
import { RejectedResponse } from './exchange.ts';
import { type OpenAIConnect, openaiBatches } from './openaiBatches.ts';
import { type Body, bodyOf } from './openaiBody.ts';
import { readCompletion } from './openaiReply.ts';
import { readChunks } from './openaiStream.ts';
import type { PortSettings } from './portSettings.ts';
import { createPostWhole } from './postWhole.ts';
import { type Protocol, protocolPort, type SendOptions, type Sent } from './protocolPort.ts';

/** OpenAI's Chat Completions: OpenAI itself, and every server that speaks the same. */
export function openaiPort(settings: PortSettings): ModelPort {
  let client: ReturnType<OpenAIConnect> | undefined;
  const connect: OpenAIConnect = () => {
    client ??= import('./openaiClient.ts').then(({ createOpenAI }) => createOpenAI(settings));
    return client;
  };
  return {
    ...protocolPort(settings, chatCompletions(settings, connect)),
    batches: batchPort(settings, openaiBatches(settings, connect)),
  };
}

function chatCompletions(settings: PortSettings, connect: OpenAIConnect): Protocol {
  const postWhole = createPostWhole(connect, '/chat/completions', readCompletion);
  let streamsUsage = true;

  async function stream(body: Body, options: SendOptions): Promise<Sent> {
    const { chat } = await connect();
    const usage = streamsUsage ? { stream_options: { include_usage: true } } : {};
    const asked = chat.completions.create(
      { ...body, stream: true, ...usage },
      { signal: options.deadline.signal },
    );
    const { data, response } = await asked.withResponse();
    return { reply: await readChunks(data, options), headers: response.headers };
  }

  return {
    async send(request, options) {
      const body = bodyOf(request, settings);
      if (options.onText === undefined) return postWhole(body, options.deadline);
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

/** Older servers refuse a request that holds `stream_options`. */
function refusesUsage(error: unknown): boolean {
  const response = error instanceof Error ? error.cause : undefined;
  return (
    response instanceof RejectedResponse && response.status < 500 && response.body.includes('stream_options')
  );
}
