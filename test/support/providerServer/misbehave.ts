import type { WrittenError } from './dialect.ts';
import type { Misbehaviour, ProviderRequest } from './providerRequest.ts';
import { type Exchange, openStream, sendError, sendHalf, sendJson, sendText } from './respond.ts';

/** Does what real servers do on bad days. */
export async function misbehave(exchange: Exchange, misbehaviour: Misbehaviour): Promise<void> {
  const { response, request, dialect } = exchange;
  switch (misbehaviour.kind) {
    case 'rate-limit':
      sendError(exchange, RATE_LIMIT, waits(misbehaviour));
      break;
    case 'quota':
      sendError(exchange, QUOTA[request.protocol]);
      break;
    case 'overloaded':
      sendError(exchange, OVERLOADED[request.protocol]);
      break;
    case 'error':
      sendError(exchange, { message: 'The server said no', ...misbehaviour });
      break;
    case 'raw':
      response.writeHead(misbehaviour.status, {
        'content-type': 'application/json',
        ...misbehaviour.headers,
      });
      response.end(misbehaviour.body);
      break;
    case 'cut':
      await cut(exchange, misbehaviour.politely ?? false);
      break;
    case 'reset':
      response.destroy();
      break;
    case 'malformed':
      sendBroken(exchange);
      break;
    case 'html':
      response.writeHead(misbehaviour.status ?? 200, { 'content-type': 'text/html; charset=utf-8' });
      response.end('<!doctype html><title>Gateway</title><p>Not what you look for.</p>');
      break;
    case 'empty':
      await sendText(exchange, { text: '', finish: 'stop' });
      break;
    case 'hollow':
      sendJson(response, 200, dialect.hollow(request));
      break;
    case 'hang':
      if (misbehaviour.after === 'half') await sendHalf(exchange, HALF_TEXT);
      break;
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, misbehaviour.latency));
      await sendText(exchange, { text: misbehaviour.text, finish: 'stop' });
      break;
    case 'refusal':
    case 'length':
      await sendText(exchange, { text: misbehaviour.text, finish: misbehaviour.kind });
      break;
    case 'late-error':
      await sendLateError(exchange);
      break;
    case 'unknown-field':
      await refuseField(exchange, misbehaviour.field);
      break;
  }
}

const HALF_TEXT = 'This text is of no use because the server stops in the middle of it.';

const RATE_LIMIT: WrittenError = {
  status: 429,
  message: 'Rate limit reached, please slow down',
  type: 'rate_limit_error',
  code: 'rate_limit_exceeded',
};

const LATE_ERROR: WrittenError = { status: 529, message: 'Overloaded', type: 'overloaded_error' };

type PerProtocol = { readonly [protocol in ProviderRequest['protocol']]: WrittenError };

const QUOTA: PerProtocol = {
  openai: {
    status: 429,
    message: 'You exceeded your current quota, please check your plan and billing details.',
    type: 'insufficient_quota',
    code: 'insufficient_quota',
  },
  anthropic: { status: 400, message: 'Your credit balance is too low to access the Anthropic API.' },
};

const OVERLOADED: PerProtocol = {
  openai: { status: 503, message: 'The engine is currently overloaded, please try again later' },
  anthropic: { status: 529, message: 'Overloaded' },
};

function waits({ retryAfter, retryAfterMs }: Extract<Misbehaviour, { kind: 'rate-limit' }>) {
  return {
    ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
    ...(retryAfterMs === undefined ? {} : { 'retry-after-ms': retryAfterMs }),
  };
}

/** As an older server: it refuses requests that hold the field. */
async function refuseField(exchange: Exchange, field: string): Promise<void> {
  if (field in exchange.request.body) {
    sendError(exchange, { status: 400, message: `${field}: Extra inputs are not permitted` });
  } else {
    await sendText(exchange, { text: 'Fine without it.', finish: 'stop' });
  }
}

function sendBroken({ response, request, dialect }: Exchange): void {
  if (request.stream) {
    openStream(response);
    response.end(dialect.brokenFrame);
  } else {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"id": "broken", "choices": [');
  }
}

async function sendLateError(exchange: Exchange): Promise<void> {
  const { response, request, dialect } = exchange;
  if (request.stream) {
    await sendHalf(exchange, HALF_TEXT);
    response.end(dialect.errorFrame(LATE_ERROR));
  } else {
    sendJson(response, 200, dialect.error(LATE_ERROR));
  }
}

async function cut(exchange: Exchange, politely: boolean): Promise<void> {
  const { response, request, dialect } = exchange;
  if (request.stream) {
    await sendHalf(exchange, HALF_TEXT);
  } else {
    const text = JSON.stringify(dialect.whole({ text: HALF_TEXT, finish: 'stop' }, request));
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length });
    await new Promise((resolve) => response.write(text.slice(0, text.length / 2), resolve));
  }
  if (politely && request.stream) response.end();
  else response.destroy();
}
