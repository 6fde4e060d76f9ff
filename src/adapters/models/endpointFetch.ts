/** What an SDK may send. The rest tells about the machine (`x-stainless-*`) or comes from the environment. */
const SENT_HEADERS = ['accept', 'anthropic-version', 'authorization', 'content-type', 'x-api-key'];

/**
 * The `fetch` that the SDKs use: it sends only the headers that a call needs, follows no redirect (a key must
 * not travel to another host) and throws `RejectedResponse` for whatever is not a success, so that the
 * server's own words are at hand in the same form for every provider, and `FailedConnection` where no
 * response came.
 */
export async function endpointFetch(
  input: string | URL | Request,
  init: RequestInit = {},
): Promise<Response> {
  const response = await connect(input, { ...init, headers: sentHeaders(init.headers), redirect: 'manual' });
  if (response.ok && !isWebPage(response.headers)) return response;
  const body = await response.text().catch(() => '');
  throw new RejectedResponse(response.status, response.headers, body);
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
    return isWebPage(this.headers);
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

async function connect(input: string | URL | Request, init: RequestInit): Promise<Response> {
  try {
    return await fetch(input, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new FailedConnection(error);
  }
}

function sentHeaders(given: RequestInit['headers']): Headers {
  const all = new Headers(given);
  const sent = new Headers({ 'user-agent': 'skillmix' });
  for (const name of SENT_HEADERS) {
    const value = all.get(name);
    if (value !== null) sent.set(name, value);
  }
  return sent;
}

function isWebPage(headers: Headers): boolean {
  return headers.get('content-type')?.includes('text/html') ?? false;
}
