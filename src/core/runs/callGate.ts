import type { Budget, BudgetedCall } from './budget.ts';
import type { Limiter } from './limiter.ts';
import type { ModelFailure, ModelFailureKind, ModelOutcome } from './ports.ts';
import { stopsTheRun } from './retry.ts';

/** Lets calls to one model through, until one fails in a way that every further call would. */
export interface CallGate {
  /** Resolves to `cancelled`, and sends nothing, once the gate is shut. */
  send(call: BudgetedCall, work: () => Promise<ModelOutcome>): Promise<ModelOutcome>;
  /** Told of a reply that is on its way to the disk. */
  keeping(reply: Promise<void>): void;
  /** Nothing is sent any more: the model has failed for good, the budget is used up, or the gate was closed. */
  readonly isShut: boolean;
  /** The failure that shut the gate. */
  readonly stoppedBy: ModelFailure | undefined;
}

/** Shuts all gates of a run for good. Calls under way are finished. */
export interface Closing {
  readonly isClosed: boolean;
  close(): void;
}

export interface GateOptions {
  /** Of the model's endpoint, shared with its other models. */
  readonly limiter: Limiter;
  /** Of the whole run. */
  readonly budget: Budget;
  readonly closing: Closing;
}

/** So many failed tries in a row, with no reply between them, mean that the endpoint is gone for now. */
const HOPELESS = 50;

export function createGate({ limiter, budget, closing }: GateOptions): CallGate {
  let stoppedBy: ModelFailure | undefined;
  let failedInARow = 0;

  function judge(outcome: ModelOutcome): void {
    if (outcome.kind === 'reply') failedInARow = 0;
    else if (GONE.includes(outcome.failure.kind)) failedInARow += 1;
    if (outcome.kind !== 'failure') return;
    if (stopsTheRun(outcome.failure) || failedInARow >= HOPELESS) stoppedBy ??= outcome.failure;
  }

  async function sendNow(work: () => Promise<ModelOutcome>): Promise<ModelOutcome> {
    if (closing.isClosed || stoppedBy !== undefined) return NOT_SENT;
    const outcome = await work();
    judge(outcome);
    return outcome;
  }

  return {
    get isShut() {
      return closing.isClosed || stoppedBy !== undefined || budget.isExhausted;
    },
    get stoppedBy() {
      return stoppedBy;
    },
    keeping(reply) {
      // One that could not be kept makes no room for another: that would be paid for nothing as well.
      limiter.keeping(reply.catch(closing.close));
    },
    send(call, work) {
      const { input, output } = budget.guess(call);
      // Set aside only when its turn has come: by then more is known of how long replies are.
      return limiter.take(
        input + output,
        async () => (await budget.send(call, () => sendNow(work))) ?? NOT_SENT,
      );
    },
  };
}

/** Failures of an endpoint that does not work; one that is only busy is waited for. */
const GONE: readonly ModelFailureKind[] = ['network', 'time-out', 'server', 'cut', 'malformed'];

const NOT_SENT: ModelOutcome = {
  kind: 'failure',
  failure: { kind: 'cancelled', message: 'The call was not sent, because the run had stopped.' },
};
