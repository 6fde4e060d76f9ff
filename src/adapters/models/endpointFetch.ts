import type { IncomingMessage } from 'node:http';
import { openConnection, readBody } from './connection.ts';

/** What an SDK may send. The rest tells about the machine (`x-stainless-*`) or comes from the environment. */
const SENT_HEADERS = ['accept', 'anthropic-version', 'authorization', 'content-type', 'x-api-key'];

/**
 * The `fetch` that the SDKs use: it sends only the headers that a call needs, follows no redirect (a key must
 * not travel to another host) and throws `RejectedResponse` for whatever is not a success, so that the
 * server's own words are at hand in the same form for every provider, `FailedConnection` where no response came, and
 * `CutResponse` where its end did not.
 */
export async function endpointFetch(
  input: string | URL | Request,
  init: RequestInit = {},
): Promise<Response> {
  const response = await connect(new URL(input instanceof Request ? input.url : input), init);
  const headers = headersOf(response);
  const { statusCode: status = 0 } = response;
  const { 'content-type': type = '' } = response.headers;
  const isSuccess = status >= 200 && status < 300 && !isWebPage(type);
  if (status === 200 && isSuccess && !isJson(type)) {
    return new Response(piecesOf(response), { status, headers });
  }
  const body = await readBody(response).catch((error) => {
    if (isSuccess) throw new CutResponse(error);
    return '';
  });
  if (!isSuccess) throw new RejectedResponse(status, new Headers(headers), body);
  return textResponse(body, { status, headers });
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

/** A response whose text is there already: the streams that every other response makes cost more than the call. */
function textResponse(text: string, init: ResponseInit): Response {
  return Object.defineProperties(new Response(null, init), {
    text: { value: async () => text },
    json: { value: async () => JSON.parse(text) },
    body: { get: () => new Response(text).body },
  });
}

async function connect(url: URL, { method = 'GET', headers, body, signal }: RequestInit) {
  const { bytes, kind } = await encode(body ?? undefined);
  try {
    return await openConnection({
      url,
      method,
      headers: { ...sentHeaders(headers), ...kind },
      ...(bytes === undefined ? {} : { body: bytes }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw new FailedConnection(error);
  }
}

/** A form is turned into bytes, and brings its own header, which names the boundary between its parts. */
async function encode(body: RequestInit['body'] | undefined): Promise<{
  readonly bytes?: string | Uint8Array;
  readonly kind?: { readonly 'content-type': string };
}> {
  if (body === undefined || body === null) return {};
  if (typeof body === 'string') return { bytes: body };
  const encoded = new Response(body);
  const kind = encoded.headers.get('content-type');
  const bytes = new Uint8Array(await encoded.arrayBuffer());
  return kind === null ? { bytes } : { bytes, kind: { 'content-type': kind } };
}

function sentHeaders(headers: RequestInit['headers']): { readonly [name: string]: string } {
  // A copy costs more than all the rest here.
  const given = headers instanceof Headers ? headers : new Headers(headers);
  // Not left out: a server may then choose any encoding.
  const sent: { [name: string]: string } = { 'user-agent': 'skillmix', 'accept-encoding': 'identity' };
  for (const name of SENT_HEADERS) {
    const value = given.get(name);
    if (value !== null) sent[name] = value;
  }
  return sent;
}

function headersOf({ headers }: IncomingMessage): [string, string][] {
  return Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}

async function* piecesOf(response: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    yield* response;
  } catch (error) {
    throw new CutResponse(error);
  }
}

function isWebPage(type: string): boolean {
  return type.includes('text/html');
}

/** One value. Lists of them, one a line, are read piece by piece. */
function isJson(type: string): boolean {
  return /^[\w/.+-]*\bjson\s*(;|$)/.test(type);
}
