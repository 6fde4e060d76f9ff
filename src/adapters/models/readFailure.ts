import type { ModelFailure, ModelFailureKind } from '../../core/runs/ports.ts';
import { type ErrorReport, readErrorReport, readErrorText } from './errorReport.ts';
import { CutResponse, FailedConnection, RejectedResponse } from './exchange.ts';
import { failureKind, statusOf } from './failureKind.ts';
import { type FailureDetails, failureMessage } from './failureMessage.ts';
import type { PortSettings } from './portSettings.ts';
import { retryAfter } from './retryAfter.ts';
import { ReportedError, UnusableReply } from './unusableReply.ts';

/** What was asked, as far as it changes what an error means. */
export interface Asked {
  readonly model?: string;
  readonly askedForSchema: boolean;
}

/**
 * Turns what an SDK threw into a failure. Undefined: nothing that a server or the network did, so a fault of
 * our own.
 *
 * @param now milliseconds since the epoch
 */
export function readFailure(
  error: unknown,
  settings: PortSettings,
  asked: Asked,
  now: number,
): ModelFailure | undefined {
  const model = asked.model === undefined ? {} : { model: asked.model };
  const build = (kind: ModelFailureKind, details: FailureDetails = {}) =>
    failure(kind, settings, { ...model, ...details });
  for (const link of causes(error)) {
    if (link instanceof RejectedResponse) return rejected(link, asked, build, now);
    if (link instanceof FailedConnection) return build('network', { said: systemWords(link.origin) });
    if (link instanceof CutResponse) return build('cut');
    if (link instanceof UnusableReply) return build(link.kind, { said: link.message });
    if (link instanceof ReportedError) return reported(readErrorReport(link.payload), asked, build);
    if (link instanceof SyntaxError) return build('malformed', { said: 'it is no JSON' });
    const payload = payloadOf(link);
    if (payload !== undefined) return reported(readErrorReport(payload), asked, build);
  }
  return undefined;
}

/** The response that was no success, where that is what an SDK threw about. */
export function rejectionIn(error: unknown): RejectedResponse | undefined {
  for (const link of causes(error)) if (link instanceof RejectedResponse) return link;
  return undefined;
}

/** A failure whose message says it all, for the cases that no error stands for. */
export function failure(
  kind: ModelFailureKind,
  settings: PortSettings,
  details: FailureDetails = {},
): ModelFailure {
  const { status } = details;
  const message = withoutKey(failureMessage(kind, settings, details), settings.key);
  return status === undefined ? { kind, message } : { kind, message, status };
}

/** The text with the key blotted out, whoever put it there. What is shorter than a key is a placeholder. */
export function withoutKey(text: string, key = ''): string {
  return key.length < 8 ? text : text.replaceAll(key, '•••');
}

type Build = (kind: ModelFailureKind, details?: FailureDetails) => ModelFailure;

function rejected(response: RejectedResponse, asked: Asked, build: Build, now: number): ModelFailure {
  const { status, headers } = response;
  if (status >= 300 && status < 400) return build('bad-request', { status, said: redirectWords(headers) });
  if (response.isWebPage && status < 400) return build('malformed', { said: 'it is a web page' });
  const report = readErrorText(response.body);
  const kind = failureKind(status, report, asked);
  const wait = retryAfter(headers, now);
  const built = build(kind, { status, ...said(kind, report) });
  return wait === undefined ? built : { ...built, retryAfter: wait };
}

function reported(report: ErrorReport, asked: Asked, build: Build): ModelFailure {
  const kind = failureKind(statusOf(report), report, asked);
  return build(kind, said(kind, report));
}

/** Providers repeat parts of a key in their words about it: those are left out. */
function said(kind: ModelFailureKind, { message }: ErrorReport): FailureDetails {
  return message === undefined || kind === 'bad-key' ? {} : { said: message };
}

function redirectWords(headers: Headers): string {
  const location = headers.get('location');
  return location === null ? 'it redirects' : `it redirects to ${location}, so set that as its address`;
}

/** The error and what caused it, outermost first. */
function* causes(error: unknown): Generator<unknown> {
  for (let link = error, depth = 0; link instanceof Error && depth < 8; link = link.cause, depth += 1)
    yield link;
}

/** The SDKs' own error for one that comes within a stream: it has no status. */
function payloadOf(link: unknown): unknown {
  const isPayload = link instanceof Error && 'error' in link && 'status' in link && link.status === undefined;
  return isPayload ? link.error : undefined;
}

const SYSTEM_CODE = /^(E[A-Z_]+|CERT_\w+|\w*CERT\w*)$/;

function systemWords(origin: unknown): string {
  return codeOf(origin) ?? (origin instanceof Error ? origin.message : 'no connection');
}

function codeOf(error: unknown): string | undefined {
  for (const link of causes(error)) {
    const code = link instanceof Error && 'code' in link ? link.code : undefined;
    if (typeof code === 'string' && SYSTEM_CODE.test(code)) return code;
  }
  return undefined;
}
