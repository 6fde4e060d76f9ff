import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { anthropicDialect } from './anthropicDialect.ts';
import type { Dialect } from './dialect.ts';
import { fakeReply } from './fakeReply.ts';
import { listen, readJson } from './listen.ts';
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

/** `complete`: the reply was handed to the system as a whole; `gone`: the connection ended before. */
export type Outcome = 'pending' | 'complete' | 'gone';

/** A request for a reply, and what became of it. */
export interface RecordedRequest extends ProviderRequest {
  readonly outcome: Outcome;
  /** Resolves with the outcome when it is known. */
  readonly ended: Promise<Outcome>;
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
    requests.push(record(request, response));
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
  const { url, close } = await listen(server, options.port);
  return {
    url,
    close,
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
  };
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

function record(request: ProviderRequest, response: ServerResponse): RecordedRequest {
  let outcome: Outcome = 'pending';
  const ended = new Promise<Outcome>((resolve) => {
    response.once('close', () => {
      outcome = response.writableFinished ? 'complete' : 'gone';
      resolve(outcome);
    });
  });
  return {
    ...request,
    ended,
    get outcome() {
      return outcome;
    },
  };
}
