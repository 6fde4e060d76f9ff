import type { IncomingHttpHeaders } from 'node:http';

/** A request for a reply, in one form for both protocols. */
export interface ProviderRequest {
  readonly protocol: 'openai' | 'anthropic';
  /** How many requests for a reply came before this one. */
  readonly index: number;
  readonly headers: IncomingHttpHeaders;
  /** As it came. */
  readonly body: { readonly [key: string]: unknown };
  readonly model: string;
  /** The system's words first, whichever way the protocol has them. */
  readonly messages: readonly Turn[];
  /** The JSON schema that the reply must fit. */
  readonly schema?: Schema;
  readonly stream: boolean;
}

export interface Turn {
  readonly role: string;
  readonly content: string;
}

export type Schema = { readonly [key: string]: unknown };

/** What the server sends: a text, or something that goes wrong. */
export type Answer = string | Misbehaviour;

export type Misbehaviour =
  /** The values of the headers `retry-after` and `retry-after-ms`. */
  | { readonly kind: 'rate-limit'; readonly retryAfter?: string; readonly retryAfterMs?: string }
  | { readonly kind: 'quota' }
  | { readonly kind: 'overloaded' }
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly message?: string;
      readonly type?: string;
      readonly code?: string;
    }
  /** Any body under any status, such as another program's form of an error. */
  | { readonly kind: 'raw'; readonly status: number; readonly body: string; readonly headers?: Headers }
  /** The connection ends half-way through the reply; a stream ends politely or not. */
  | { readonly kind: 'cut'; readonly politely?: boolean }
  /** The connection ends before a reply. */
  | { readonly kind: 'reset' }
  /** Broken JSON, in the body or in a piece of the stream. */
  | { readonly kind: 'malformed' }
  | { readonly kind: 'html'; readonly status?: number }
  | { readonly kind: 'empty' }
  /** No choices, or no content. */
  | { readonly kind: 'hollow' }
  /** Nothing comes any more: at once, or after half of a streamed text. */
  | { readonly kind: 'hang'; readonly after?: 'half' }
  | { readonly kind: 'slow'; readonly latency: number; readonly text: string }
  | { readonly kind: 'refusal'; readonly text: string }
  | { readonly kind: 'length'; readonly text: string }
  /** An error is reported after half of a streamed text, or in place of a whole one, under status 200. */
  | { readonly kind: 'late-error' }
  /** The server does not know this field of the request. */
  | { readonly kind: 'unknown-field'; readonly field: string };

type Headers = { readonly [name: string]: string };
