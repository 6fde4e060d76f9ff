import { expect, test } from 'vitest';
import { createAnthropic } from '../../../src/adapters/models/anthropicClient.ts';
import { createOpenAI } from '../../../src/adapters/models/openaiClient.ts';
import { startProviderServer } from '../../support/providerServer/providerServer.ts';
import { askForReply, baseUrlOf, KEY, type Kind, portTo, question } from './ask.ts';

const MESSAGES = [{ role: 'user', content: 'Write.' }] as const;

/** The same question, by the SDK's own method for it. */
const BY_SDK = {
  openai: (settings: Parameters<typeof createOpenAI>[0]) =>
    createOpenAI(settings).chat.completions.create({ model: 'fake-writer', messages: [...MESSAGES] }),
  anthropic: (settings: Parameters<typeof createAnthropic>[0]) =>
    createAnthropic(settings).messages.create({
      model: 'fake-writer',
      max_tokens: 4096,
      messages: [...MESSAGES],
    }),
};

test.each(['openai', 'anthropic'] as const)(
  'a call is sent to the letter as the %s SDK sends it',
  async (kind: Kind) => {
    const server = await startProviderServer({ reply: () => 'Fine.' });
    const baseUrl = baseUrlOf(server, kind);
    await BY_SDK[kind]({ name: 'lab', kind, baseUrl, timeout: 10_000, key: KEY, keyHint: '' });
    await askForReply(portTo(server, kind), question());
    const [bySdk, byUs] = server.requests;
    expect(byUs?.headers).toEqual(bySdk?.headers);
    expect(byUs?.body).toEqual(bySdk?.body);
    await server.close();
  },
);
