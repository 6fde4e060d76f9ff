import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Dialect, WrittenError } from './dialect.ts';

/** What a request to a batch API is answered with. */
export type BatchAnswer =
  | { readonly kind: 'json'; readonly body: unknown; readonly isSubmission?: boolean }
  /** Values, one a line, in pieces that are written one after the other. */
  | { readonly kind: 'lines'; readonly lines: Iterable<unknown> }
  | { readonly kind: 'error'; readonly error: WrittenError };

export interface BatchRoute {
  readonly method: string;
  /** Its groups are given to the handler. */
  readonly path: RegExp;
  readonly dialect: Dialect;
  handle(incoming: IncomingMessage, groups: readonly string[]): BatchAnswer | Promise<BatchAnswer>;
}

export const NO_BATCH: BatchAnswer = { kind: 'error', error: { status: 404, message: 'No such batch' } };

export function refused(message: string): BatchAnswer {
  return { kind: 'error', error: { status: 400, message } };
}

/** As a provider sends a file: without a length, so that a cut is seen only by the missing end. */
export async function sendLines(response: ServerResponse, lines: Iterable<unknown>): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/x-jsonl' });
  const pieces = Readable.from(written(lines));
  // A client that stops reading is no fault of the server.
  await pipeline(pieces, response).catch(() => undefined);
}

function* written(lines: Iterable<unknown>): Generator<string> {
  for (const line of lines) yield `${JSON.stringify(line)}\n`;
}

export function queryOf({ url = '' }: IncomingMessage): URLSearchParams {
  return new URL(url, 'http://localhost').searchParams;
}

/** A page of a list that is newest first. */
export function pageOf<T extends { readonly id: string }>(
  all: readonly T[],
  after: string | null,
  limit: string | null,
): { readonly page: readonly T[]; readonly hasMore: boolean } {
  const newestFirst = [...all].reverse();
  const start = after === null ? 0 : newestFirst.findIndex(({ id }) => id === after) + 1;
  const end = start + Number(limit ?? 20);
  return { page: newestFirst.slice(start, end), hasMore: end < newestFirst.length };
}
