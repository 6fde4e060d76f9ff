import type { IncomingHttpHeaders } from 'node:http';
import type { ProviderRequest } from './providerRequest.ts';
import type { Levels } from './requestLimits.ts';

/** A reply before it is put into a provider's form. */
export interface Written {
  readonly text: string;
  readonly finish: 'stop' | 'length' | 'refusal';
}

export interface WrittenError {
  readonly status: number;
  readonly message: string;
  readonly type?: string;
  readonly code?: string;
}

/** The frames of a stream, in the order in which they are sent. */
export interface Frames {
  readonly head: readonly string[];
  /** One for each piece of the text. */
  readonly pieces: readonly string[];
  readonly tail: readonly string[];
}

export type SentHeaders = { readonly [name: string]: string };

/** One provider's forms. */
export interface Dialect {
  /** Reads a request as strictly as the provider does. */
  read(headers: IncomingHttpHeaders, body: unknown, index: number): ProviderRequest | WrittenError;
  whole(written: Written, request: ProviderRequest): unknown;
  /** A success that holds nothing. */
  hollow(request: ProviderRequest): unknown;
  frames(written: Written, request: ProviderRequest): Frames;
  error(error: WrittenError): unknown;
  /** The same within a stream. */
  errorFrame(error: WrittenError): string;
  brokenFrame: string;
  models(names: readonly string[]): unknown;
  /** The headers that tell how full the limits are. */
  limits(levels: Levels, now: Date): SentHeaders;
}

/** A rough count, as good as any for a fake: four letters to a token. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

export function countInput(request: ProviderRequest): number {
  return request.messages.reduce((sum, { content }) => sum + countTokens(content) + 3, 3);
}

export function piecesOf(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\s)(?=\S)/);
}

export function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isTurn(value: unknown): value is { readonly role: string; readonly content: string } {
  return isRecord(value) && typeof value.role === 'string' && typeof value.content === 'string';
}
