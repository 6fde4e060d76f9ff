import { FIRST_LIMIT } from './adaptiveLimit.ts';
import type { Budget } from './budget.ts';
import { type CallGate, type Closing, createGate } from './callGate.ts';
import type { EndpointIdentity } from './endpoint.ts';
import { createLimiter, type Limiter } from './limiter.ts';
import type { ClockPort, ModelFailure, ModelPort } from './ports.ts';
import type { EndpointProgress } from './progress.ts';

/** A model that a run asks. */
export interface AskedModel {
  /** `endpoint/model` */
  readonly name: string;
  readonly port: ModelPort;
}

/** The gates of a run: one for each model, behind one limiter for each endpoint. */
export interface CallGates {
  gateOf(model: AskedModel): CallGate;
  /** How many calls may be under way at all endpoints together. */
  room(): number;
  limitTo(most: number | undefined): void;
  /** Sends no more calls until `resume`. */
  pause(): void;
  resume(): void;
  readonly isPaused: boolean;
  /** Sends no more calls, ever. */
  close(): void;
  endpoints(): EndpointProgress[];
  /** By model: why it is asked no more. */
  stopped(): Map<string, ModelFailure>;
}

export function createGates(
  clock: ClockPort,
  options: {
    readonly budget: Budget;
    /** Ends all waiting. It is not listened to any more once `over` has aborted. */
    readonly signal: AbortSignal;
    readonly over: AbortSignal;
    readonly most: number | undefined;
  },
): CallGates {
  const limiters = new Map<string, { readonly name: string; readonly limiter: Limiter }>();
  const gates = new Map<string, CallGate>();
  let { most } = options;
  let isPaused = false;
  let isClosed = false;
  const closing: Closing = {
    get isClosed() {
      return isClosed;
    },
    close() {
      isClosed = true;
    },
  };

  function limiterOf(identity: EndpointIdentity): Limiter {
    const key = `${identity.name} ${identity.address}`;
    const known = limiters.get(key);
    if (known !== undefined) return known.limiter;
    const { signal, over } = options;
    const limiter = createLimiter(clock, { signal, over, ...(most === undefined ? {} : { most }) });
    if (isPaused) limiter.pause();
    limiters.set(key, { name: identity.name, limiter });
    return limiter;
  }

  return {
    gateOf({ name, port }) {
      const known = gates.get(name);
      if (known !== undefined) return known;
      const gate = createGate({ budget: options.budget, limiter: limiterOf(port.identity), closing });
      gates.set(name, gate);
      return gate;
    },
    room: () =>
      limiters.size === 0
        ? (most ?? FIRST_LIMIT)
        : [...limiters.values()].reduce((sum, { limiter }) => sum + limiter.state().limit, 0),
    limitTo(next) {
      most = next;
      for (const { limiter } of limiters.values()) limiter.limitTo(next);
    },
    pause() {
      isPaused = true;
      for (const { limiter } of limiters.values()) limiter.pause();
    },
    resume() {
      isPaused = false;
      for (const { limiter } of limiters.values()) limiter.resume();
    },
    get isPaused() {
      return isPaused;
    },
    close: closing.close,
    endpoints: () => [...limiters.values()].map(({ name, limiter }) => ({ name, ...limiter.state() })),
    stopped: () =>
      new Map([...gates].flatMap(([name, { stoppedBy }]) => (stoppedBy ? [[name, stoppedBy] as const] : []))),
  };
}
