import type { IncomingMessage } from 'node:http';
import type { ModelReply } from '../../core/runs/ports.ts';
import type { Deadline } from './deadline.ts';
import { readSuccess, type SentHeaders, send, sentHeaders } from './exchange.ts';
import type { Sent } from './protocolPort.ts';
import type { ReadableHeaders } from './rateLimits.ts';

/** As much of an SDK as lays out a request. */
export interface RequestBuilder {
  buildRequest(request: {
    readonly method: 'post';
    readonly path: string;
    readonly body: object;
  }): Promise<{ readonly req: { readonly headers: Headers }; readonly url: string }>;
}

/** Posts a body and reads the reply, which comes in one piece. Throws what `readFailure` knows. */
export type PostWhole = (body: object, deadline: Deadline) => Promise<Sent>;

/**
 * The way past the SDK for the many calls of a run. Where to and with which headers is what the SDK itself would send:
 * it lays that out once. What it does besides for every call (log lines, tries, time limits, signals of its own) is
 * done here or switched off, and takes a fifth of all processor time of a run.
 */
export function createPostWhole(
  connect: () => Promise<RequestBuilder>,
  path: string,
  read: (raw: unknown) => ModelReply,
): PostWhole {
  let layout: Promise<Layout> | undefined;
  return async (body, deadline) => {
    layout ??= layOut(connect, path);
    const { url, headers } = await layout;
    const response = await send({
      ...{ url, method: 'POST', headers },
      body: JSON.stringify(body),
      onEnd: deadline.onEnd,
    });
    const text = await readSuccess(response);
    return { reply: read(JSON.parse(text)), headers: readable(response), body: text };
  };
}

interface Layout {
  readonly url: URL;
  readonly headers: SentHeaders;
}

async function layOut(connect: () => Promise<RequestBuilder>, path: string): Promise<Layout> {
  const client = await connect();
  const { req, url } = await client.buildRequest({ method: 'post', path, body: {} });
  return { url: new URL(url), headers: sentHeaders(req.headers) };
}

/** Asked for names in small letters. */
function readable({ headers }: IncomingMessage): ReadableHeaders {
  return {
    get(name) {
      const value = headers[name];
      return typeof value === 'string' ? value : null;
    },
  };
}
