import { anthropicPort } from '../../../src/adapters/models/anthropic.ts';
import { modelPort } from '../../../src/adapters/models/modelPort.ts';
import { openaiPort } from '../../../src/adapters/models/openai.ts';
import type {
  AskOptions,
  ModelFailure,
  ModelPort,
  ModelReply,
  ModelRequest,
} from '../../../src/core/runs/ports.ts';
import type { ProviderServer } from '../../support/providerServer/providerServer.ts';

export type Kind = 'openai' | 'anthropic';

/** A key that is easy to find wherever it must not be. */
export const KEY = 'sk-test-0123456789-do-not-leak';

export function portTo(server: ProviderServer, kind: Kind, key: string = KEY): ModelPort {
  return modelPort('lab', { kind, baseUrl: baseUrlOf(server, kind) }, key);
}

/** With a time limit shorter than the settings allow. */
export function hastyPortTo(server: ProviderServer, kind: Kind): ModelPort {
  const baseUrl = baseUrlOf(server, kind);
  const settings = { name: 'lab', kind, baseUrl, timeout: 300, key: KEY, keyHint: '' };
  return kind === 'openai' ? openaiPort(settings) : anthropicPort(settings);
}

export function baseUrlOf(server: ProviderServer, kind: Kind): string {
  return kind === 'openai' ? `${server.url}/v1` : server.url;
}

export function question(more: Partial<ModelRequest> = {}): ModelRequest {
  return { model: 'fake-writer', messages: [{ role: 'user', content: 'Write.' }], ...more };
}

export async function askForReply(
  port: ModelPort,
  request: ModelRequest = question(),
  options: Partial<AskOptions> = {},
): Promise<ModelReply> {
  const outcome = await port.ask(request, { signal: new AbortController().signal, ...options });
  if (outcome.kind === 'failure')
    throw new Error(`unexpected failure: ${outcome.failure.kind}: ${outcome.failure.message}`);
  return outcome.reply;
}

export async function askForFailure(
  port: ModelPort,
  request: ModelRequest = question(),
  options: Partial<AskOptions> = {},
): Promise<ModelFailure> {
  const outcome = await port.ask(request, { signal: new AbortController().signal, ...options });
  if (outcome.kind === 'reply') throw new Error(`unexpected reply: ${outcome.reply.text}`);
  return outcome.failure;
}
