import type { IncomingMessage } from 'node:http';
import { CutResponse, headersOf, isSuccess, readSuccess, send, sentHeaders } from './exchange.ts';

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
  if (status === 200 && isSuccess(response) && !isJson(type))
    return new Response(piecesOf(response), { status, headers });
  const text = await readSuccess(response);
  return new Response(HAS_NO_BODY.includes(status) ? null : text, { status, headers });
}

/** With these, `Response` takes no text. */
const HAS_NO_BODY = [204, 205];

async function connect(url: URL, { method = 'GET', headers, body, signal }: RequestInit) {
  const { bytes, kind } = await encode(body ?? undefined);
  try {
    return await send({
      url,
      method,
      headers: { ...sentHeaders(new Headers(headers)), ...kind },
      ...(bytes === undefined ? {} : { body: bytes }),
      ...(signal ? { onEnd: endedBy(signal) } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw error;
  }
}

function endedBy(signal: AbortSignal): (end: () => void) => void {
  return (end) => {
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  };
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

async function* piecesOf(response: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    yield* response;
  } catch (error) {
    throw new CutResponse(error);
  }
}

/** One value. Lists of them, one a line, are read piece by piece. */
function isJson(type: string): boolean {
  return /^[\w/.+-]*\bjson\s*(;|$)/.test(type);
}
