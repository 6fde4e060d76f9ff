import type {
  BatchCall,
  BatchFailure,
  BatchPort,
  BatchResult,
  ModelReply,
  RemoteBatch,
} from '../../core/runs/ports.ts';
import { attempt } from './attempt.ts';
import { RejectedResponse } from './exchange.ts';
import type { PortSettings } from './portSettings.ts';
import { readFailure } from './readFailure.ts';
import { ReportedError } from './unusableReply.ts';
import { withoutKeyInside } from './withoutKeyInside.ts';

export type SoughtBatch = Parameters<BatchPort['find']>[0];
export type FoundBatch = Exclude<Awaited<ReturnType<BatchPort['find']>>, BatchFailure>;

/** One provider's batch API. It throws whatever goes wrong, as `Protocol` does. */
export interface BatchProtocol {
  submit(calls: readonly BatchCall[], tag: string, signal: AbortSignal): Promise<RemoteBatch>;
  find(sought: SoughtBatch, signal: AbortSignal): Promise<FoundBatch>;
  status(remoteId: string, signal: AbortSignal): Promise<RemoteBatch>;
  results(remoteId: string, signal: AbortSignal): AsyncIterable<ReadResult>;
  cancel(remoteId: string, signal: AbortSignal): Promise<void>;
}

/** One line of the results, as far as it is a matter of the provider. */
export interface ReadResult {
  readonly customId: string;
  readonly outcome: /** Reads the reply; throws where it cannot be used. */
    | { readonly kind: 'reply'; read(): ModelReply }
    /** The status and body that a live call would have got. */
    | { readonly kind: 'rejected'; readonly status: number; readonly body: unknown }
    /** An error without a status. */
    | { readonly kind: 'reported'; readonly payload: unknown }
    | { readonly kind: 'expired' | 'cancelled' };
}

/**
 * The providers take more, up to 256 MB: a batch is written out in memory before it is sent, and what is in it waits
 * until all of it is done.
 */
const LARGEST = 10_000;

/** In milliseconds. A batch is many megabytes, and a line may be slow. */
const UPLOAD_TIMEOUT = 600_000;

/** Gives a batch API its time limits and turns what it throws into failures. */
export function batchPort(settings: PortSettings, protocol: BatchProtocol): BatchPort {
  const asked = { askedForSchema: false };
  const patient = { ...settings, timeout: Math.max(settings.timeout, UPLOAD_TIMEOUT) };
  return {
    largest: LARGEST,
    async submit(calls, tag, signal) {
      const outcome = await attempt(patient, asked, signal, (deadline) =>
        protocol.submit(calls, tag, deadline.signal),
      );
      return outcome.kind === 'value'
        ? { kind: 'submitted', batch: outcome.value }
        : withoutApi(outcome, settings);
    },
    async find(sought, signal) {
      const outcome = await attempt(patient, asked, signal, (deadline) =>
        protocol.find(sought, deadline.signal),
      );
      return outcome.kind === 'value' ? outcome.value : withoutApi(outcome, settings);
    },
    async status(remoteId, signal) {
      const outcome = await attempt(settings, asked, signal, (deadline) =>
        protocol.status(remoteId, deadline.signal),
      );
      return outcome.kind === 'value' ? { kind: 'batch', batch: outcome.value } : outcome;
    },
    async results(remoteId, onResult, signal) {
      const outcome = await attempt(settings, asked, signal, async (deadline) => {
        for await (const result of protocol.results(remoteId, deadline.signal)) {
          await onResult(resultOf(result, settings));
          deadline.extend();
        }
      });
      return outcome.kind === 'value' ? { kind: 'read' } : outcome;
    },
    async cancel(remoteId, signal) {
      const outcome = await attempt(settings, asked, signal, (deadline) =>
        protocol.cancel(remoteId, deadline.signal),
      );
      return outcome.kind === 'value' ? { kind: 'cancelled' } : outcome;
    },
  };
}

/** Servers that are only compatible know nothing at these addresses. */
function withoutApi({ failure }: BatchFailure, { name }: PortSettings): BatchFailure {
  const { status } = failure;
  if (status === undefined || ![404, 405, 501].includes(status)) return { kind: 'failure', failure };
  const message = `The endpoint "${name}" takes no batches (status ${status}). Ask it without a batch.`;
  return { kind: 'failure', failure: { kind: 'bad-request', message, status } };
}

/** A line of the results as the core knows it. */
export function resultOf({ customId, outcome }: ReadResult, settings: PortSettings): BatchResult {
  switch (outcome.kind) {
    case 'reply':
      return { customId, outcome: repliedOrFailed(outcome.read, settings) };
    case 'rejected': {
      const body = JSON.stringify(outcome.body) ?? '';
      return {
        customId,
        outcome: failed(new RejectedResponse(outcome.status, new Headers(), body), settings),
      };
    }
    case 'reported':
      return { customId, outcome: failed(new ReportedError(outcome.payload), settings) };
    case 'expired':
    case 'cancelled':
      return { customId, outcome: { kind: outcome.kind } };
  }
}

function repliedOrFailed(read: () => ModelReply, settings: PortSettings): BatchResult['outcome'] {
  try {
    return { kind: 'reply', reply: withoutKeyInside(read(), settings.key) };
  } catch (error) {
    return failed(error, settings);
  }
}

function failed(error: unknown, settings: PortSettings): BatchResult['outcome'] {
  // Whether a form of the reply was asked for is not known here: the server's words about one tell.
  const failure = readFailure(error, settings, { askedForSchema: true }, Date.now());
  if (failure === undefined) throw error;
  return { kind: 'failure', failure };
}
