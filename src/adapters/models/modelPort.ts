import type { ModelPort } from '../../core/runs/ports.ts';
import { anthropicPort } from './anthropic.ts';
import type { HttpEndpointSettings } from './endpointSettings.ts';
import { openaiPort } from './openai.ts';
import type { PortSettings } from './portSettings.ts';

/** In seconds. */
const DEFAULT_TIMEOUT = 120;

/**
 * The port of an endpoint that is reached over HTTP. Nothing is loaded or sent before the first call. Without
 * a key it works where the server wants none; at the providers' own addresses each call fails with `no-key`.
 */
export function modelPort(name: string, settings: HttpEndpointSettings, key: string | undefined): ModelPort {
  const filled = fillIn(name, settings, key?.trim());
  return settings.kind === 'openai' ? openaiPort(filled) : anthropicPort(filled);
}

function fillIn(name: string, settings: HttpEndpointSettings, key: string | undefined): PortSettings {
  const { kind, timeoutSeconds = DEFAULT_TIMEOUT } = settings;
  return {
    name,
    kind,
    baseUrl: settings.baseUrl === undefined ? OWN[kind].baseUrl : trimmed(kind, settings.baseUrl),
    timeout: timeoutSeconds * 1000,
    keyHint: `Set it with the command "Skillmix: Set an Endpoint’s Key", or in the environment variable ${OWN[kind].variable}.`,
    ...(key === undefined || key === '' ? {} : { key }),
  };
}

const OWN = {
  openai: { baseUrl: 'https://api.openai.com/v1', variable: 'OPENAI_API_KEY' },
  anthropic: { baseUrl: 'https://api.anthropic.com', variable: 'ANTHROPIC_API_KEY' },
} as const;

/** By convention OpenAI's addresses end in `/v1` and Anthropic's do not, where the SDK adds it. */
function trimmed(kind: PortSettings['kind'], baseUrl: string): string {
  const address = baseUrl.replace(/\/+$/, '');
  return kind === 'anthropic' ? address.replace(/\/v1$/, '') : address;
}
