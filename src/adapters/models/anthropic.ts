import type { ModelPort } from '../../core/runs/ports.ts';
import { type AnthropicConnect, anthropicBatches } from './anthropicBatches.ts';
import { bodyOf } from './anthropicBody.ts';
import { readMessage } from './anthropicReply.ts';
import { readEvents } from './anthropicStream.ts';
import { batchPort } from './batchPort.ts';
import type { PortSettings } from './portSettings.ts';
import { createPostWhole } from './postWhole.ts';
import { type Protocol, protocolPort } from './protocolPort.ts';

/** Anthropic's Messages. */
export function anthropicPort(settings: PortSettings): ModelPort {
  let client: ReturnType<AnthropicConnect> | undefined;
  const connect: AnthropicConnect = () => {
    client ??= import('./anthropicClient.ts').then(({ createAnthropic }) => createAnthropic(settings));
    return client;
  };
  return {
    ...protocolPort(settings, messagesProtocol(connect)),
    batches: batchPort(settings, anthropicBatches(connect)),
  };
}

function messagesProtocol(connect: AnthropicConnect): Protocol {
  const postWhole = createPostWhole(async () => (await connect()).client, '/v1/messages', readMessage);
  return {
    async send(request, options) {
      const body = bodyOf(request);
      const { deadline, onText } = options;
      if (onText === undefined) return postWhole(body, deadline);
      const { messages } = await connect();
      const asked = messages.create({ ...body, stream: true }, { signal: deadline.signal });
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
