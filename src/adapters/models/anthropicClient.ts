import { BaseAnthropic } from '@anthropic-ai/sdk/client';
import { Messages } from '@anthropic-ai/sdk/resources/messages/messages';
import { Models } from '@anthropic-ai/sdk/resources/models';
import { endpointFetch } from './endpointFetch.ts';
import { isProvidersOwn, LONGEST_TIMER, NO_KEY_NEEDED, type PortSettings } from './portSettings.ts';

/**
 * The two parts of the SDK that are used, on its base client: a third of the size of the whole. Everything is
 * switched off that the SDK would take from the environment or do by itself. This module is large and
 * imported only when a call is made.
 */
export function createAnthropic(settings: PortSettings): {
  readonly client: BaseAnthropic;
  readonly messages: Messages;
  readonly models: Models;
} {
  const { baseUrl, key = NO_KEY_NEEDED } = settings;
  const client = new BaseAnthropic({
    apiKey: key,
    webhookKey: null,
    baseURL: baseUrl,
    maxRetries: 0,
    timeout: LONGEST_TIMER,
    logLevel: 'off',
    openTelemetry: false,
    fetch: endpointFetch,
    // The SDK sends the key as a bearer token; servers that are only compatible look for the older header.
    ...(isProvidersOwn(settings) ? {} : { defaultHeaders: { 'x-api-key': key } }),
  });
  return { client, messages: new Messages(client), models: new Models(client) };
}
