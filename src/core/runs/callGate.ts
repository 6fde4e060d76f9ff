import type { ModelFailure, ModelOutcome } from './ports.ts';
import { stopsTheRun } from './retry.ts';
import type { Slots } from './slots.ts';

/** Lets calls through, until one fails in a way that every further call would. */
export interface CallGate {
  /** Resolves to `cancelled`, and sends nothing, once the gate is shut. */
  send(call: () => Promise<ModelOutcome>): Promise<ModelOutcome>;
  /** Why the gate is shut. */
  readonly stoppedBy: ModelFailure | undefined;
}

export function createGate(slots: Slots): CallGate {
  let stoppedBy: ModelFailure | undefined;
  return {
    get stoppedBy() {
      return stoppedBy;
    },
    send: (call) =>
      slots.take(async () => {
        if (stoppedBy !== undefined) return NOT_SENT;
        const outcome = await call();
        if (outcome.kind === 'failure' && stopsTheRun(outcome.failure)) stoppedBy ??= outcome.failure;
        return outcome;
      }),
  };
}

const NOT_SENT: ModelOutcome = {
  kind: 'failure',
  failure: { kind: 'cancelled', message: 'The call was not sent, because the run had stopped.' },
};
