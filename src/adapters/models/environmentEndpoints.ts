import { type HttpEndpointSettings, parseEndpoint } from './endpointSettings.ts';

/** An endpoint that the environment describes. */
export interface EnvironmentEndpoint {
  readonly name: 'openai' | 'anthropic';
  readonly settings: HttpEndpointSettings;
  readonly key?: string;
}

export interface EnvironmentEndpoints {
  readonly endpoints: readonly EnvironmentEndpoint[];
  /** Sentences about what cannot be used; such an endpoint is left out. */
  readonly problems: readonly string[];
}

/**
 * The endpoints `openai` and `anthropic` from the providers' usual variables: OPENAI_API_KEY,
 * OPENAI_BASE_URL (with /v1), ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL (without). Both are always there: without a key their calls
 * say how to set it.
 */
export function endpointsFromEnvironment(env: {
  readonly [name: string]: string | undefined;
}): EnvironmentEndpoints {
  const endpoints: EnvironmentEndpoint[] = [];
  const problems: string[] = [];
  for (const name of ['openai', 'anthropic'] as const) {
    const baseUrl = present(env[`${name.toUpperCase()}_BASE_URL`]);
    const key = present(env[`${name.toUpperCase()}_API_KEY`]);
    const parsed = parseEndpoint(name, { kind: name, ...(baseUrl === undefined ? {} : { baseUrl }) });
    if (parsed.kind === 'problem') problems.push(`${name.toUpperCase()}_BASE_URL: ${parsed.message}`);
    else if (parsed.settings.kind !== 'vscode') {
      endpoints.push({ name, settings: parsed.settings, ...(key === undefined ? {} : { key }) });
    }
  }
  return { endpoints, problems };
}

/** Many shells and CI systems set a variable to nothing where they mean to unset it. */
function present(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text === '' ? undefined : text;
}
