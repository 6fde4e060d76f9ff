import { createServer, type IncomingMessage } from 'node:http';
import type { BadDays } from './badDays.ts';
import { isRecord } from './dialect.ts';
import { fakeReply } from './fakeReply.ts';
import { listen, readJson } from './listen.ts';
import type { Answer } from './providerRequest.ts';
import type { ProviderServer } from './providerServer.ts';
import type { Limits } from './requestLimits.ts';
import { sendJson } from './respond.ts';

/**
 * Lets another process steer a fake of the providers, on a port of its own:
 * `POST /answers` with a JSON list of answers, one for each of the next requests; then the fake writes again.
 * `DELETE /answers` forgets those that are left. `GET /state` gives `{received, paid, requests}`.
 * `GET /counts` gives `{requests, paid, distinctPaid}`.
 * `PUT /limits` with `{requestsPerMinute?, tokensPerMinute?, atOnce?}` sets what is allowed, `{}` everything.
 * `PUT /bad-days` with `{share, seed}` lets it misbehave, `null` no more.
 * `PUT /batches` with `{delay?, failing?, expiring?, end?, losesReply?, isMissing?}` sets how batches go.
 */
export async function startControlServer(
  controlled: ProviderServer,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const waiting: Answer[] = [];
  controlled.answer((request) => waiting.shift() ?? fakeReply(request));

  async function handle(incoming: IncomingMessage): Promise<{ status: number; body: unknown }> {
    switch (`${incoming.method} ${incoming.url}`) {
      case 'POST /answers': {
        const answers = await readJson(incoming);
        if (!Array.isArray(answers)) return { status: 400, body: { error: 'a list of answers is wanted' } };
        waiting.push(...answers);
        return { status: 200, body: { waiting: waiting.length } };
      }
      case 'DELETE /answers':
        waiting.length = 0;
        return { status: 200, body: { waiting: 0 } };
      case 'GET /state':
        return { status: 200, body: stateOf(controlled) };
      case 'GET /counts':
        return { status: 200, body: controlled.counts };
      case 'PUT /limits': {
        const limits = readLimits(await readJson(incoming));
        if (limits === undefined) return { status: 400, body: { error: 'limits are numbers above 0' } };
        controlled.limit(limits);
        return { status: 200, body: limits };
      }
      case 'PUT /bad-days': {
        const badDays = readBadDays(await readJson(incoming));
        if (badDays === undefined) return { status: 400, body: { error: '{share, seed} or null is wanted' } };
        controlled.misbehave(badDays ?? undefined);
        return { status: 200, body: badDays };
      }
      case 'PUT /batches': {
        const behaviour = await readJson(incoming);
        if (!isRecord(behaviour)) return { status: 400, body: { error: 'how batches go is wanted' } };
        controlled.batch(behaviour);
        return { status: 200, body: behaviour };
      }
      default:
        return { status: 404, body: { error: 'not found' } };
    }
  }

  const server = createServer((incoming, response) => {
    handle(incoming)
      .then(({ status, body }) => sendJson(response, status, body))
      .catch(() => response.destroy());
  });
  return listen(server);
}

function readLimits(value: unknown): Limits | undefined {
  if (!isRecord(value)) return undefined;
  const { requestsPerMinute, tokensPerMinute, atOnce } = value;
  const entries = Object.entries({ requestsPerMinute, tokensPerMinute, atOnce });
  const given = entries.filter(([, limit]) => limit !== undefined);
  const isReadable = given.every(([, limit]) => typeof limit === 'number' && limit > 0);
  return isReadable ? Object.fromEntries(given) : undefined;
}

function readBadDays(value: unknown): BadDays | null | undefined {
  if (value === null) return null;
  if (!isRecord(value)) return undefined;
  const { share, seed } = value;
  return typeof share === 'number' && typeof seed === 'number' ? { share, seed } : undefined;
}

function stateOf({ received, paid, requests }: ProviderServer): unknown {
  return { received, paid, requests: requests.map(({ ended: _, ...request }) => request) };
}
