import { createServer, type IncomingMessage } from 'node:http';
import { fakeReply } from './fakeReply.ts';
import { listen, readJson } from './listen.ts';
import type { Answer } from './providerRequest.ts';
import type { ProviderServer } from './providerServer.ts';
import { sendJson } from './respond.ts';

/**
 * Lets another process steer a fake of the providers, on a port of its own:
 * `POST /answers` with a JSON list of answers, one for each of the next requests; then the fake writes again.
 * `DELETE /answers` forgets those that are left. `GET /state` gives `{received, paid, requests}`.
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

function stateOf({ received, paid, requests }: ProviderServer): unknown {
  return { received, paid, requests: requests.map(({ ended: _, ...request }) => request) };
}
