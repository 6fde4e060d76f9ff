import type { CallGate } from './callGate.ts';
import { callKey } from './callKey.ts';
import type { EndpointIdentity } from './endpoint.ts';
import type {
  CallRecord,
  ClockPort,
  Digest,
  ModelFailure,
  ModelOutcome,
  ModelPort,
  ModelReply,
  ModelRequest,
  StorePort,
} from './ports.ts';
import type { RunId } from './records.ts';
import { mayPass, retryDelay } from './retry.ts';

/** What every call needs. */
export interface AskTools {
  readonly store: StorePort;
  readonly clock: ClockPort;
  readonly digest: Digest;
  /** Uniform in [0, 1): spreads retries. Nothing that is counted depends on it. */
  readonly random: () => number;
  /** The run that pays for the calls. */
  readonly runId?: RunId;
  /** Limits the calls that are under way at once, and ends them. Left out: every call is sent. */
  readonly gate?: CallGate;
  /** Takes calls up to be answered later, in a batch, in place of sending them. */
  readonly defer?: (call: DeferredCall) => Promise<void>;
  /** Told before a failed call is sent again: how long it waits first, in milliseconds. */
  readonly onRetry?: (failure: ModelFailure, after: number) => void;
}

/** A call as it would have been sent. */
export interface DeferredCall {
  readonly key: string;
  readonly port: ModelPort;
  readonly endpoint: EndpointIdentity;
  readonly request: ModelRequest;
  readonly purpose: CallRecord['purpose'];
}

export interface Question {
  readonly port: ModelPort;
  readonly request: ModelRequest;
  readonly purpose: CallRecord['purpose'];
  /** Which of several calls with the same request this is. */
  readonly attempt: string;
}

export type AskEvent =
  /** The reply so far, whole; shorter than before when a try was given up. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'retrying'; readonly after: number; readonly failure: ModelFailure };

export type Watch = (event: AskEvent) => void;

export type Answered =
  | { readonly kind: 'reply'; readonly key: string; readonly reply: ModelReply; readonly cached: boolean }
  | { readonly kind: 'failure'; readonly key: string; readonly failure: ModelFailure };

/** How long to wait before looking again whether another process has finished the same call. */
const BUSY_WAIT = 250;

/**
 * Asks a model once and for all: a stored reply is returned without a call, and a new one is in the store
 * before it is returned. Failures that pass are tried again.
 */
export async function ask(
  tools: AskTools,
  question: Question,
  options: { readonly signal: AbortSignal; readonly watch?: Watch },
): Promise<Answered> {
  const { store, clock, digest } = tools;
  const { port, request } = question;
  const key = callKey(digest, port.identity, request, question.attempt);
  for (;;) {
    if (options.signal.aborted) return { kind: 'failure', key, failure: cancelled };
    if (tools.defer !== undefined) return deferred(tools.defer, store, question, key);
    if (tools.gate?.isShut) return storedOnly(store, key);
    const claim = await store.claimCall(key, port.identity, request);
    if (claim.kind === 'claimed') return sendOrRelease(tools, question, key, options);
    if (claim.kind === 'replied') return stored(key, claim.call);
    if (claim.kind === 'batched') return { kind: 'failure', key, failure: inBatch };
    await clock.sleep(BUSY_WAIT, options.signal);
  }
}

const cancelled: ModelFailure = { kind: 'cancelled', message: 'The call was cancelled.' };

const inBatch: ModelFailure = {
  kind: 'cancelled',
  message: 'The call went out in a batch that has not been collected yet.',
};

/** What a call that may not be sent any more has brought earlier. */
async function storedOnly(store: StorePort, key: string): Promise<Answered> {
  const call = await store.findCall(key);
  return call?.outcome.kind === 'reply' ? stored(key, call) : { kind: 'failure', key, failure: cancelled };
}

