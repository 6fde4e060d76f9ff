import type { ModelFailureKind, ModelOutcome, ModelPort, ModelRequest } from '../../src/core/runs/ports.ts';

export interface FakePort {
  readonly port: ModelPort;
  /** What was sent, in order. */
  readonly sent: ModelRequest[];
}

/** A model endpoint in memory: `answer` gives the outcome of each call. */
export function fakePort(
  answer: (request: ModelRequest, number: number) => ModelOutcome | Promise<ModelOutcome>,
): FakePort {
  const sent: ModelRequest[] = [];
  return {
    sent,
    port: {
      identity: { name: 'fake', kind: 'openai', address: 'localhost/v1' },
      listModels: async () => ({ kind: 'models', models: ['fake-model'] }),
      ask: async (request, { signal, onText }) => {
        sent.push(request);
        const outcome = await answer(request, sent.length);
        if (signal.aborted) return failure('cancelled');
        if (outcome.kind === 'reply') onText?.(outcome.reply.text);
        return outcome;
      },
    },
  };
}

export function reply(text: string, finish: 'stop' | 'length' | 'refusal' = 'stop'): ModelOutcome {
  return { kind: 'reply', reply: { text, finish, raw: { text } } };
}

export function failure(kind: ModelFailureKind): ModelOutcome {
  return { kind: 'failure', failure: { kind, message: `fake ${kind}` } };
}
