import type { ModelOutcome, ModelPort, ModelReply, ModelRequest } from '../../core/runs/ports.ts';
import { attempt } from './attempt.ts';
import type { Deadline } from './deadline.ts';
import { identityOf, type PortSettings } from './portSettings.ts';
import { type ReadableHeaders, readLimits } from './rateLimits.ts';
import { withoutKeyInside } from './withoutKeyInside.ts';

/** One provider's way of asking. It throws whatever goes wrong; `readFailure` knows what that means. */
export interface Protocol {
  send(request: ModelRequest, options: SendOptions): Promise<Sent>;
  listModels(signal: AbortSignal): Promise<string[]>;
}

export interface SendOptions {
  /** To be extended whenever something came. */
  readonly deadline: Deadline;
  /** Given: the reply is to be streamed. */
  readonly onText?: (piece: string) => void;
}

export interface Sent {
  readonly reply: ModelReply;
  readonly headers: ReadableHeaders;
  /** The reply's body, where it came in one piece. */
  readonly body?: string;
}

/** Gives a protocol its time limit and turns what it throws into failures. */
export function protocolPort(settings: PortSettings, protocol: Protocol): ModelPort {
  return {
    identity: identityOf(settings),
    async ask(request, { signal, onText }) {
      const asked = { model: request.model, askedForSchema: request.schema !== undefined };
      const outcome = await attempt(settings, asked, signal, (deadline) =>
        protocol.send(request, {
          deadline,
          ...(onText === undefined ? {} : { onText: until(deadline.signal, onText) }),
        }),
      );
      return outcome.kind === 'value' ? replied(outcome.value, settings) : outcome;
    },
    async listModels(signal) {
      const outcome = await attempt(settings, { askedForSchema: false }, signal, (deadline) =>
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

function replied({ reply, headers, body }: Sent, { kind, key }: PortSettings): ModelOutcome {
  const limits = readLimits(kind, headers, Date.now());
  const safe = mayHold(body, key) ? withoutKeyInside(reply, key) : reply;
  return { kind: 'reply', reply: safe, ...(limits === undefined ? {} : { limits }) };
}

/** Whether the key may stand in what was parsed from this text: as it is, or in JSON's other spellings. */
function mayHold(body: string | undefined, key: string | undefined): boolean {
  if (key === undefined) return false;
  return body === undefined || body.includes(key) || /\\[u/]/.test(body);
}
