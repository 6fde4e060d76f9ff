import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { anthropicDialect } from './anthropicDialect.ts';
import { type BadDays, withBadDays } from './badDays.ts';
import { createBatchApi } from './batchApi.ts';
import { countInput, countTokens, type Dialect } from './dialect.ts';
import type { BatchBehaviour } from './fakeBatches.ts';
import { fakeReply } from './fakeReply.ts';
import { listen, readJson } from './listen.ts';
import { misbehave } from './misbehave.ts';
import { openaiDialect } from './openaiDialect.ts';
import { createPayments } from './payments.ts';
import type { Answer, ProviderRequest } from './providerRequest.ts';
import { type Admission, createRequestLimits, type Limits } from './requestLimits.ts';
import { type Exchange, sendError, sendJson, sendText } from './respond.ts';

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
  /** Enforced, and told in the providers' headers; left out: none. */
  readonly limits?: Limits;
  /** Left out: it behaves. */
  readonly badDays?: BadDays;
  readonly batches?: BatchBehaviour;
}

/** `complete`: the reply was handed to the system as a whole; `gone`: the connection ended before. */
export type Outcome = 'pending' | 'complete' | 'gone';

/** A request for a reply, and what became of it. */
export interface RecordedRequest extends ProviderRequest {
  readonly outcome: Outcome;
  /** Resolves with the outcome when it is known. */
  readonly ended: Promise<Outcome>;
}

/** What a test of many calls wants to know. */
export interface Counts {
  /** Requests for a reply that came. */
  readonly requests: number;
  /** Replies that were sent out whole. */
  readonly paid: number;
  /** Of these, how many requests differ in their bodies. */
  readonly distinctPaid: number;
}

/**
 * A fake of both providers on loopback. It answers, refuses and misbehaves as it is told, tells and enforces limits,
 * and counts what a provider would charge for.
 */
export interface ProviderServer {
  /** For Anthropic's protocol; for OpenAI's with `/v1` behind it. */
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  /** How many complete texts went out: what a provider would charge for. */
  readonly paid: number;
  /** How many requests for a reply came. */
  readonly received: number;
  readonly counts: Counts;
  /** How many connections were opened. */
  readonly connections: number;
  /** Changes what is answered from now on. */
  answer(reply: (request: ProviderRequest) => Answer): void;
  /** Changes what is allowed from now on. */
  limit(limits: Limits): void;
  /** Misbehaves from now on, or no more. */
  misbehave(badDays: BadDays | undefined): void;
  /** Changes how batches go from now on, also those that are under way. */
  batch(behaviour: BatchBehaviour): void;
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
  let { reply = fakeReply, badDays } = options;
  const requests: RecordedRequest[] = [];
  const payments = createPayments();
  const limits = createRequestLimits(options.limits);
  let received = 0;

  const batchApi = createBatchApi({ answer: (request) => reply(request), pay: payments.pay });
  batchApi.behave(options.batches ?? {});

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const dialect = 'anthropic-version' in incoming.headers ? anthropicDialect : openaiDialect;
    const route = `${incoming.method} ${incoming.url?.split('?')[0]}`;
    const asked = ROUTES[route];
    if (!isAccepted(incoming, options.keys)) {
      sendError({ response, dialect }, { status: 401, message: 'Incorrect API key provided' });
    } else if (route === 'GET /v1/models') {
      sendJson(response, 200, dialect.models(models));
    } else if (asked === undefined) {
      if (await batchApi.handle(incoming, response)) return;
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
    const admission = limits.enter(countInput(request));
    const tell = () => response.setHeaders(new Headers(dialect.limits(limits.levels(), new Date())));
    if (admission.kind === 'refused') {
      tell();
      refuse({ response, dialect }, admission);
      return;
    }
    response.once('close', limits.leave);
    if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency));
    const pay = () => payments.pay(request.body);
    const exchange = { request, dialect, response, pieceInterval, onPaid: pay };
    const asked = reply(request);
    const said = badDays === undefined ? asked : withBadDays(asked, request.index, badDays);
    if (typeof said === 'string') limits.spend(countTokens(said));
    tell();
    if (typeof said === 'string') await sendText(exchange, { text: said, finish: 'stop' });
    else await misbehave(exchange, said);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  const { url, close } = await listen(server, options.port);
  return {
    url,
    close,
    requests,
    get paid() {
      return payments.paid;
    },
    get connections() {
      return connections;
    },
    get counts() {
      return { requests: received, paid: payments.paid, distinctPaid: payments.distinctPaid };
    },
    get received() {
      return received;
    },
    answer(next) {
      reply = next;
    },
    limit: limits.set,
    misbehave(next) {
      badDays = next;
    },
    batch: batchApi.behave,
  };
}

const ROUTES: { readonly [route: string]: Dialect } = {
  'POST /v1/chat/completions': openaiDialect,
  'POST /v1/messages': anthropicDialect,
};

function refuse(
  exchange: Pick<Exchange, 'response' | 'dialect'>,
  { retryAfter, about }: Extract<Admission, { kind: 'refused' }>,
): void {
  const error = { status: 429, message: `Rate limit reached for ${about}`, code: 'rate_limit_exceeded' };
  const headers = {
    'retry-after': String(Math.ceil(retryAfter / 1000)),
    'retry-after-ms': String(retryAfter),
  };
  sendError(exchange, error, headers);
}

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
