import type {
  ModelFailure,
  ModelOutcome,
  ModelPort,
  ModelReply,
  ModelRequest,
} from '../../core/runs/ports.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import { identityOf, isProvidersOwn, type PortSettings } from './portSettings.ts';
import { type Asked, failure, readFailure, withoutKey } from './readFailure.ts';

/** One provider's way of asking. It throws whatever goes wrong; `readFailure` knows what that means. */
export interface Protocol {
  send(request: ModelRequest, options: SendOptions): Promise<ModelReply>;
  listModels(signal: AbortSignal): Promise<string[]>;
}

export interface SendOptions {
  readonly signal: AbortSignal;
  /** Given: the reply is to be streamed. */
  readonly onText?: (piece: string) => void;
  /** To be called whenever something came. */
  readonly onActivity: () => void;
}

/** Gives a protocol its time limit and turns what it throws into failures. */
export function protocolPort(settings: PortSettings, protocol: Protocol): ModelPort {
  return {
    identity: identityOf(settings),
    async ask(request, { signal, onText }) {
      const asked = { model: request.model, askedForSchema: request.schema !== undefined };
      const outcome = await within(settings, asked, signal, (deadline) =>
        protocol.send(request, {
          signal: deadline.signal,
          onActivity: deadline.extend,
          ...(onText === undefined ? {} : { onText: until(deadline.signal, onText) }),
        }),
      );
      return outcome.kind === 'value' ? replied(outcome.value, settings) : outcome;
    },
    async listModels(signal) {
      const outcome = await within(settings, { askedForSchema: false }, signal, (deadline) =>
        protocol.listModels(deadline.signal),
      );
      return outcome.kind === 'value' ? { kind: 'models', models: outcome.value } : outcome;
    },
  };
}

/** What had come with the last piece before the call was given up is not passed on any more. */
function until(signal: AbortSignal, onText: (piece: string) => void): (piece: string) => void {
  return (piece) => {
    if (!signal.aborted) onText(piece);
  };
}

type Outcome<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'failure'; readonly failure: ModelFailure };

async function within<T>(
  settings: PortSettings,
  asked: Asked,
  signal: AbortSignal,
  work: (deadline: Deadline) => Promise<T>,
): Promise<Outcome<T>> {
  const unsendable = problemOf(settings);
  if (unsendable !== undefined) return { kind: 'failure', failure: unsendable };
  const deadline = startDeadline(settings.timeout, signal);
  try {
    if (signal.aborted) return { kind: 'failure', failure: failure('cancelled', settings) };
    return { kind: 'value', value: await work(deadline) };
  } catch (error) {
    if (signal.aborted) return { kind: 'failure', failure: failure('cancelled', settings) };
    if (deadline.isOver()) return { kind: 'failure', failure: failure('time-out', settings) };
    const read = readFailure(error, settings, asked, Date.now());
    if (read === undefined) throw error;
    return { kind: 'failure', failure: read };
  } finally {
    deadline.end();
  }
}

function problemOf(settings: PortSettings): ModelFailure | undefined {
  const { key } = settings;
  if (key === undefined) return isProvidersOwn(settings) ? failure('no-key', settings) : undefined;
  // Fetch would name such a key, whole, in its error.
  if (/^[\x21-\x7e]+$/.test(key)) return undefined;
  return failure('bad-key', settings, { said: 'it holds characters that no key has' });
}

function replied(reply: ModelReply, { key }: PortSettings): ModelOutcome {
  const raw = JSON.stringify(reply.raw);
  const safe = withoutKey(raw, key);
  return { kind: 'reply', reply: safe === raw ? reply : { ...reply, raw: JSON.parse(safe) } };
}
