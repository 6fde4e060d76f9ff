import type { ModelFailure, ModelPort } from '../../core/runs/ports.ts';
import { anthropicPort } from './anthropic.ts';
import { type EndpointSettings, type HttpEndpointSettings, parseEndpoint } from './endpointSettings.ts';
import { openaiPort } from './openai.ts';
import type { PortSettings } from './portSettings.ts';

/** In seconds. */
const DEFAULT_TIMEOUT = 120;

/** The settings of an endpoint, not yet checked. */
export interface UncheckedEndpoint {
  readonly kind: EndpointSettings['kind'];
  readonly baseUrl?: string;
  readonly timeoutSeconds?: number;
}

/**
 * The port of an endpoint that is reached over HTTP. Nothing is loaded or sent before the first call, and
 * nothing is thrown: with settings that cannot be used, every call fails and says what is wrong with them.
 * Without a key it works where the server wants none; at the providers' own addresses calls fail with `no-key`.
 */
export function modelPort(name: string, endpoint: UncheckedEndpoint, key: string | undefined): ModelPort {
  const parsed = parseEndpoint(name, endpoint);
  if (parsed.kind === 'problem') return unusablePort(name, endpoint, parsed.message);
  const { settings } = parsed;
  if (settings.kind === 'vscode') {
    const message = `The endpoint "${name}" is the editor’s own: it answers only inside VS Code.`;
    return unusablePort(name, endpoint, message);
  }
  const filled = fillIn(name, settings, key?.trim());
  return settings.kind === 'openai' ? openaiPort(filled) : anthropicPort(filled);
}

function unusablePort(name: string, { kind, baseUrl = '' }: UncheckedEndpoint, message: string): ModelPort {
  // The kind that stops a run: no model is to be found there, whatever is asked.
  const failure: ModelFailure = { kind: 'unknown-model', message };
  return {
    identity: { name, kind, address: baseUrl },
    ask: async () => ({ kind: 'failure', failure }),
    listModels: async () => ({ kind: 'failure', failure }),
  };
}

function fillIn(name: string, settings: HttpEndpointSettings, key: string | undefined): PortSettings {
  const { kind, timeoutSeconds = DEFAULT_TIMEOUT } = settings;
  const { baseUrl, variable } = OWN[kind];
  return {
    name,
    kind,
    baseUrl: trimmed(kind, settings.baseUrl ?? baseUrl),
    timeout: timeoutSeconds * 1000,
    keyHint: `Set it with the command "Skillmix: Set an Endpoint’s Key" in VS Code, or for the command line in the environment variable ${variable}.`,
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
