import type { IncomingHttpHeaders } from 'node:http';
import type { Dialect, Written, WrittenError } from './dialect.ts';
import { hash } from './hash.ts';
import type { Answer, ProviderRequest } from './providerRequest.ts';

/** How batches go. What is left out: at once, and well. */
export interface BatchBehaviour {
  /** In milliseconds, from its submission to its end. */
  readonly delay?: number | undefined;
  /** Shares of the calls, from 0 to 1, that fail or are not reached in time. Their ids decide which. */
  readonly failing?: number | undefined;
  readonly expiring?: number | undefined;
  /** `failed`: it is refused as a whole after it was accepted; `expired`: its second half is not reached in time. */
  readonly end?: 'failed' | 'expired' | undefined;
  /** The connection ends after the next submission was accepted, and before its reply. */
  readonly losesReply?: boolean | undefined;
  /** There is no batch API, as on servers that are only compatible. */
  readonly isMissing?: boolean | undefined;
}

export interface BatchLine {
  readonly customId: string;
  /** What would be the body of a live call. */
  readonly body: unknown;
}

export type LineOutcome =
  | { readonly kind: 'reply'; readonly request: ProviderRequest; readonly written: Written }
  | { readonly kind: 'error'; readonly error: WrittenError }
  | { readonly kind: 'expired' | 'cancelled' };

export interface SettledLine extends BatchLine {
  readonly outcome: LineOutcome;
}

export interface FakeBatch {
  readonly id: string;
  readonly lines: readonly BatchLine[];
  readonly metadata: unknown;
  /** Milliseconds since the epoch, as all times here. */
  readonly createdAt: number;
  cancelledAt?: number;
  /** When it has ended: in another order than it was asked. */
  settled?: readonly SettledLine[];
}

/** Where a batch stands. `done`: how many calls have been answered. */
export interface Standing {
  readonly state: 'validating' | 'running' | 'finalizing' | 'ended' | 'failed' | 'expired' | 'cancelled';
  readonly done: number;
}

export interface FakeBatches {
  behaviour: BatchBehaviour;
  readonly all: readonly FakeBatch[];
  add(lines: readonly BatchLine[], metadata?: unknown): FakeBatch;
  find(id: string): FakeBatch | undefined;
  standing(batch: FakeBatch): Standing;
  cancel(batch: FakeBatch): void;
}

export interface BatchWork {
  readonly dialect: Dialect;
  /** A batch is answered and charged for by the same hand as live calls. */
  answer(request: ProviderRequest): Answer;
  pay(body: unknown): void;
}

/** The batches of one provider: what was submitted, how far it is, and what came of it. */
export function createFakeBatches(prefix: string, work: BatchWork): FakeBatches {
  const all: FakeBatch[] = [];
  let read = 0;

  function standing(batch: FakeBatch): Standing {
    const { delay = 0, end } = batches.behaviour;
    const total = batch.lines.length;
    const until = batch.cancelledAt ?? Date.now();
    const part = delay === 0 ? 1 : Math.min(1, (until - batch.createdAt) / delay);
    const done = Math.floor(total * Math.min(1, Math.max(0, (part - 0.1) / 0.8)));
    if (batch.cancelledAt !== undefined && part < 1) {
      settle(batch, done, 'cancelled');
      return { state: 'cancelled', done };
    }
    if (part < 0.1) return { state: 'validating', done: 0 };
    if (part < 0.9) return { state: 'running', done };
    if (part < 1) return { state: 'finalizing', done: total };
    if (end === 'failed') return { state: 'failed', done: 0 };
    const reached = end === 'expired' ? Math.ceil(total / 2) : total;
    settle(batch, reached, 'expired');
    return { state: end === 'expired' ? 'expired' : 'ended', done: reached };
  }

  function settle(batch: FakeBatch, reached: number, rest: 'expired' | 'cancelled'): void {
    batch.settled ??= batch.lines
      .map((line, index) => ({ ...line, outcome: index < reached ? answered(line) : { kind: rest } }))
      .sort((one, other) => hash(one.customId) - hash(other.customId));
  }

  function answered({ customId, body }: BatchLine): LineOutcome {
    const { failing = 0, expiring = 0 } = batches.behaviour;
    const roll = hash(`${customId}, which way`) / 2 ** 32;
    if (roll < expiring) return { kind: 'expired' };
    if (roll < expiring + failing) return { kind: 'error', error: FAILED };
    const request = work.dialect.read(OWN_HEADERS, body, read);
    read += 1;
    if ('message' in request) return { kind: 'error', error: request };
    const written = writtenOf(work.answer(request));
    if ('message' in written) return { kind: 'error', error: written };
    work.pay(body);
    return { kind: 'reply', request, written };
  }

  const batches: FakeBatches = {
    behaviour: {},
    all,
    add(lines, metadata = null) {
      const batch = { id: `${prefix}_fake_${all.length}`, lines, metadata, createdAt: Date.now() };
      all.push(batch);
      return batch;
    },
    find: (id) => all.find((batch) => batch.id === id),
    standing,
    cancel(batch) {
      batch.cancelledAt ??= Date.now();
    },
  };
  return batches;
}

/** What the dialects want of a live call. */
const OWN_HEADERS: IncomingHttpHeaders = { authorization: 'Bearer batch', 'anthropic-version': '2023-06-01' };

const FAILED: WrittenError = { status: 500, message: 'Told to fail' };

function writtenOf(answer: Answer): Written | WrittenError {
  if (typeof answer === 'string') return { text: answer, finish: 'stop' };
  switch (answer.kind) {
    case 'refusal':
    case 'length':
      return { text: answer.text, finish: answer.kind };
    case 'slow':
      return { text: answer.text, finish: 'stop' };
    case 'error':
      return { message: 'The server said no', ...answer };
    default:
      return FAILED;
  }
}