function stored(key: string, call: CallRecord): Answered {
  if (call.outcome.kind === 'failure') return { kind: 'failure', key, failure: call.outcome.failure };
  return { kind: 'reply', key, reply: call.outcome.reply, cached: true };
}

/** So often a call is sent in batches at most. */
const MOST_BATCHES = 4;

async function deferred(
  defer: (call: DeferredCall) => Promise<void>,
  store: StorePort,
  { port, request, purpose }: Question,
  key: string,
): Promise<Answered> {
  const call = await store.findCall(key);
  if (call !== undefined) {
    const { outcome, tries } = call;
    if (outcome.kind === 'reply') return stored(key, call);
    if (!mayPass(outcome.failure) || tries >= MOST_BATCHES) return stored(key, call);
  }
  await defer({ key, port, endpoint: port.identity, request, purpose });
  return { kind: 'failure', key, failure: inBatch };
}

/** A claim that is kept after an error would make this process wait for itself, for as long as it lives. */
async function sendOrRelease(
  tools: AskTools,
  question: Question,
  key: string,
  options: { readonly signal: AbortSignal; readonly watch?: Watch },
): Promise<Answered> {
  try {
    return await send(tools, question, key, options);
  } catch (error) {
    // What went wrong first is what is told; a claim that cannot be given back now runs out by itself.
    await tools.store.releaseCall(key).catch(() => undefined);
    throw error;
  }
}

async function send(
  tools: AskTools,
  question: Question,
  key: string,
  options: { readonly signal: AbortSignal; readonly watch?: Watch },
): Promise<Answered> {
  const { store, clock } = tools;
  const { port, request, purpose } = question;
  for (let tries = 1; ; tries += 1) {
    const sent: { at?: number; kept?: Promise<void> } = {};
    const keep = (outcome: ModelOutcome): Promise<void> => {
      const startedAt = sent.at ?? clock.now();
      return store.saveCall({
        key,
        endpoint: port.identity,
        request,
        purpose,
        outcome: withoutLimits(outcome),
        startedAt,
        duration: clock.now() - startedAt,
        tries,
        ...(tools.runId === undefined ? {} : { runId: tools.runId }),
      });
    };
    const sendNow = async (): Promise<ModelOutcome> => {
      sent.at = clock.now();
      const outcome = await askPort(question, options);
      if (outcome.kind === 'failure') return outcome;
      // It is on its way to the disk before its place among the calls under way is free for another.
      sent.kept = keep(outcome);
      tools.gate?.keeping(sent.kept);
      return outcome;
    };
    const outcome = await (tools.gate?.send({ endpoint: port.identity, request, purpose }, sendNow) ??
      sendNow());
    if (outcome.kind === 'reply') {
      await sent.kept;
      return { ...outcome, key, cached: false };
    }
    const { failure } = outcome;
    if (failure.kind === 'cancelled') return giveUp(store, key);
    const after = retryDelay(failure, tries, tools.random());
    if (after === undefined) {
      await keep(outcome);
      return { ...outcome, key };
    }
    options.watch?.({ kind: 'retrying', after, failure });
    tools.onRetry?.(failure, after);
    await clock.sleep(after, options.signal);
    if (options.signal.aborted) return giveUp(store, key);
  }
}

/** What the server said of its limits was true then, and is no part of how the call ended. */
function withoutLimits({ limits: _, ...outcome }: ModelOutcome): CallRecord['outcome'] {
  return outcome;
}

async function giveUp(store: StorePort, key: string): Promise<Answered> {
  await store.releaseCall(key);
  return { kind: 'failure', key, failure: cancelled };
}

function askPort(
  question: Question,
  options: { readonly signal: AbortSignal; readonly watch?: Watch },
): Promise<ModelOutcome> {
  const { watch, signal } = options;
  if (watch === undefined) return question.port.ask(question.request, { signal });
  let text = '';
  return question.port.ask(question.request, {
    signal,
    onText: (piece) => {
      text += piece;
      watch({ kind: 'text', text });
    },
  });
}
