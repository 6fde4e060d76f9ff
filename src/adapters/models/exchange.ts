import type { IncomingMessage } from 'node:http';
import { type HttpRequest, openConnection, readBody } from './connection.ts';

/** What an SDK may send. The rest tells about the machine (`x-stainless-*`) or comes from the environment. */
const SENT_HEADERS = ['accept', 'anthropic-version', 'authorization', 'content-type', 'x-api-key'];

export interface SentHeaders {
  readonly [name: string]: string;
}

/** Of the headers that an SDK would send, those that a call needs. */
export function sentHeaders(given: Headers): SentHeaders {
  // Not left out: a server may then choose any encoding.
  const sent: { [name: string]: string } = { 'user-agent': 'skillmix', 'accept-encoding': 'identity' };
  for (const name of SENT_HEADERS) {
    const value = given.get(name);
    if (value !== null) sent[name] = value;
  }
  return sent;
}

/**
 * Sends a request and resolves when the head of the response is there, whose body must then be read. Throws
 * `FailedConnection` where no response came, and nothing else.
 */
export async function send(request: HttpRequest): Promise<IncomingMessage> {
  try {
    return await openConnection(request);
  } catch (error) {
    throw new FailedConnection(error);
  }
}

/**
 * The text of a response that is a success. Throws `RejectedResponse` for whatever is none, and `CutResponse` where the
 * end of its body did not come.
 */
export async function readSuccess(response: IncomingMessage): Promise<string> {
  const { statusCode: status = 0 } = response;
  if (isSuccess(response)) {
    return readBody(response).catch((error) => {
      throw new CutResponse(error);
    });
  }
  const body = await readBody(response).catch(() => '');
  throw new RejectedResponse(status, new Headers(headersOf(response)), body);
}

export function isSuccess({ statusCode = 0, headers }: IncomingMessage): boolean {
  return statusCode >= 200 && statusCode < 300 && !isWebPage(headers['content-type'] ?? '');
}

/** Those that were sent once: of the others, which are lists, none is read here. */
export function headersOf({ headers }: IncomingMessage): [string, string][] {
  return Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}

/** A response that is no success, or a web page. Its message is neutral: the SDKs look for words in it. */
export class RejectedResponse extends Error {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;

  constructor(status: number, headers: Headers, body: string) {
    super('rejected');
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  get isWebPage(): boolean {
    return isWebPage(this.headers.get('content-type') ?? '');
  }
}

/** No response came. Not kept as `cause`: the SDKs replace errors in which they read a time-out. */
export class FailedConnection extends Error {
  readonly origin: unknown;

  constructor(origin: unknown) {
    super('unconnected');
    this.origin = origin;
  }
}

/** The connection ended within the body of a response. */
export class CutResponse extends Error {
  readonly origin: unknown;

  constructor(origin: unknown) {
    super('cut');
    this.origin = origin;
  }
}

function isWebPage(type: string): boolean {
  return type.includes('text/html');
}
