import type { ModelFailure, ModelFailureKind, ModelOutcome } from './ports.ts';
import { stopsTheRun } from './retry.ts';
import type { Slots } from './slots.ts';

/** Lets calls through, until one fails in a way that every further call would. */
export interface CallGate {
  /** Resolves to `cancelled`, and sends nothing, once the gate is shut. */
  send(call: () => Promise<ModelOutcome>): Promise<ModelOutcome>;
  /** Why the gate is shut. */
  readonly stoppedBy: ModelFailure | undefined;
}

/** So many failed tries in a row, with no reply between them, mean that the endpoint is gone for now. */
const HOPELESS = 50;

export function createGate(slots: Slots): CallGate {
  let stoppedBy: ModelFailure | undefined;
  let failedInARow = 0;

  function judge(outcome: ModelOutcome): void {
    if (outcome.kind === 'reply') failedInARow = 0;
    else if (GONE.includes(outcome.failure.kind)) failedInARow += 1;
    if (outcome.kind !== 'failure') return;
    if (stopsTheRun(outcome.failure) || failedInARow >= HOPELESS) stoppedBy ??= outcome.failure;
  }

  return {
    get stoppedBy() {
      return stoppedBy;
    },
    send: (call) =>
      slots.take(async () => {
        if (stoppedBy !== undefined) return NOT_SENT;
        const outcome = await call();
        judge(outcome);
        return outcome;
      }),
  };
}

/** Failures of an endpoint that does not work; one that is only busy is waited for. */
const GONE: readonly ModelFailureKind[] = ['network', 'time-out', 'server', 'cut', 'malformed'];

const NOT_SENT: ModelOutcome = {
  kind: 'failure',
  failure: { kind: 'cancelled', message: 'The call was not sent, because the run had stopped.' },
};
