import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { anthropicDialect } from './anthropicDialect.ts';
import type { Dialect } from './dialect.ts';
import { fakeReply } from './fakeReply.ts';
import { misbehave } from './misbehave.ts';
import { openaiDialect } from './openaiDialect.ts';
import type { Answer, ProviderRequest } from './providerRequest.ts';
import { sendError, sendJson, sendText } from './respond.ts';

export interface ProviderServerOptions {
  /** What to answer; left out: the fake writer and grader. */
  readonly reply?: (request: ProviderRequest) => Answer;
  /** In milliseconds, before a reply begins. */
  readonly latency?: number;
  /** In milliseconds, between the pieces of a stream. */
  readonly pieceInterval?: number;
  /** The names that it lists; it answers under every name. */
  readonly models?: readonly string[];
  /** The keys that it accepts; left out: every key. */
  readonly keys?: readonly string[];
  /** Left out: any free one. */
  readonly port?: number;
  /** How many requests are remembered, the latest ones; left out: all. */
  readonly remembered?: number;
}

/** A request for a reply, and what became of it. */
export interface RecordedRequest extends ProviderRequest {
  /** Resolves when the reply is handed to the system as a whole, or when the client has gone before. */
  readonly ended: Promise<'complete' | 'gone'>;
}

/** A fake of both providers on loopback. */
export interface ProviderServer {
  /** For Anthropic's protocol; for OpenAI's with `/v1` behind it. */
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  /** How many complete texts went out: what a provider would charge for. */
  readonly paid: number;
  /** How many requests for a reply came. */
  readonly received: number;
  /** Changes what is answered from now on. */
  answer(reply: (request: ProviderRequest) => Answer): void;
  close(): Promise<void>;
}

export const FAKE_MODEL = 'fake-writer';

export async function startProviderServer(options: ProviderServerOptions = {}): Promise<ProviderServer> {
  const {
    latency = 0,
    pieceInterval = 0,
    models = [FAKE_MODEL],
    remembered = Number.POSITIVE_INFINITY,
  } = options;
  let { reply = fakeReply } = options;
  const requests: RecordedRequest[] = [];
  let paid = 0;
  let received = 0;

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const dialect = 'anthropic-version' in incoming.headers ? anthropicDialect : openaiDialect;
    const route = `${incoming.method} ${incoming.url?.split('?')[0]}`;
    const asked = ROUTES[route];
    if (!isAccepted(incoming, options.keys)) {
      sendError({ response, dialect }, { status: 401, message: 'Incorrect API key provided' });
    } else if (route === 'GET /v1/models') {
      sendJson(response, 200, dialect.models(models));
    } else if (asked === undefined) {
      sendError({ response, dialect }, { status: 404, message: `Not found: ${route}` });
    } else {
      await answer(asked, incoming, response);
    }
  }

  async function answer(
    dialect: Dialect,
    incoming: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const request = dialect.read(incoming.headers, await readJson(incoming), received);
    if ('message' in request) {
      sendError({ response, dialect }, request);
      return;
    }
    received += 1;
    requests.push({ ...request, ended: whenEnded(response) });
    if (requests.length > remembered) requests.shift();
    if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency));
    const exchange = { request, dialect, response, pieceInterval, onPaid };
    const said = reply(request);
    if (typeof said === 'string') await sendText(exchange, { text: said, finish: 'stop' });
    else await misbehave(exchange, said);
  }

  function onPaid(): void {
    paid += 1;
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    requests,
    get paid() {
      return paid;
    },
    get received() {
      return received;
    },
    answer(next) {
      reply = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server does not listen');
  return address.port;
}

const ROUTES: { readonly [route: string]: Dialect } = {
  'POST /v1/chat/completions': openaiDialect,
  'POST /v1/messages': anthropicDialect,
};

function isAccepted({ headers }: IncomingMessage, keys: readonly string[] | undefined): boolean {
  if (keys === undefined) return true;
  const key = headers['x-api-key'] ?? headers.authorization?.replace(/^Bearer /, '');
  return typeof key === 'string' && keys.includes(key);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}

function whenEnded(response: ServerResponse): Promise<'complete' | 'gone'> {
  return new Promise((resolve) => {
    response.once('close', () => resolve(response.writableFinished ? 'complete' : 'gone'));
  });
}
