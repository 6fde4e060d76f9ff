import { OpenAI } from 'openai/client';
import { endpointFetch } from './endpointFetch.ts';
import { LONGEST_TIMER, NO_KEY_NEEDED, type PortSettings } from './portSettings.ts';

/**
 * The SDK with everything switched off that it would take from the environment or do by itself. This module
 * is large and imported only when a call is made.
 */
export function createOpenAI({ baseUrl, key = NO_KEY_NEEDED }: PortSettings): OpenAI {
  return new OpenAI({
    apiKey: key,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: baseUrl,
    maxRetries: 0,
    timeout: LONGEST_TIMER,
    logLevel: 'off',
    fetch: endpointFetch,
  });
}
