import type { ServerResponse } from 'node:http';
import type { Dialect, SentHeaders, Written, WrittenError } from './dialect.ts';
import type { ProviderRequest } from './providerRequest.ts';

/** One request that waits for its reply. */
export interface Exchange {
  readonly request: ProviderRequest;
  readonly dialect: Dialect;
  readonly response: ServerResponse;
  /** In milliseconds, between the pieces of a stream. */
  readonly pieceInterval: number;
  /** Called when a whole text has been handed to the system. */
  readonly onPaid: () => void;
}

/** Sends a whole text, in one piece or as a stream. */
export async function sendText(exchange: Exchange, written: Written): Promise<void> {
  const { request, dialect, response, onPaid } = exchange;
  response.once('finish', onPaid);
  if (!request.stream) {
    sendJson(response, 200, dialect.whole(written, request));
    return;
  }
  const { head, pieces, tail } = dialect.frames(written, request);
  openStream(response);
  await sendFrames(exchange, [...head, ...pieces, ...tail]);
  response.end();
}

/** Streams the first half of a text and leaves the stream open. */
export async function sendHalf(exchange: Exchange, text: string): Promise<void> {
  const { response, request, dialect } = exchange;
  const { head, pieces } = dialect.frames({ text, finish: 'stop' }, request);
  openStream(response);
  await sendFrames(exchange, [...head, ...pieces.slice(0, pieces.length / 2)]);
}

export function sendError(
  { response, dialect }: Pick<Exchange, 'response' | 'dialect'>,
  error: WrittenError,
  headers: SentHeaders = {},
): void {
  sendJson(response, error.status, dialect.error(error), headers);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: SentHeaders = {},
): void {
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': length, ...headers });
  response.end(text);
}

export function openStream(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
  });
}

/** Resolves when all is handed to the system, or the client has gone. */
async function sendFrames({ response, pieceInterval }: Exchange, frames: readonly string[]): Promise<void> {
  for (const frame of frames.slice(0, -1)) {
    if (response.destroyed) return;
    response.write(frame);
    if (pieceInterval > 0) await new Promise((resolve) => setTimeout(resolve, pieceInterval));
  }
  const last = frames.at(-1);
  if (last !== undefined) await new Promise((resolve) => response.write(last, resolve));
}
